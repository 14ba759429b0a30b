import { IMPORT_KINDS, type ImportKind } from '@yimen/schema';
import type { ImportHeadFragment } from '@yimen/schema/documents';

/** The kind of an import as the vocabulary knows it. */
export function kindOf(kind: string): ImportKind {
  return Object.hasOwn(IMPORT_KINDS, kind) ? (kind as ImportKind) : 'facts';
}

/** How many rows there are: of the checked sheet, else of all sheets. */
export function rowsOf({ counts, sheets }: Pick<ImportHeadFragment, 'counts' | 'sheets'>): number {
  return counts?.rows ?? sheets.reduce((sum, { rows }) => sum + rows, 0);
}

/** How many records of its kind an import has written: people, facts, records of aid, or lines of a list that were not there. */
export function writtenOf({ kind, written }: Pick<ImportHeadFragment, 'kind' | 'written'>): number {
  const { people, observations, awards, list } = written;
  const counts = { people, facts: observations, awards, lists: (list?.added ?? 0) + (list?.changed ?? 0) };
  return counts[kindOf(kind)];
}
