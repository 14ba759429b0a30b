'use client';

import type { RehearsalOutcomePartsFragment } from '@yimen/schema/documents';
import { Alert, Select } from 'antd';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Money, Wan } from '@/lib/money';
import { EmptyState } from '@/lib/states';
import { CountDifference, MoneyDifference } from './difference';
import type { RehearsalData } from './kinds';
import { MonthsSection } from './months-section';
import { ProgramsTable } from './programs-table';
import styles from './rehearsal.module.css';
import { RowsSection } from './rows-section';

interface OutcomeViewProps {
  rehearsal: RehearsalData;
  outcome: RehearsalOutcomePartsFragment;
  /** Code of the program that the sections below the table are narrowed to. */
  program: string | undefined;
  onProgram: (code: string | undefined) => void;
}

/** What came of a rehearsal: for how many, how much money, when, where, and what follows. */
export function OutcomeView({ rehearsal, outcome, program, onProgram }: OutcomeViewProps) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  if (outcome.programs.length === 0) return <EmptyState title={t('noEffect')} hint={t('noEffectHint')} />;
  return (
    <>
      <Figures outcome={outcome} months={rehearsal.horizonMonths} />
      <section className="paper" aria-labelledby="by-program">
        <h2 id="by-program">{t('byProgram')}</h2>
        <ProgramsTable rehearsalId={rehearsal.id} outcome={outcome} />
        {outcome.listCut && <p className="quiet">{t('listCut')}</p>}
      </section>
      <Select
        className={styles.program}
        aria-label={t('narrow')}
        allowClear
        placeholder={t('allPrograms')}
        value={program}
        options={outcome.programs.map(({ key, label }) => ({ value: key, label: b(label) }))}
        onChange={(chosen?: string) => onProgram(chosen)}
      />
      <MonthsSection months={outcome.months} />
      <div className={styles.sections}>
        <RowsSection id="townships" rows={outcome.townships} />
        <RowsSection id="householdKinds" rows={outcome.householdKinds} />
      </div>
      <Budgets outcome={outcome} />
      <Follows outcome={outcome} />
      <Clashes outcome={outcome} />
      <Alert type="info" title={t('modelTitle')} description={<Model />} />
    </>
  );
}

function Figures({ outcome, months }: { outcome: RehearsalOutcomePartsFragment; months: number }) {
  const t = useTranslations('rehearsal');
  const oldFen = outcome.programs.reduce((sum, row) => sum + row.oldFen, 0);
  const newFen = outcome.programs.reduce((sum, row) => sum + row.newFen, 0);
  return (
    <dl className={styles.figures}>
      <Figure label={t('better')}>
        <span data-testid="better">{t('householdCount', { count: outcome.better })}</span>
      </Figure>
      <Figure label={t('worse')}>
        <span data-testid="worse">{t('householdCount', { count: outcome.worse })}</span>
      </Figure>
      <Figure label={t('moneyDifference', { months })}>
        <Wan fen={newFen - oldFen} data-testid="difference" />
      </Figure>
      <Figure label={t('judged')}>
        {t('judgedCount', { people: outcome.people, households: outcome.households })}
      </Figure>
    </dl>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Budgets({ outcome: { budgets } }: { outcome: RehearsalOutcomePartsFragment }) {
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

function Follows({ outcome: { causes } }: { outcome: RehearsalOutcomePartsFragment }) {
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

function Clashes({ outcome: { clashes } }: { outcome: RehearsalOutcomePartsFragment }) {
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

const MODEL = [
  'entitled',
  'facts',
  'amounts',
  'benefits',
  'income',
  'status',
  'exclusive',
  'following',
  'not',
] as const;

function Model() {
  const t = useTranslations('rehearsal.model');
  return (
    <ul className={styles.model}>
      {MODEL.map((key) => (
        <li key={key}>{t(key)}</li>
      ))}
    </ul>
  );
}
