'use client';

import type { RehearsalOutcomePartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { CountDifference, MoneyDifference } from './difference';
import styles from './rehearsal.module.css';

/** What the budget lines have left beside what the changed programs would take. */
export function Budgets({ outcome: { budgets } }: { outcome: RehearsalOutcomePartsFragment }) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  return (
    <section className="paper" aria-labelledby="budgets">
      <h2 id="budgets">{t('budgets')}</h2>
      <p className="quiet">{t('budgetsHint')}</p>
      {budgets.length === 0 ? (
        <p className="quiet">{t('noBudgets')}</p>
      ) : (
        <ListTable
          small
          rows={budgets}
          rowKey={({ program, year }) => `${program.zh} ${year}`}
          columns={[
            { title: t('program'), render: (_, { program }) => b(program) },
            { title: t('year'), render: (_, { year }) => year },
            { title: t('fund'), render: (_, { fund }) => b(fund) },
            { title: t('left'), align: 'right', render: (_, { leftFen }) => <Money fen={leftFen} /> },
            { title: t('needBefore'), align: 'right', render: (_, { oldFen }) => <Money fen={oldFen} /> },
            { title: t('needAfter'), align: 'right', render: (_, { newFen }) => <Money fen={newFen} /> },
            {
              title: t('cover'),
              render: (_, { shortFen, coversUntil }) =>
                shortFen === 0 ? (
                  t('covered')
                ) : (
                  <span className="late">
                    {coversUntil ? t('coversUntil', { month: coversUntil }) : t('coversNothing')}{' '}
                    {t.rich('shortBy', { sum: () => <Money fen={shortFen} /> })}
                  </span>
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

/** Which programs follow on which, and by what rule. */
export function Follows({ outcome: { causes } }: { outcome: RehearsalOutcomePartsFragment }) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  if (causes.length === 0) return null;
  return (
    <section className="paper" aria-labelledby="follows">
      <h2 id="follows">{t('follows')}</h2>
      <ListTable
        small
        rows={causes}
        rowKey={({ program, by, kind, words }) => `${program.zh} ${by.zh} ${kind} ${words.zh}`}
        columns={[
          { title: t('program'), render: (_, { program }) => b(program) },
          { title: t('becauseOf'), render: (_, { by }) => b(by) },
          { title: t('why'), render: (_, { kind }) => t(`cause.${kind}`) },
          { title: t('words'), render: (_, { words }) => <div className={styles.words}>{b(words)}</div> },
        ]}
      />
    </section>
  );
}

/** What is not paid because another program stays, before and after. */
export function Clashes({ outcome: { clashes } }: { outcome: RehearsalOutcomePartsFragment }) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  if (clashes.length === 0) return null;
  return (
    <section className="paper" aria-labelledby="clashes">
      <h2 id="clashes">{t('clashes')}</h2>
      <p className="quiet">{t('clashesHint')}</p>
      <ListTable
        small
        rows={clashes}
        rowKey={({ program, kept, words }) => `${program.zh} ${kept.zh} ${words.zh}`}
        columns={[
          { title: t('notPaid'), render: (_, { program }) => b(program) },
          { title: t('kept'), render: (_, { kept }) => b(kept) },
          { title: t('words'), render: (_, { words }) => <div className={styles.words}>{b(words)}</div> },
          { title: t('before'), align: 'right', render: (_, { oldCount }) => oldCount },
          { title: t('after'), align: 'right', render: (_, { newCount }) => newCount },
          {
            title: t('countDifference'),
            align: 'right',
            render: (_, { oldCount, newCount }) => <CountDifference count={newCount - oldCount} />,
          },
          {
            title: t('fallsAway'),
            align: 'right',
            render: (_, { oldFen, newFen }) => <MoneyDifference fen={newFen - oldFen} />,
          },
        ]}
      />
    </section>
  );
}
