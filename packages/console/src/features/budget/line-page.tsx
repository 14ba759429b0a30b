'use client';

import { BudgetLinePageDocument, type BudgetLinePageQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, NoPermission, QueryBoundary } from '@/lib/states';
import { entriesHref } from '../funding/columns';
import { useMayReadFunding } from '../funding/funding-page';
import { MoneyBar } from '../funding/money-bar';
import { LinesSection } from './lines-section';
import { RequestsSection } from './requests-section';

type Line = NonNullable<BudgetLinePageQuery['budgetLine']>;

/** One budget line: where it stands, what was asked of it, and how its budget came to what it is. */
export function LinePage({ id }: { id: string }) {
  const t = useTranslations('budget');
  const b = useBilingual();
  const mayRead = useMayReadFunding();
  const [query, reload] = useQuery({ query: BudgetLinePageDocument, variables: { id }, pause: !mayRead });
  const refresh = () => reload({ requestPolicy: 'network-only' });
  const line = query.data?.budgetLine;
  return (
    <Page
      title={line ? b(line.label) : t('line')}
      breadcrumb={[{ title: t('title'), href: '/budgets' }, { title: line ? b(line.program.name) : t('line') }]}
      extra={
        line && (
          <>
            <DepartmentName department={line.department} />
            <LinkButton href={entriesHref(line.year, 'program', line.program.code)}>{t('entries')}</LinkButton>
          </>
        )
      }
    >
      {mayRead ? (
        <QueryBoundary query={query} retry={refresh}>
          {({ budgetLine, budgetRequests }) =>
            budgetLine ? (
              <>
                <section className="paper" aria-label={t('numbers')}>
                  <MoneyBar money={budgetLine} />
                </section>
                <LinesSection lines={[budgetLine]} onChange={refresh} />
                <RequestsSection requests={budgetRequests} onChange={refresh} />
                <Movements line={budgetLine} />
              </>
            ) : (
              <EmptyState title={t('notFound')} hint={t('notFoundHint')} />
            )
          }
        </QueryBoundary>
      ) : (
        <NoPermission />
      )}
    </Page>
  );
}

function Movements({ line: { movements } }: { line: Line }) {
  const t = useTranslations('budget');
  const b = useBilingual();
  return (
    <section className="paper" aria-labelledby="movements">
      <h2 id="movements">{t('movements')}</h2>
      <p className="quiet">{t('movementsHint')}</p>
      <ListTable
        rowKey="id"
        small
        rows={movements}
        locale={{ emptyText: t('noMovements') }}
        columns={[
          { title: t('on'), key: 'on', dataIndex: 'on' },
          {
            title: t('kind'),
            key: 'kind',
            render: (_, { kind, otherLine }) => (
              <div>
                {t(`movement.${kind}`)}
                {otherLine && (
                  <div className="quiet">{t(kind === 'transfer_in' ? 'from' : 'to', { line: b(otherLine) })}</div>
                )}
              </div>
            ),
          },
          {
            title: t('amount'),
            key: 'fen',
            align: 'right',
            render: (_, { fen }) => (fen === null ? '' : <Money fen={fen} />),
          },
          {
            title: t('places'),
            key: 'places',
            align: 'right',
            render: (_, { places }) => (places === null ? '' : places),
          },
          { title: t('reason'), key: 'reason', dataIndex: 'reason' },
          { title: t('document'), key: 'document', dataIndex: 'document' },
          {
            title: t('who'),
            key: 'who',
            render: (_, { askedBy, approvedBy }) => [askedBy, approvedBy].filter(Boolean).join(' / '),
          },
        ]}
      />
    </section>
  );
}
