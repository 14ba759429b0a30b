'use client';

import { SatisfactionAskingsDocument } from '@yimen/schema/documents';
import { Segmented } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { Deadline } from '../today/deadline';
import { AnswerTag } from './answer-tag';

/** Whom one is to ask how the aid was, and whom one has asked. */
export function AskingsPage() {
  const t = useTranslations('satisfaction');
  const b = useBilingual();
  const [{ asked, after }, setFilters] = useUrlFilters(['asked', 'after']);
  const answered = asked === 'yes';
  const [query, reload] = useQuery({ query: SatisfactionAskingsDocument, variables: { answered, after } });
  return (
    <Page title={t('title')}>
      <p className="quiet">{t('hint')}</p>
      <div>
        <Segmented
          aria-label={t('status')}
          value={answered ? 'yes' : 'no'}
          options={[
            { value: 'no', label: t('toAsk') },
            { value: 'yes', label: t('asked') },
          ]}
          onChange={(value) => setFilters({ asked: value === 'yes' ? 'yes' : undefined })}
        />
      </div>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ satisfactionAskings: { nodes, total, nextCursor } }) =>
          nodes.length === 0 ? (
            <EmptyState title={answered ? t('noneAsked') : t('none')} hint={t('noneHint')} />
          ) : (
            <div className="stack" aria-busy={query.fetching || query.stale}>
              <ListTable
                rowKey={({ id }) => id}
                rows={nodes}
                columns={[
                  {
                    title: t('person'),
                    render: (_, { id, personName, number }) => (
                      <Link href={`/satisfaction/${id}`}>
                        {personName} {number}
                      </Link>
                    ),
                  },
                  { title: t('program'), render: (_, { programName }) => b(programName) },
                  { title: t('department'), render: (_, { department }) => <DepartmentName department={department} /> },
                  { title: t('township'), render: (_, { townshipName }) => b(townshipName) },
                  { title: t('received'), render: (_, { receivedOn }) => receivedOn },
                  answered
                    ? {
                        title: t('outcome'),
                        render: (_, { answers }) => {
                          const standing = answers.find((one) => one.standing);
                          return standing && <AnswerTag answer={standing} />;
                        },
                      }
                    : { title: t('due'), render: (_, asking) => <Deadline {...asking} /> },
                ]}
              />
              <CursorPager
                total={total}
                nextCursor={nextCursor}
                after={after}
                onGo={(cursor) => setFilters({ after: cursor })}
              />
            </div>
          )
        }
      </QueryBoundary>
    </Page>
  );
}
