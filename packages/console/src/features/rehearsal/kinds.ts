import type { RehearsalChoicesQuery, RehearsalCountPartsFragment, RehearsalQuery } from '@yimen/schema/documents';

export type RehearsalData = NonNullable<RehearsalQuery['rehearsal']>;
export type Choices = RehearsalChoicesQuery['rehearsalChoices'];

/** The kinds of change in the order of a table's columns; those of one column are shown together. */
export const COLUMNS = [
  { key: 'gains', kinds: ['gains', 'freed'] },
  { key: 'more', kinds: ['more'] },
  { key: 'same', kinds: ['same'] },
  { key: 'less', kinds: ['less'] },
  { key: 'loses', kinds: ['loses', 'displaced'] },
  { key: 'settled', kinds: ['settled_in', 'settled_out'] },
  { key: 'opened', kinds: ['opened'] },
  { key: 'open', kinds: ['open'] },
] as const;

/** Every kind that a list may be narrowed to: those that change something. */
export const LISTED_KINDS = [
  'gains',
  'more',
  'less',
  'loses',
  'displaced',
  'freed',
  'settled_in',
  'settled_out',
  'opened',
] as const;

/** How many households or persons stand in some of the kinds. */
export function countIn(counts: readonly RehearsalCountPartsFragment[], kinds: readonly string[]): number {
  return counts.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { subjects }) => sum + subjects, 0);
}

/** Of those, how many hold the program on the day. */
export function heldIn(counts: readonly RehearsalCountPartsFragment[], kinds: readonly string[]): number {
  return counts.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { held }) => sum + held, 0);
}

/** Who may start a rehearsal and read shared ones. */
export function mayRehearse(role: string): boolean {
  return role !== 'clerk';
}
