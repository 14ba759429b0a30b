'use client';

import type { RehearsalOutcomePartsFragment } from '@yimen/schema/documents';
import { Alert } from 'antd';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { RoundMoney } from '@/lib/money';
import { EmptyState } from '@/lib/states';
import { Budgets, Clashes, Follows } from './effects';
import type { RehearsalData } from './kinds';
import { NarrowedSections } from './narrowed-sections';
import { ProgramsTable } from './programs-table';
import styles from './rehearsal.module.css';

interface OutcomeViewProps {
  rehearsal: RehearsalData;
  outcome: RehearsalOutcomePartsFragment;
}

/** What came of a rehearsal: for how many, how much money, when, where, and what follows. */
export function OutcomeView({ rehearsal, outcome }: OutcomeViewProps) {
  const t = useTranslations('rehearsal');
  if (outcome.programs.length === 0) return <EmptyState title={t('noEffect')} hint={t('noEffectHint')} />;
  return (
    <>
      <Figures outcome={outcome} months={rehearsal.horizonMonths} />
      <section className="paper" aria-labelledby="by-program">
        <h2 id="by-program">{t('byProgram')}</h2>
        <ProgramsTable rehearsalId={rehearsal.id} outcome={outcome} />
        {outcome.listCut && <p className="quiet">{t('listCut')}</p>}
      </section>
      <NarrowedSections rehearsalId={rehearsal.id} outcome={outcome} />
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
        <RoundMoney fen={newFen - oldFen} data-testid="difference" />
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
