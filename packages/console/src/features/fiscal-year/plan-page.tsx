'use client';

import { BudgetPlanDocument, type BudgetPlanPartsFragment } from '@yimen/schema/documents';
import { Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { formatDateTime } from '@/lib/dates';
import { Page } from '@/lib/page';
import { NoPermission, QueryBoundary } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import { PlanForm } from './plan-form';

/** The budget of the coming year: typed by the finance bureau beside last year's figures, opened by a leader. */
export function PlanPage() {
  const t = useTranslations('budget');
  const { today } = useViewer();
  const year = Number(today.slice(0, 4)) + 1;
  const [query, reload] = useQuery({ query: BudgetPlanDocument, variables: { year } });
  const [told, setTold] = useState('');
  const title = t('plans.planTitle', { year: String(year) });
  const done = (text: string) => {
    setTold(text);
    reload({ requestPolicy: 'network-only' });
  };
  return (
    <Page title={title} breadcrumb={[{ title: t('title'), href: '/budgets' }, { title }]}>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ budgetPlan }) =>
          budgetPlan ? (
            <>
              <Standing plan={budgetPlan} told={told} />
              <PlanForm key={budgetPlan.version} plan={budgetPlan} onDone={done} />
            </>
          ) : (
            <NoPermission reason={t('plans.noPlan')} />
          )
        }
      </QueryBoundary>
    </Page>
  );
}

/** How far the plan is, and who signed. */
function Standing({ plan, told }: { plan: BudgetPlanPartsFragment; told: string }) {
  const t = useTranslations('budget.plans');
  const { year, status, submittedBy, submittedAt, decidedBy, decidedAt, note } = plan;
  return (
    <section className="paper" aria-label={t('planTitle', { year: String(year) })}>
      <p>
        <Tag>{t(`planStatus.${status}`)}</Tag>
        {submittedBy && submittedAt && t('planBy', { name: submittedBy, at: formatDateTime(submittedAt) })}
        {status === 'approved' && decidedBy && decidedAt && (
          <> · {t('planDecidedBy', { name: decidedBy, at: formatDateTime(decidedAt) })}</>
        )}
        {note && decidedBy && ` · ${t('wasReturned', { name: decidedBy, note })}`}
      </p>
      <p className="quiet">{t('planHint', { last: String(year - 1) })}</p>
      <p role="status">{told}</p>
    </section>
  );
}
