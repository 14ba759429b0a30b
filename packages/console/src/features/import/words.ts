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
