'use client';

import { StockActionsDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { LinkButton } from '@/lib/page';

/** Leads departments to the goods they keep; `always`: also those who only see them. */
export function StockLink({ always = false }: { always?: boolean }) {
  const t = useTranslations('stock');
  const [{ data }] = useQuery({ query: StockActionsDocument, pause: always });
  if (!always && !data?.stockActions.length) return null;
  return <LinkButton href="/stock">{t('title')}</LinkButton>;
}
