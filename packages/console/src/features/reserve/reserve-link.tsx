'use client';

import { ReservePlaceDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { LinkButton } from '@/lib/page';
import { useViewer } from '@/lib/viewer';

/** Leads those who see it to the townships' reserve; with a household, a township's clerk to paying it at once. */
export function ReserveLink({ householdCode }: { householdCode?: string }) {
  const t = useTranslations('reserve');
  const { today } = useViewer();
  const [{ data }] = useQuery({ query: ReservePlaceDocument, variables: { year: Number(today.slice(0, 4)) } });
  if (!data?.reserve) return null;
  if (!householdCode) return <LinkButton href="/reserve">{t('title')}</LinkButton>;
  if (!data.reserve.allowedActions.some(({ action }) => action === 'use')) return null;
  return <LinkButton href={`/reserve?household=${encodeURIComponent(householdCode)}`}>{t('use')}</LinkButton>;
}
