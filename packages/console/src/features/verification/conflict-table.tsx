'use client';

import type { FactConflictPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Deadline } from '../today/deadline';
import { Corrector } from './corrector';
import styles from './verification.module.css';

/** Conflicts with what each side says, and who has to look into them until when. */
export function ConflictTable({ rows, small }: { rows: readonly FactConflictPartsFragment[]; small?: boolean }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  return (
    <ListTable
      small={small}
      rowKey={({ id }) => id}
      rows={rows}
      columns={[
        {
          title: t('fact'),
          render: (_, { id, fact, personName }) => (
            <Link href={`/verification/conflicts/${id}`} aria-label={`${b(fact)} ${personName}`}>
              {b(fact)}
            </Link>
          ),
        },
        { title: t('person'), render: (_, { personName, householdCode }) => `${personName} · ${householdCode}` },
        {
          title: t('sides'),
          render: (_, { sides }) => (
            <div className={styles.sides}>
              {sides.map(({ text, source }) => `${b(source)}：${b(text)}`).join(' ／ ')}
            </div>
          ),
        },
        {
          title: t('corrector'),
          render: (_, conflict) => (
            <div className={styles.sides}>
              <Corrector conflict={conflict} />
            </div>
          ),
        },
        {
          title: t('dueOn'),
          render: (_, conflict) =>
            conflict.status === 'open' ? (
              <Deadline {...conflict} />
            ) : (
              t('settledOn', { value: conflict.settledText ? b(conflict.settledText) : '—' })
            ),
        },
      ]}
    />
  );
}
