'use client';

import { useTranslations } from 'next-intl';
import { deadlineText } from '@/lib/dates';

/** The clock of a task: the working days left, red when it is late; the day itself on hover. */
export function Deadline({ dueOn, workingDaysLeft }: { dueOn: string; workingDaysLeft: number }) {
  const t = useTranslations('common');
  return (
    <time dateTime={dueOn} title={dueOn} className={workingDaysLeft < 0 ? 'late' : ''}>
      {deadlineText(workingDaysLeft, t)}
    </time>
  );
}

/** The most pressing of the tasks that are still open. */
export function mostPressing<Task extends { status: string; dueOn: string }>(tasks: readonly Task[]): Task | undefined {
  return tasks.filter(({ status }) => status === 'open').sort((a, b) => a.dueOn.localeCompare(b.dueOn))[0];
}
