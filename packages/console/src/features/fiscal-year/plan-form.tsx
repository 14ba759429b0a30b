'use client';

import {
  type BudgetPlanPartsFragment,
  DecideBudgetPlanDocument,
  SaveBudgetPlanDocument,
} from '@yimen/schema/documents';
import { Input } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { type Failure, isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { formatYuan, yuanTextToFen } from '@/lib/money';
import { ActionButton } from '@/lib/page';
import { PlanTable, type Typed } from './plan-table';

interface PlanFormProps {
  plan: BudgetPlanPartsFragment;
  /** Told what came of it. */
  onDone: (text: string) => void;
}

/** The table of the year with what may be done with it: kept as typed, submitted, approved or sent back. */
export function PlanForm({ plan, onDone }: PlanFormProps) {
  const t = useTranslations('budget.plans');
  const locale = useLocale();
  const save = useCommand(SaveBudgetPlanDocument);
  const documentField = useId();
  const [typed, setTyped] = useState<Typed[]>(() => plan.rows.map(({ amount, places }) => ({ amount, places })));
  const [document, setDocument] = useState(plan.document);
  const mayWrite = plan.allowedActions.some(({ action }) => action === 'write');
  const problems = problemsOf(save.failure);
  const amounts = typed.flatMap(({ amount }) => (amount.trim() ? [yuanTextToFen(amount) ?? 0] : []));
  const keep = async (submit: boolean) => {
    const rows = plan.rows.map(({ program, fundCode }, index) => ({
      programCode: program.code,
      fundCode,
      amount: typed[index]?.amount ?? '',
      places: typed[index]?.places ?? '',
    }));
    const result = await save.run({ year: plan.year, expectedVersion: plan.version, rows, document, submit });
    if (!isFailure(result)) onDone(t(submit ? 'submitted' : 'savedDraft'));
  };
  return (
    <section className="paper stack" aria-label={t('plan')}>
      <PlanTable
        plan={plan}
        typed={typed}
        problems={problems}
        onType={mayWrite ? (index, change) => setTyped(changed(typed, index, change)) : undefined}
      />
      <p>
        <strong>
          {t('planTotal', {
            amount: formatYuan(
              amounts.reduce((sum, fen) => sum + fen, 0),
              locale,
            ),
            count: amounts.length,
          })}
        </strong>
      </p>
      <DocumentLine
        id={documentField}
        value={document}
        problem={problems.get('document')}
        onChange={mayWrite ? setDocument : undefined}
      />
      <div className="row">
        <ActionButton
          action="write"
          allowedActions={plan.allowedActions}
          loading={save.running}
          onClick={() => keep(false)}
        >
          {t('saveDraft')}
        </ActionButton>
        <ActionButton
          action="write"
          type="primary"
          allowedActions={plan.allowedActions}
          loading={save.running}
          onClick={() => keep(true)}
        >
          {t('submitPlan')}
        </ActionButton>
      </div>
      {problems.size > 0 ? (
        <p role="alert" className="late">
          {t('problems', { count: problems.size })}
        </p>
      ) : (
        <MutationFailure failure={save.failure} />
      )}
      <Decision plan={plan} lines={amounts.length} onDone={onDone} />
    </section>
  );
}

function changed(rows: readonly Typed[], index: number, change: Partial<Typed>): Typed[] {
  return rows.map((row, at) => (at === index ? { ...row, ...change } : row));
}

/** The words of each problem by its place. */
function problemsOf(failure: Failure | undefined): Map<string, string> {
  const problems = failure?.__typename === 'InvalidInput' ? failure.problems : [];
  return new Map(problems.map(({ path, message }) => [path, message]));
}

function DocumentLine({
  id,
  value,
  problem,
  onChange,
}: {
  id: string;
  value: string;
  problem: string | undefined;
  onChange: ((value: string) => void) | undefined;
}) {
  const t = useTranslations('budget');
  if (!onChange) return value ? <p>{`${t('document')}：${value}`}</p> : null;
  return (
    <div>
      <label htmlFor={id}>{t('document')}</label>
      <Input
        id={id}
        maxLength={100}
        value={value}
        placeholder={t('documentHint')}
        status={problem && 'error'}
        onChange={({ target }) => onChange(target.value)}
      />
      {problem && <div className="late">{problem}</div>}
    </div>
  );
}

function Decision({ plan, lines, onDone }: PlanFormProps & { lines: number }) {
  const t = useTranslations('budget.plans');
  const decide = useCommand(DecideBudgetPlanDocument);
  const [note, setNote] = useState('');
  if (!plan.allowedActions.some(({ action }) => action === 'decide')) return null;
  const act = async (outcome: 'approve' | 'return') => {
    const { year, version: expectedVersion } = plan;
    const result = await decide.run({ year, expectedVersion, outcome, note: note.trim() || undefined });
    if (isFailure(result)) return;
    onDone(outcome === 'approve' ? t('approved', { year: String(year), count: lines }) : t('returned'));
  };
  return (
    <div className="stack">
      <Input.TextArea
        aria-label={t('returnNote')}
        placeholder={t('returnNote')}
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={500}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      <div className="row">
        <ActionButton
          action="decide"
          type="primary"
          allowedActions={plan.allowedActions}
          loading={decide.running}
          onClick={() => act('approve')}
        >
          {t('approvePlan')}
        </ActionButton>
        <ActionButton action="decide" allowedActions={plan.allowedActions} onClick={() => act('return')}>
          {t('returnPlan')}
        </ActionButton>
      </div>
      <MutationFailure failure={decide.failure} />
    </div>
  );
}
