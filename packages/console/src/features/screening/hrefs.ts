/** What an address of the screening may say. */
export type ListFilter = Partial<
  Record<'run' | 'kind' | 'program' | 'fact' | 'township' | 'village' | 'change' | 'reach', string>
>;

/** The address of the list behind a number. */
export function listHref(filter: ListFilter): string {
  return `/screening/findings?${searchOf(filter)}`;
}

/** The address of the same list as a workbook in the language of the page. */
export function workbookHref(filter: ListFilter, lang: string): string {
  return `/api/screening/findings.xlsx?${searchOf({ ...filter, lang })}`;
}

function searchOf(filter: ListFilter & { lang?: string }): string {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString();
}
