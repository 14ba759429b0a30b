'use client';

import type { DeskItemPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Money } from '@/lib/money';

/** The amount of an item, or that it is a service, or stands on a plan without an amount. */
export function ItemAmount({ item }: { item: DeskItemPartsFragment['packageItem'] }) {
  const t = useTranslations('desk');
  if (item.planOnly) return t('onPlan');
  if (item.amountFen === null) return t('service');
  return (
    <>
      <Money fen={item.amountFen} /> {item.period === 'monthly' && t('monthly')}
    </>
  );
}
