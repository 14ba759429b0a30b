import { FINDING_KINDS, factByCode } from '@yimen/schema';
import type { Request, Response } from 'express';
import type { Context } from '../../context.js';
import { type SheetColumn, sendWorkbook, textsOf, type Writing } from '../../platform/send-workbook.js';
import type { Bilingual } from '../../policy/types.js';
import { findingWords, judgedPrograms } from './finding-words.js';
import { type FindingRow, FindingsReader } from './findings.reader.js';

const PAGE = 100;
const OF_FILTER = ['run', 'kind', 'department', 'program', 'fact', 'township', 'village', 'change', 'reach'] as const;
const CHANGES: Record<FindingRow['change'], Bilingual> = {
  fresh: { zh: '新增', en: 'New' },
  stayed: { zh: '仍在', en: 'Stayed' },
  gone: { zh: '已消失', en: 'Gone' },
};

/** The columns of the list with their headings. */
const COLUMNS: SheetColumn<FindingRow>[] = [
  {
    heading: { zh: '类别', en: 'Kind' },
    cell: ({ kind }, { tell }) => tell(FINDING_KINDS[kind as keyof typeof FINDING_KINDS]),
  },
  {
    heading: { zh: '项目', en: 'Program' },
    cell: (finding, writing) => programsOf(finding, writing, ({ program }) => writing.tell(program.name)),
  },
  {
    heading: { zh: '部门', en: 'Department' },
    cell: (finding, writing) =>
      programsOf(finding, writing, ({ program }) => writing.tell(writing.county.department(program.department).name)),
  },
  {
    heading: { zh: '乡镇', en: 'Township' },
    cell: ({ townshipCode }, { county, tell }) => {
      const township = county.township(townshipCode);
      return township ? tell(township.name) : townshipCode;
    },
  },
  {
    heading: { zh: '村（社区）', en: 'Village' },
    cell: ({ villageCode }, { county }) => county.village(villageCode)?.village.name ?? villageCode,
  },
  { heading: { zh: '户编号', en: 'Household' }, cell: ({ householdCode }) => householdCode },
  { heading: { zh: '姓名', en: 'Name' }, cell: ({ personName }) => personName },
  {
    heading: { zh: '缺少的信息', en: 'Missing fact' },
    cell: ({ factCode }, { tell }) => {
      const fact = factCode ? factByCode(factCode) : undefined;
      return fact ? tell({ zh: fact.nameZh, en: fact.nameEn }) : null;
    },
  },
  { heading: { zh: '金额（元）', en: 'Amount (yuan)' }, cell: ({ amountFen }) => amountFen && amountFen / 100 },
  {
    heading: { zh: '让位于', en: 'Gives way to' },
    cell: ({ keptProgram }, { county, tell }) => {
      const kept = keptProgram === null ? undefined : county.program(keptProgram);
      return kept ? tell(kept.name) : keptProgram;
    },
  },
  { heading: { zh: '损失（元）', en: 'Loss (yuan)' }, cell: ({ lossFen }) => lossFen && lossFen / 100 },
  { heading: { zh: '依据', en: 'Rule' }, cell: (finding, { county, tell }) => tell(findingWords(county, finding)) },
  {
    heading: { zh: '规则版本', en: 'Version of the rule' },
    cell: (finding, writing) =>
      programsOf(finding, writing, ({ version }) => writing.tell({ zh: `第${version}版`, en: `Version ${version}` })),
  },
  {
    heading: { zh: '标准自', en: 'Figures since' },
    cell: (finding, writing) => programsOf(finding, writing, ({ figuresFrom }) => figuresFrom ?? '—'),
  },
  { heading: { zh: '最早信息日期', en: 'Oldest fact' }, cell: ({ oldestFactOn }) => oldestFactOn },
  { heading: { zh: '最新信息日期', en: 'Newest fact' }, cell: ({ latestFactOn }) => latestFactOn },
  { heading: { zh: '享受起始', en: 'Given since' }, cell: ({ since }) => since },
  { heading: { zh: '首次发现', en: 'First found' }, cell: ({ firstSeen }) => firstSeen },
  { heading: { zh: '与上次相比', en: 'Since the run before' }, cell: ({ change }, { tell }) => tell(CHANGES[change]) },
];

function programsOf(
  { programCodes, judgedBy }: FindingRow,
  { county, locale }: Writing,
  text: (judged: ReturnType<typeof judgedPrograms>[number]) => string,
): string {
  const texts = judgedPrograms(county, programCodes, judgedBy).map(text);
  return [...new Set(texts)].join(locale === 'en' ? ', ' : '、');
}

/** GET with the filter in the address: the findings that the reader may see, as a workbook. */
export function exportFindings(context: Context, request: Request, response: Response): Promise<void> {
  const { run, kind, ...others } = textsOf(request, OF_FILTER);
  const filter = { run: run ?? '', kind: kind ?? '', ...others };
  return sendWorkbook(context, request, response, (reader) => {
    const findings = new FindingsReader(reader);
    return {
      file: `screening-${filter.kind.toLowerCase()}`,
      sheet: { zh: '筛查结果', en: 'Screening' },
      columns: COLUMNS,
      pages: (after) => findings.page(filter, PAGE, after),
      audit: { command: 'exportFindings', input: filter, of: { type: 'ScreeningRun', id: filter.run } },
    };
  });
}
