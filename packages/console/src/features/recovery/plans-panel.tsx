'use client';

import {
  DecideRecoveryPlanDocument,
  type RecoveryPartsFragment,
  type RecoveryPlanPartsFragment,
} from '@yimen/schema/documents';
import { Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { ActionButton } from '@/lib/page';

const COLORS: Record<string, string | undefined> = { paid: 'green', late: 'red' };

interface PlansPanelProps {
  recovery: RecoveryPartsFragment;
  onChange: () => void;
}

/** How it comes back: the plan in force, one that is asked for, and what stood before. */
export function PlansPanel({ recovery, onChange }: PlansPanelProps) {
  const t = useTranslations('recovery');
  const plans = recovery.plans.map((plan) =>
    plan.status === 'in_force' && recovery.status !== 'open' ? { ...plan, status: 'ended' } : plan,
  );
  const current = plans.filter(({ status }) => ['asked', 'in_force', 'ended'].includes(status));
  const former = plans.filter((plan) => !current.includes(plan));
  if (plans.length === 0) return null;
  return (
    <section className="paper stack" aria-labelledby="plan">
      <h2 id="plan">{t('plan')}</h2>
      {current.map((plan) => (
        <Plan key={plan.id} plan={plan} onChange={onChange} />
      ))}
      {former.length > 0 && (
        <details>
          <summary>{t('former')}</summary>
          {former.map((plan) => (
            <PlanLine key={plan.id} plan={plan} />
          ))}
        </details>
      )}
    </section>
  );
}

function PlanLine({ plan }: { plan: RecoveryPlanPartsFragment }) {
  const t = useTranslations('recovery');
  const { kind, months, percent, firstDueOn, status, askedBy, decidedBy, reason } = plan;
  const by = askedBy
    ? [t('askedBy', { by: askedBy }), decidedBy && t('decidedBy', { by: decidedBy })].filter(Boolean).join(' · ')
    : t('byCommittee');
  return (
    <div className="row" data-testid="plan" data-status={status}>
      <strong>
        {t(`planKinds.${kind}`, { months: months ?? 1, percent: percent ?? 0 })} {t('from', { day: firstDueOn })}
      </strong>
      <Tag color={status === 'in_force' ? 'blue' : undefined}>{t(`planStatus.${status}`)}</Tag>
      <span className="quiet">{by}</span>
      {reason && <span>{reason}</span>}
    </div>
  );
}

function Plan({ plan, onChange }: { plan: RecoveryPlanPartsFragment; onChange: () => void }) {
  const t = useTranslations('recovery');
  const decide = useCommand(DecideRecoveryPlanDocument);
  const run = async (approve: boolean) => {
    if (!isFailure(await decide.run({ planId: plan.id, approve }))) onChange();
  };
  return (
    <div className="stack">
      <PlanLine plan={plan} />
      {plan.instalments.length > 0 && (
        <ListTable
          small
          rowKey={({ dueOn }) => dueOn}
          rows={plan.instalments}
          columns={[
            { title: t('dueOn'), render: (_, { dueOn }) => dueOn },
            { title: t('part'), align: 'right', render: (_, { amountFen }) => <Money fen={amountFen} /> },
            { title: t('paidPart'), align: 'right', render: (_, { paidFen }) => <Money fen={paidFen} /> },
            {
              title: t('state'),
              render: (_, { state }) => <Tag color={COLORS[state]}>{t(`partStates.${state}`)}</Tag>,
            },
          ]}
        />
      )}
      <MutationFailure failure={decide.failure} onClose={() => decide.setFailure(undefined)} />
      <div className="row">
        <ActionButton
          action="approve"
          type="primary"
          allowedActions={plan.allowedActions}
          loading={decide.running}
          onClick={() => run(true)}
        >
          {t('approve')}
        </ActionButton>
        <ActionButton action="refuse" allowedActions={plan.allowedActions} onClick={() => run(false)}>
          {t('refuse')}
        </ActionButton>
      </div>
    </div>
  );
}
