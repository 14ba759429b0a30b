'use client';

import { CompleteTaskDocument, type TaskPartsFragment } from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, useCommand } from '@/lib/graphql';
import { ActionButton, StatusTag } from '@/lib/page';
import { Deadline } from './deadline';
import styles from './today.module.css';

interface TaskListProps {
  tasks: readonly TaskPartsFragment[];
  /** On a case's own page its number is left out. */
  withoutCase?: boolean;
}

/** Tasks with the clock on each; the ones to do first, the most pressing on top. */
export function TaskList({ tasks, withoutCase }: TaskListProps) {
  const ordered = [...tasks].sort(
    (a, b) => Number(a.status !== 'open') - Number(b.status !== 'open') || a.dueOn.localeCompare(b.dueOn),
  );
  return (
    <ol className={styles.tasks}>
      {ordered.map((task) => (
        <TaskRow key={task.id} task={task} withoutCase={withoutCase} />
      ))}
    </ol>
  );
}

function TaskRow({ task, withoutCase }: { task: TaskPartsFragment; withoutCase?: boolean }) {
  const t = useTranslations('today');
  const b = useBilingual();
  const [completing, setCompleting] = useState(false);
  const open = task.status === 'open';
  const href = pageOf(task, withoutCase);
  return (
    <li className={styles.task} data-task={task.kind}>
      <div className={styles.clock}>
        {open ? <Deadline {...task} /> : <StatusTag kind="task" status={task.status} />}
      </div>
      <div className={styles.what}>
        <div>{href ? <Link href={href}>{b(task.title)}</Link> : b(task.title)}</div>
        <div className={`quiet ${styles.meta}`}>
          {!withoutCase && task.caseNumber && <span>{task.caseNumber}</span>}
          {task.department && <DepartmentName department={task.department} />}
          {task.assignee && <span>{task.assignee}</span>}
          {task.doneAt && <span>{t('doneAt', { at: formatDateTime(task.doneAt) })}</span>}
        </div>
      </div>
      <ActionButton
        action="complete"
        size="small"
        allowedActions={task.allowedActions}
        aria-label={t('completeNamed', { title: b(task.title) })}
        onClick={() => setCompleting(true)}
      >
        {t('complete')}
      </ActionButton>
      <CompleteDialog task={task} open={completing} onClose={() => setCompleting(false)} />
    </li>
  );
}

/** Where the task is done. */
function pageOf(
  { kind, about, caseId, ruleVersion, listMatchId, meetingId, auditFindingId, satisfactionAskingId }: TaskPartsFragment,
  withoutCase?: boolean,
): string | undefined {
  if (kind === 'budget_request') return '/budgets';
  if (kind === 'budget_plan') return '/budgets/plan';
  if (kind === 'donor_wish') return `/donations/${about}`;
  if (kind === 'waiting_offer') return `/funding/waiting?entry=${about}`;
  if (kind === 'invitation') return `/households/${about}`;
  if (kind.startsWith('stock_')) return '/stock';
  if (kind.startsWith('reserve_')) return '/reserve';
  if (kind === 'verification') return '/verification';
  if (kind === 'fact_conflict') return '/verification/conflicts';
  if (ruleVersion)
    return ruleVersion.kind === 'program' ? `/programs/${ruleVersion.code}/edit` : `/standards/${ruleVersion.code}`;
  if (satisfactionAskingId) return `/satisfaction/${satisfactionAskingId}`;
  if (auditFindingId) return `/audit/${auditFindingId}`;
  if (meetingId) return `/meetings/${meetingId}`;
  if (listMatchId) return `/discoveries?match=${listMatchId}`;
  return caseId && !withoutCase ? `/cases/${caseId}` : undefined;
}

function CompleteDialog({ task, open, onClose }: { task: TaskPartsFragment; open: boolean; onClose: () => void }) {
  const t = useTranslations('today');
  const b = useBilingual();
  const [form] = Form.useForm<{ note?: string }>();
  const complete = useCommand(CompleteTaskDocument);

  const submit = async ({ note }: { note?: string }) => {
    const result = await complete.run({ taskId: task.id, note: note?.trim() || undefined });
    if (!isFailure(result)) onClose();
  };

  return (
    <FormDialog
      open={open}
      title={b(task.title)}
      okText={t('complete')}
      form={form}
      running={complete.running}
      failure={complete.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} placeholder={t('noteHint')} />
      </Form.Item>
    </FormDialog>
  );
}
