'use client';

import { HouseholdGoodsDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';

const CONTEXT = { additionalTypenames: ['StockItem', 'PaymentSchedule'] };

/** What goods a family received from whom. */
export function HouseholdGoods({ householdId }: { householdId: string }) {
  const t = useTranslations('stock');
  const b = useBilingual();
  const [{ data }] = useQuery({ query: HouseholdGoodsDocument, variables: { id: householdId }, context: CONTEXT });
  const goods = data?.household?.goods ?? [];
  if (goods.length === 0) return null;
  return (
    <section className="paper" aria-labelledby="goods-received">
      <h2 id="goods-received">{t('received')}</h2>
      <ul className="plain-list">
        {goods.map(({ movementId, on, item, quantity, unit, department, donor, isGift, isTakenBack }) => (
          <li key={movementId}>
            {on} {item} {t('amount', { count: quantity, unit })}{' '}
            <span className="quiet">
              {b(department.name)} · {isGift ? t('givenBy', { name: donor ?? t('somebody') }) : t('bought')}
              {isTakenBack && ` · ${t('isTakenBack')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
