const SHANGHAI = 'Asia/Shanghai';

const dayFormat = new Intl.DateTimeFormat('en-CA', {
  timeZone: SHANGHAI,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const timeFormat = new Intl.DateTimeFormat('en-GB', { timeZone: SHANGHAI, hour: '2-digit', minute: '2-digit' });

/** A date (YYYY-MM-DD, kept as it is) or an instant as its day in Asia/Shanghai: `2022-06-23`. */
export function formatDate(value: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : dayFormat.format(new Date(value));
}

/** An instant as `2022-06-23 14:05` in Asia/Shanghai. */
export function formatDateTime(value: string): string {
  const instant = new Date(value);
  return `${dayFormat.format(instant)} ${timeFormat.format(instant)}`;
}

/** An instant as `14:05` in Asia/Shanghai. */
export function formatTime(value: string): string {
  return timeFormat.format(new Date(value));
}

/** What is left of a deadline in working days: "还剩 2 个工作日", "今天到期", "逾期 3 个工作日". `t` reads `common`. */
export function deadlineText(
  workingDaysLeft: number,
  t: (key: string, values?: Record<string, number>) => string,
): string {
  if (workingDaysLeft > 0) return t('deadline.left', { days: workingDaysLeft });
  if (workingDaysLeft === 0) return t('deadline.today');
  return t('deadline.late', { days: -workingDaysLeft });
}
