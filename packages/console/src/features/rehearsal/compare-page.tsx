'use client';

import { RehearsalDocument, RehearsalsDocument, type RehearsalsQuery } from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Page } from '@/lib/page';
import { EmptyState, NoPermission, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { CompareView } from './compare-view';
import { mayRehearse } from './kinds';
import styles from './rehearsal.module.css';

/** Two rehearsals side by side. */
export function ComparePage() {
  const t = useTranslations('rehearsal');
  const { staff } = useViewer();
  const may = mayRehearse(staff.role);
  const [query, reload] = useQuery({ query: RehearsalsDocument, pause: !may });
  return (
    <Page
      title={t('compareTitle')}
      breadcrumb={[{ title: t('title'), href: '/rehearsals' }, { title: t('compareTitle') }]}
    >
      {may ? (
        <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
          {({ rehearsals }) => <Chosen rehearsals={rehearsals} />}
        </QueryBoundary>
      ) : (
        <NoPermission />
      )}
    </Page>
  );
}

function Chosen({ rehearsals }: { rehearsals: RehearsalsQuery['rehearsals'] }) {
  const t = useTranslations('rehearsal');
  const [{ a, b }, setFilters] = useUrlFilters(['a', 'b'] as const);
  const [one, again] = useQuery({ query: RehearsalDocument, variables: { id: a ?? '' }, pause: !a });
  const [other, otherAgain] = useQuery({ query: RehearsalDocument, variables: { id: b ?? '' }, pause: !b });
  const options = rehearsals
    .filter(({ status }) => status === 'succeeded')
    .map(({ id, title, from }) => ({ value: id, label: `${title}（${from}）` }));
  return (
    <>
      <div className="row">
        {(
          [
            ['a', a, t('first')],
            ['b', b, t('second')],
          ] as const
        ).map(([name, value, label]) => (
          <Select
            key={name}
            className={styles.choice}
            aria-label={label}
            placeholder={label}
            value={value}
            options={options}
            onChange={(chosen: string) => setFilters({ [name]: chosen })}
          />
        ))}
      </div>
      {a && b ? (
        <QueryBoundary query={one} retry={() => again({ requestPolicy: 'network-only' })}>
          {({ rehearsal: left }) => (
            <QueryBoundary query={other} retry={() => otherAgain({ requestPolicy: 'network-only' })}>
              {({ rehearsal: right }) =>
                left?.outcome && right?.outcome ? (
                  <CompareView left={left} right={right} />
                ) : (
                  <EmptyState title={t('notComparable')} hint={t('notComparableHint')} />
                )
              }
            </QueryBoundary>
          )}
        </QueryBoundary>
      ) : (
        <EmptyState title={t('chooseBoth')} hint={t('chooseBothHint')} />
      )}
    </>
  );
}
