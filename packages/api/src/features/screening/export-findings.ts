import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { FINDING_KINDS, factByCode } from '@yimen/schema';
import type { Request, Response } from 'express';
import { writeXlsxStream } from 'hucre/xlsx';
import { type Context, signedIn } from '../../context.js';
import { Failure, type Locale } from '../../platform/errors.js';
import { refuse } from '../../platform/http-failure.js';
import { runCommand } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { findingWords, judgedPrograms } from './finding-words.js';
import { type FindingRow, FindingsReader } from './findings.reader.js';
import type { FindingFilter } from './screening.inputs.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PAGE = 100;
const CHANGES: Record<FindingRow['change'], Bilingual> = {
  fresh: { zh: '新增', en: 'New' },
  stayed: { zh: '仍在', en: 'Stayed' },
  gone: { zh: '已消失', en: 'Gone' },
};
const SHEET: Bilingual = { zh: '筛查结果', en: 'Screening' };

type Cell = string | number | null;

/** A text that a spreadsheet would take for a formula, also after it was saved as CSV, begins with an apostrophe. */
export function plainText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** What a list is written with. */
interface Writing {
  county: Context['county'];
  locale: Locale;
  tell(text: Bilingual): string;
}

/** The columns of the list with their headings. */
const COLUMNS: { heading: Bilingual; cell: (finding: FindingRow, writing: Writing) => Cell }[] = [
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

function writingOf({ county, locale: own }: Context, { query }: Request): Writing {
  const locale = query.lang === 'en' || query.lang === 'zh-CN' ? query.lang : own;
  return { county, locale, tell: ({ zh, en }) => (locale === 'en' ? en : zh) };
}

/**
 * GET with the filter in the address: the findings that the reader may see, as a workbook in the language `lang` or, left
 * out, in the reader's, row by row as they are read.
 * Who took which list stands in the audit.
 */
export async function exportFindings(context: Context, request: Request, response: Response): Promise<void> {
  try {
    const filter = filterOf(request);
    const findings = new FindingsReader(signedIn(context));
    // What is refused is refused before the first byte.
    await findings.total(filter);
    const taken = await runCommand(signedIn(context), 'exportFindings', { key: randomUUID(), ...filter }, async () => ({
      type: 'ScreeningRun',
      id: filter.run,
    }));
    if (taken instanceof Failure) throw taken;
    response.setHeader('content-type', XLSX);
    response.setHeader('content-disposition', `attachment; filename="screening-${filter.kind.toLowerCase()}.xlsx"`);
    response.setHeader('cache-control', 'no-store');
    const writing = writingOf(context, request);
    const sheet = writeXlsxStream(cells(writing, findings, filter), {
      name: writing.tell(SHEET),
      columns: COLUMNS.map(({ heading }) => ({ header: writing.tell(heading) })),
      freezePane: { rows: 1 },
    });
    await pipeline(Readable.fromWeb(sheet as ReadableStream), response);
  } catch (error) {
    refuse(error, context, response);
  }
}

function filterOf({ query }: Request): FindingFilter {
  const text = (name: string) => (typeof query[name] === 'string' && query[name] !== '' ? query[name] : null);
  const optional = ['department', 'program', 'fact', 'township', 'village', 'change'] as const;
  return {
    run: text('run') ?? '',
    kind: text('kind') ?? '',
    ...Object.fromEntries(optional.map((name) => [name, text(name)])),
  };
}

async function* cells(writing: Writing, findings: FindingsReader, filter: FindingFilter): AsyncGenerator<Cell[]> {
  let after: string | null = null;
  do {
    const { nodes, nextCursor } = await findings.page(filter, PAGE, after);
    for (const finding of nodes) {
      yield COLUMNS.map(({ cell }) => {
        const value = cell(finding, writing);
        return typeof value === 'string' ? plainText(value) : value;
      });
    }
    after = nextCursor;
  } while (after);
}
