const PAGE = 20;
const LARGEST_PAGE = 100;

/** How many rows a page holds: what was asked for, within 1–100, 20 unless asked. */
export function pageSize(first: number | null | undefined): number {
  return Math.min(LARGEST_PAGE, Math.max(1, first ?? PAGE));
}

/** Where a page ended, as an opaque text. */
export function writeCursor(...keys: string[]): string {
  return Buffer.from(keys.join('|')).toString('base64url');
}

/** The keys of a cursor, or undefined when the text is none of `count` keys. */
export function readCursor(cursor: string | null | undefined, count: number): string[] | undefined {
  if (!cursor) return undefined;
  const keys = Buffer.from(cursor, 'base64url').toString().split('|');
  return keys.length === count ? keys : undefined;
}
