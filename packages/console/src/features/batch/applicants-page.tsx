'use client';

import { BatchToFillDocument, type BatchToFillQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { LinkButton, Page } from '@/lib/page';
import { Missing, NoPermission, QueryBoundary } from '@/lib/states';
import { type Applicant, readApplicants, readCells } from './applicant-table';
import { ApplicantsCheck } from './applicants-check';
import { PasteTable } from './paste-table';

export type BatchToFill = NonNullable<BatchToFillQuery['batch']> & Pick<BatchToFillQuery, 'townships'>;

/** A department hands in its list: pasted or opened from a spreadsheet, checked row by row, taken as a whole. */
export function ApplicantsPage({ batchId }: { batchId: string }) {
  const t = useTranslations('batches');
  const [query, reload] = useQuery({ query: BatchToFillDocument, variables: { id: batchId } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ batch, townships }) =>
        batch ? (
          <Page
            title={t('submit')}
            documentTitle={`${t('submit')} ${batch.number}`}
            breadcrumb={[
              { title: t('batches'), href: '/batches' },
              { title: batch.title, href: `/batches/${batch.id}` },
              { title: t('submit') },
            ]}
          >
            {batch.allowedActions.some(({ action, allowed }) => action === 'submit' && allowed) ? (
              <Submission batch={{ ...batch, townships }} />
            ) : (
              <NoPermission reason={t(batch.programs.length === 0 ? 'noProgramOfYours' : 'closedForApplications')} />
            )}
          </Page>
        ) : (
          <Missing>
            <LinkButton href="/batches">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

function Submission({ batch }: { batch: BatchToFill }) {
  const [text, setText] = useState('');
  const [rows, setRows] = useState<Applicant[]>();
  if (rows) return <ApplicantsCheck batch={batch} read={rows} onBack={() => setRows(undefined)} />;
  return (
    <PasteTable
      programs={batch.programs}
      text={text}
      onText={setText}
      onRead={() => setRows(readApplicants(readCells(text)))}
    />
  );
}
