import { DISCOVERY_RESULTS, type DiscoveryResult } from '@yimen/schema';
import type { Request, Response } from 'express';
import type { Context } from '../../context.js';
import { type SheetColumn, sendWorkbook, textsOf } from '../../platform/send-workbook.js';
import type { Bilingual } from '../../policy/types.js';
import { MatchReader, type NameRow } from './match.reader.js';

const PAGE = 100;
const CHANGES: Record<string, Bilingual> = {
  fresh: { zh: '新增', en: 'New' },
  stayed: { zh: '仍在', en: 'Stayed' },
  gone: { zh: '已消失', en: 'Gone' },
};
const YES = { zh: '是', en: 'Yes' };
const NO = { zh: '否', en: 'No' };

const COLUMNS: SheetColumn<NameRow>[] = [
  {
    heading: { zh: '乡镇', en: 'Township' },
    cell: ({ townshipCode }, { county, tell }) => {
      const township = county.township(townshipCode ?? '');
      return township ? tell(township.name) : null;
    },
  },
  {
    heading: { zh: '村（社区）', en: 'Village' },
    cell: ({ villageCode }, { county }) => county.village(villageCode ?? '')?.village.name ?? null,
  },
  { heading: { zh: '户编号', en: 'Household' }, cell: ({ householdCode }) => householdCode },
  { heading: { zh: '姓名', en: 'Name' }, cell: ({ personName }) => personName },
  { heading: { zh: '是否登记', en: 'Registered' }, cell: ({ registered }, { tell }) => tell(registered ? YES : NO) },
  {
    heading: { zh: '与上次相比', en: 'Since the run before' },
    cell: ({ change }, { tell }) => tell(CHANGES[change] ?? { zh: change, en: change }),
  },
  {
    heading: { zh: '核查', en: 'Looked into' },
    cell: ({ discovery }, { tell }) => {
      if (!discovery) return tell({ zh: '未下发', en: 'Not sent' });
      return tell(discovery === 'done' ? { zh: '已反馈', en: 'Answered' } : { zh: '核查中', en: 'Under way' });
    },
  },
  {
    heading: { zh: '核查结果', en: 'Result' },
    cell: ({ result }, { tell }) => (result ? tell(DISCOVERY_RESULTS[result as DiscoveryResult]) : null),
  },
];

/** GET with the run and the filter in the address: whom a run found, as a workbook. */
export function exportMatchNames(context: Context, request: Request, response: Response): Promise<void> {
  const { run, ...others } = textsOf(request, ['run', 'township', 'change']);
  const filter = { run: run ?? '', ...others };
  return sendWorkbook(context, request, response, (reader) => {
    const names = new MatchReader(reader);
    return {
      file: 'match',
      sheet: { zh: '比对结果', en: 'Match' },
      columns: COLUMNS,
      pages: (after) => names.names(filter, PAGE, after),
      audit: { command: 'exportMatchNames', input: filter, of: { type: 'ListMatchRun', id: filter.run } },
    };
  });
}
