'use client';

import type { VerificationRequestQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { ListTable } from '@/lib/list-table';

type Reading = NonNullable<VerificationRequestQuery['verificationRequest']>['readings'][number];

/** Who looked, when, and at what. */
export function Readings({ rows }: { rows: readonly Reading[] }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="readings" className="stack">
      <h2 id="readings">{t('readings')}</h2>
      <ListTable
        small
        rowKey={({ at, reader, what }) => `${at} ${reader} ${what}`}
        rows={rows}
        columns={[
          { title: t('at'), render: (_, { at }) => formatDateTime(at) },
          { title: t('reader'), render: (_, { reader }) => reader },
          {
            title: t('what'),
            render: (_, { what, verifier }) => t(`reads.${what}`, { verifier: verifier ? b(verifier) : '' }),
          },
        ]}
      />
    </section>
  );
}
