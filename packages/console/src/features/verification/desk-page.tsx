'use client';

import {
  VerificationDeskDocument,
  type VerificationDeskQuery,
  type VerificationQuestionPartsFragment,
} from '@yimen/schema/documents';
import { Button, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { Deadline } from '../today/deadline';
import { AnswerDialog } from './answer-dialog';
import { AnswerFile } from './answer-file';

type Desk = VerificationDeskQuery['verificationDesk'];

/** What other offices ask of this department: whom, which item, until when; answered by hand or by file. */
export function DeskPage() {
  const t = useTranslations('verification');
  const b = useBilingual();
  const [filters, setFilters] = useUrlFilters(['item'] as const);
  const [all] = useQuery({ query: VerificationDeskDocument });
  const [query, reload] = useQuery({ query: VerificationDeskDocument, variables: filters });
  const again = () => reload({ requestPolicy: 'network-only' });
  const items = new Map(all.data?.verificationDesk.questions.map(({ item }) => [item.code, item]));
  const item = filters.item ?? (items.size === 1 ? [...items.keys()][0] : undefined);
  return (
    <Page title={t('deskTitle')} extra={<LinkButton href="/verification/conflicts">{t('conflictsTitle')}</LinkButton>}>
      <p className="quiet">{t('deskLead')}</p>
      <div className="row">
        <Select
          aria-label={t('item')}
          placeholder={t('allItems')}
          allowClear
          style={{ minWidth: 260 }}
          value={filters.item}
          options={[...items.values()].map(({ code, provider, name }) => ({
            value: code,
            label: `${b(provider)} · ${b(name)}`,
          }))}
          onChange={(chosen?: string) => setFilters({ item: chosen })}
        />
        {item && <AnswerFile item={item} onTaken={again} />}
      </div>
      {!item && items.size > 0 && <p className="quiet">{t('fileHint')}</p>}
      <QueryBoundary query={query} retry={again}>
        {({ verificationDesk }) =>
          verificationDesk.total === 0 ? (
            <EmptyState title={t('deskEmpty')} />
          ) : (
            <Questions desk={verificationDesk} reload={again} />
          )
        }
      </QueryBoundary>
    </Page>
  );
}

function Questions({ desk, reload }: { desk: Desk; reload: () => void }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  const [answering, setAnswering] = useState<VerificationQuestionPartsFragment>();
  return (
    <>
      <p>{t('deskTotal', { total: desk.total })}</p>
      <ListTable
        rowKey={({ id }) => id}
        rows={desk.questions}
        columns={[
          { title: t('person'), render: (_, { personName }) => personName },
          { title: t('idNumber'), render: (_, { idNumber }) => idNumber },
          { title: t('item'), render: (_, { item }) => `${b(item.provider)} · ${b(item.name)}` },
          { title: t('number'), render: (_, { requestNumber, row }) => `${requestNumber} / ${row}` },
          { title: t('dueOn'), render: (_, question) => <Deadline {...question} /> },
          { title: t('trouble'), render: (_, { trouble }) => (trouble ? t(`troubles.${trouble}`) : '—') },
          {
            title: t('action'),
            render: (_, question) => (
              <Button
                size="small"
                aria-label={t('answerOf', { name: question.personName, item: b(question.item.name) })}
                onClick={() => setAnswering(question)}
              >
                {t('answer')}
              </Button>
            ),
          },
        ]}
      />
      <AnswerDialog
        question={answering}
        onClose={() => {
          setAnswering(undefined);
          reload();
        }}
      />
    </>
  );
}
