'use client';

import { IMPORT_KINDS } from '@yimen/schema';
import { ImportDocument, type ImportHeadFragment } from '@yimen/schema/documents';
import { Alert } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { JobProgress } from '@/features/job/job-progress';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { LinkButton, Page, StatusTag } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { usePolling } from '@/lib/use-polling';
import { CheckResult } from './check-result';
import { ImportResult } from './import-result';
import { MappingForm } from './mapping-form';
import { kindOf, rowsOf } from './words';

const UNDER_WAY = ['checking', 'running', 'undoing'];
const EVERY_MS = 1000;

/** One file on its way: its columns, what the check found, what was written. */
export function ImportPage({ id }: { id: string }) {
  const t = useTranslations('imports');
  const [query, reload] = useQuery({ query: ImportDocument, variables: { id } });
  const again = () => reload({ requestPolicy: 'network-only' });
  usePolling(again, UNDER_WAY.includes(query.data?.import?.status ?? ''), EVERY_MS);
  return (
    <QueryBoundary query={query} retry={again}>
      {({ import: file }) =>
        file ? (
          <Page
            title={file.fileName}
            breadcrumb={[{ title: t('title'), href: '/imports' }, { title: file.fileName }]}
            extra={<StatusTag kind="import" status={file.status} />}
          >
            <FileLine file={file} />
            <Step file={file} onDone={again} />
          </Page>
        ) : (
          <Missing>
            <LinkButton href="/imports">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

function FileLine({ file }: { file: ImportHeadFragment }) {
  const t = useTranslations('imports');
  const b = useBilingual();
  const number = new Intl.NumberFormat(useLocale());
  return (
    <>
      <p className="quiet">
        {t('fileLine', {
          kind: b(IMPORT_KINDS[kindOf(file.kind)]),
          rows: number.format(rowsOf(file)),
          at: formatDateTime(file.createdAt),
          until: file.rowsUntil,
        })}
      </p>
      {file.sheets
        .flatMap(({ notes }) => notes)
        .map((note) => (
          <Alert key={note.zh} type="info" showIcon title={b(note)} />
        ))}
    </>
  );
}

function Step({ file, onDone }: { file: ImportHeadFragment; onDone: () => void }) {
  const t = useTranslations('imports');
  const [remaps, setRemaps] = useState(false);
  const done = () => {
    setRemaps(false);
    onDone();
  };
  switch (file.status) {
    case 'discarded':
      return <Alert type="info" showIcon title={t('discarded')} />;
    case 'uploaded':
      return (
        <>
          {file.jobId && <JobProgress jobId={file.jobId} />}
          <MappingForm file={file} onDone={done} />
        </>
      );
    case 'checked':
      return remaps ? (
        <MappingForm file={file} onDone={done} />
      ) : (
        <CheckResult file={file} onDone={done} onRemap={() => setRemaps(true)} />
      );
    case 'checking':
    case 'running':
    case 'undoing':
      return file.jobId && <JobProgress jobId={file.jobId} onEnd={onDone} />;
    default:
      return <ImportResult file={file} onDone={done} />;
  }
}
