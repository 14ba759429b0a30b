/** What an address of the screening may say. */
export type ListFilter = Partial<
  Record<'run' | 'kind' | 'program' | 'fact' | 'township' | 'village' | 'change', string>
>;

/** The address of the list behind a number. */
export function listHref(filter: ListFilter): string {
  return `/screening/findings?${searchOf(filter)}`;
}

/** The address of the same list as a workbook. */
export function workbookHref(filter: ListFilter): string {
  return `/api/screening/findings.xlsx?${searchOf(filter)}`;
}

function searchOf(filter: ListFilter): string {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString();
}
