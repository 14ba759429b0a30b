'use client';

import { DecideStockCountDocument, type StockCountPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton, StatusTag } from '@/lib/page';

/** Counts and what differed; another person than the one who counted agrees. */
export function CountsSection({ counts, onDone }: { counts: readonly StockCountPartsFragment[]; onDone: () => void }) {
  const t = useTranslations('stock');
  if (counts.length === 0) return null;
  return (
    <section className="paper" aria-labelledby="counts">
      <h2 id="counts">{t('counts')}</h2>
      <ul className="plain-list">
        {counts.map((count) => (
          <Count key={count.id} count={count} onDone={onDone} />
        ))}
      </ul>
    </section>
  );
}

function Count({ count, onDone }: { count: StockCountPartsFragment; onDone: () => void }) {
  const t = useTranslations('stock');
  const b = useBilingual();
  const decide = useCommand(DecideStockCountDocument);
  const differing = count.lines.filter(({ book, counted }) => book !== counted);
  const run = async (outcome: string) => {
    await decide.run({ countId: count.id, expectedVersion: count.version, outcome });
    onDone();
  };
  return (
    <li className="stack">
      <div className="row">
        <span>
          {t('countOf', { day: count.countedOn, name: count.countedBy, department: b(count.department.name) })}
        </span>
        <StatusTag kind="stockCount" status={count.status} />
        {count.decidedBy && <span className="quiet">{t('checkedBy', { name: count.decidedBy })}</span>}
      </div>
      {differing.length === 0 ? (
        <span className="quiet">{t('noDifference', { count: count.lines.length })}</span>
      ) : (
        <ul>
          {differing.map(({ item, unit, book, counted, reason }) => (
            <li key={item}>{t('difference', { item, unit, book, counted, reason: reason ?? '' })}</li>
          ))}
        </ul>
      )}
      <MutationFailure failure={decide.failure} onClose={() => decide.setFailure(undefined)} />
      <div className="row">
        {(['approve', 'reject'] as const).map((action) => (
          <ActionButton
            key={action}
            action={action}
            size="small"
            allowedActions={count.allowedActions}
            loading={decide.running}
            onClick={() => run(action)}
          >
            {t(action)}
          </ActionButton>
        ))}
      </div>
    </li>
  );
}
