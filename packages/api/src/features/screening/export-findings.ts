import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { FINDING_KINDS, factByCode } from '@yimen/schema';
import type { Request, Response } from 'express';
import { writeXlsxStream } from 'hucre/xlsx';
import { type Context, signedIn } from '../../context.js';
import { Failure } from '../../platform/errors.js';
import { refuse } from '../../platform/http-failure.js';
import { runCommand } from '../../platform/run-command.js';
import { findingWords, judgedPrograms } from './finding-words.js';
import { type FindingRow, FindingsReader } from './findings.reader.js';
import type { FindingFilter } from './screening.inputs.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PAGE = 100;
const CHANGES: Record<FindingRow['change'], string> = { fresh: '新增', stayed: '仍在', gone: '已消失' };

type Cell = string | number | null;

/** A text that a spreadsheet would take for a formula, also after it was saved as CSV, begins with an apostrophe. */
export function plainText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** The columns of the list, by their Chinese headings. */
const COLUMNS: Record<string, (finding: FindingRow, context: Context) => Cell> = {
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

/**
 * GET with the filter in the address: the findings that the reader may see, as a workbook, row by row as they are read.
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
    const sheet = writeXlsxStream(cells(context, findings, filter), {
      name: '筛查结果',
      columns: Object.keys(COLUMNS).map((header) => ({ header })),
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

async function* cells(context: Context, findings: FindingsReader, filter: FindingFilter): AsyncGenerator<Cell[]> {
  let after: string | null = null;
  do {
    const { nodes, nextCursor } = await findings.page(filter, PAGE, after);
    for (const finding of nodes) {
      yield Object.values(COLUMNS).map((cell) => {
        const value = cell(finding, context);
        return typeof value === 'string' ? plainText(value) : value;
      });
    }
    after = nextCursor;
  } while (after);
}
