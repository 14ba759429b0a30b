'use client';

import type { LateWorkPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Panel } from './panel';

const MOST_ROWS = 10;

/** What is late and with whom: how many, in which step, the oldest by how much. */
export function LatePanel({ work, drills }: { work: readonly LateWorkPartsFragment[]; drills?: boolean }) {
  const t = useTranslations('leadership.late');
  const b = useBilingual();
  const tasks = work.reduce((sum, row) => sum + row.tasks, 0);
  const units = new Set(work.map(({ unit }) => unit)).size;
  return (
    <Panel
      title={t('title')}
      answer={tasks === 0 ? t('nothing') : t('answer', { tasks, units })}
      note={t('note')}
      folds={tasks > 0}
    >
      {tasks > 0 && (
        <ListTable<LateWorkPartsFragment>
          rowKey={({ unit, kind }) => `${unit} ${kind}`}
          small
          pagination={{ pageSize: MOST_ROWS, hideOnSinglePage: true, showSizeChanger: false }}
          rows={work}
          columns={[
            { title: t('unit'), render: (_, { unitName }) => b(unitName) },
            { title: t('step'), render: (_, { kindName }) => b(kindName) },
            {
              title: t('tasks'),
              align: 'right',
              render: (_, { tasks: count, unit, kind }) =>
                drills ? <Link href={`/funding/late?unit=${unit}&kind=${kind}`}>{count}</Link> : count,
            },
            {
              title: t('oldest'),
              align: 'right',
              render: (_, { workingDaysLate }) => <span className="late">{t('days', { count: workingDaysLate })}</span>,
            },
          ]}
        />
      )}
      {drills && tasks > 0 && <Link href="/funding/late">{t('open')}</Link>}
    </Panel>
  );
}
