'use client';

import { IMPORT_KINDS } from '@yimen/schema';
import { type ImportHeadFragment, ImportsDocument } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { ListTable } from '@/lib/list-table';
import { Page, StatusTag } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { UploadForm } from './upload-form';
import { kindOf, rowsOf, writtenOf } from './words';

/** A new file, and those uploaded before. */
export function ImportsPage() {
  const t = useTranslations('imports');
  const [query, reload] = useQuery({ query: ImportsDocument, requestPolicy: 'cache-and-network' });
  return (
    <Page title={t('title')}>
      <p className="quiet">{t('lead')}</p>
      <UploadForm />
      <h2>{t('latest')}</h2>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ imports }) =>
          imports.length === 0 ? (
            <EmptyState title={t('none')} hint={t('noneHint')} />
          ) : (
            <ImportsTable imports={imports} />
          )
        }
      </QueryBoundary>
    </Page>
  );
}

function ImportsTable({ imports }: { imports: readonly ImportHeadFragment[] }) {
  const t = useTranslations('imports');
  const b = useBilingual();
  const number = new Intl.NumberFormat(useLocale());
  return (
    <ListTable
      rows={imports}
      rowKey={({ id }) => id}
      columns={[
        { title: t('file'), render: (_, { id, fileName }) => <Link href={`/imports/${id}`}>{fileName}</Link> },
        { title: t('kindColumn'), render: (_, { kind }) => b(IMPORT_KINDS[kindOf(kind)]) },
        { title: t('status'), render: (_, { status }) => <StatusTag kind="import" status={status} /> },
        { title: t('rows'), align: 'right', render: (_, file) => number.format(rowsOf(file)) },
        {
          title: t('written'),
          align: 'right',
          render: (_, file) => number.format(writtenOf(file)),
        },
        { title: t('at'), render: (_, { createdAt }) => formatDateTime(createdAt) },
      ]}
    />
  );
}
