import { FINDING_KINDS, factByCode } from '@yimen/schema';
import type { Request, Response } from 'express';
import type { Context } from '../../context.js';
import { type SheetColumns, sendWorkbook, textsOf } from '../../platform/send-workbook.js';
import { findingWords, judgedPrograms } from './finding-words.js';
import { type FindingRow, FindingsReader } from './findings.reader.js';

const PAGE = 100;
const OF_FILTER = ['run', 'kind', 'department', 'program', 'fact', 'township', 'village', 'change'] as const;
const CHANGES: Record<FindingRow['change'], string> = { fresh: '新增', stayed: '仍在', gone: '已消失' };

const COLUMNS: SheetColumns<FindingRow> = {
  类别: ({ kind }) => FINDING_KINDS[kind as keyof typeof FINDING_KINDS].zh,
  项目: (finding, { county }) => programsOf(finding, county, ({ program }) => program.name.zh),
  部门: (finding, { county }) =>
    [
      ...new Set(
        programsOf(finding, county, ({ program }) => county.department(program.department).name.zh).split('、'),
      ),
    ].join('、'),
  乡镇: ({ townshipCode }, { county }) => county.township(townshipCode)?.name.zh ?? townshipCode,
  '村（社区）': ({ villageCode }, { county }) => county.village(villageCode)?.village.name ?? villageCode,
  户编号: ({ householdCode }) => householdCode,
  姓名: ({ personName }) => personName,
  缺少的信息: ({ factCode }) => (factCode && factByCode(factCode)?.nameZh) || null,
  '金额（元）': ({ amountFen }) => amountFen && amountFen / 100,
  '损失（元）': ({ lossFen }) => lossFen && lossFen / 100,
  依据: (finding, { county }) => findingWords(county, finding).zh,
  规则版本: (finding, { county }) => programsOf(finding, county, ({ version }) => `第${version}版`),
  标准自: (finding, { county }) => programsOf(finding, county, ({ figuresFrom }) => figuresFrom ?? '—'),
  最早信息日期: ({ oldestFactOn }) => oldestFactOn,
  最新信息日期: ({ latestFactOn }) => latestFactOn,
  享受起始: ({ since }) => since,
  首次发现: ({ firstSeen }) => firstSeen,
  与上次相比: ({ change }) => CHANGES[change],
};

function programsOf(
  { programCodes, judgedBy }: FindingRow,
  county: Context['county'],
  text: (judged: ReturnType<typeof judgedPrograms>[number]) => string,
): string {
  return judgedPrograms(county, programCodes, judgedBy).map(text).join('、');
}

/** GET with the filter in the address: the findings that the reader may see, as a workbook. */
export function exportFindings(context: Context, request: Request, response: Response): Promise<void> {
  const { run, kind, ...others } = textsOf(request, OF_FILTER);
  const filter = { run: run ?? '', kind: kind ?? '', ...others };
  return sendWorkbook(context, response, (reader) => {
    const findings = new FindingsReader(reader);
    return {
      file: `screening-${filter.kind.toLowerCase()}`,
      sheet: '筛查结果',
      columns: COLUMNS,
      pages: (after) => findings.page(filter, PAGE, after),
      audit: { command: 'exportFindings', input: filter, of: { type: 'ScreeningRun', id: filter.run } },
    };
  });
}
