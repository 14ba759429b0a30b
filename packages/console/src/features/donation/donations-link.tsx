'use client';

import { LinesForDonationsDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { LinkButton } from '@/lib/page';

/** Leads organisations that are given money to their donations. */
export function DonationsLink() {
  const t = useTranslations('common.places');
  const [{ data }] = useQuery({ query: LinesForDonationsDocument });
  if (!data?.linesForDonations.length) return null;
  return <LinkButton href="/donations">{t('donations')}</LinkButton>;
}
