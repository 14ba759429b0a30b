import { DISCOVERY_RESULTS, type DiscoveryResult } from '@yimen/schema';
import type { Request, Response } from 'express';
import type { Context } from '../../context.js';
import { type SheetColumns, sendWorkbook, textsOf } from '../../platform/send-workbook.js';
import { MatchReader, type NameRow } from './match.reader.js';

const PAGE = 100;
const CHANGES: Record<string, string> = { fresh: '新增', stayed: '仍在', gone: '已消失' };

const COLUMNS: SheetColumns<NameRow> = {
  乡镇: ({ townshipCode }, { county }) => county.township(townshipCode ?? '')?.name.zh ?? null,
  '村（社区）': ({ villageCode }, { county }) => county.village(villageCode ?? '')?.village.name ?? null,
  户编号: ({ householdCode }) => householdCode,
  姓名: ({ personName }) => personName,
  是否在册: ({ registered }) => (registered ? '是' : '否'),
  与上次相比: ({ change }) => CHANGES[change] ?? null,
  核查: ({ discovery }) => (discovery ? (discovery === 'done' ? '已反馈' : '核查中') : '未下发'),
  核查结果: ({ result }) => (result ? DISCOVERY_RESULTS[result as DiscoveryResult].zh : null),
};

/** GET with the run and the filter in the address: whom a run found, as a workbook. */
export function exportMatchNames(context: Context, request: Request, response: Response): Promise<void> {
  const { run, ...others } = textsOf(request, ['run', 'township', 'change']);
  const filter = { run: run ?? '', ...others };
  return sendWorkbook(context, response, (reader) => {
    const names = new MatchReader(reader);
    return {
      file: 'match',
      sheet: '比对结果',
      columns: COLUMNS,
      pages: (after) => names.names(filter, PAGE, after),
      audit: { command: 'exportMatchNames', input: filter, of: { type: 'ListMatchRun', id: filter.run } },
    };
  });
}
