import { type Context, reader } from '../../context.js';
import { today } from '../../platform/clock.js';
import { FundingReader, type LineRow } from '../funding/funding.reader.js';
import { RunsReader } from '../screening/runs.reader.js';
import { type Forecast, forecast } from './forecast.js';
import { LeadershipReader, type MonthRow } from './leadership.reader.js';

/** Of so many complete months at most is the future told. */
const LONGEST_MONTHS = 12;

export interface ProgramOutlookRow {
  programCode: string;
  departmentCode: string;
  budgetFen: number;
  leftFen: number;
  forecast: Forecast | null;
  idleFen: number | null;
  unserved: number;
  unservedFen: number;
  couldServe: number | null;
}

export interface OutlookRow {
  year: number;
  asOf: string;
  phase: 'running' | 'closed' | 'ahead';
  total: Forecast | null;
  runningOut: number;
  idleFen: number;
  couldServe: number;
  screenedOn: string | null;
  screeningRun: string | null;
  programs: ProgramOutlookRow[];
}

type Unserved = Map<string, { households: number; fen: number }>;

/** How long the money of a year lasts, program by program, and whom what is idle could serve (R9). */
export async function fundingOutlook(context: Context, year: number, on = today()): Promise<OutlookRow> {
  const [thisYear, month] = on.split('-').map(Number) as [number, number];
  const [lines, months, promised, screening] = await Promise.all([
    reader(context, FundingReader).lines([year]),
    reader(context, LeadershipReader).months([year - 1, year]),
    reader(context, LeadershipReader).promised(year, month),
    unservedOf(context),
  ]);
  const phase = year === thisYear ? 'running' : year < thisYear ? 'closed' : 'ahead';
  const foretell = (own: readonly LineRow[], moved: readonly MonthRow[], ahead: readonly MonthRow[]) =>
    phase === 'running' ? forecastOf(own, moved, ahead, year, month) : null;
  const programs = [...Map.groupBy(lines, ({ programCode }) => programCode)].map(([programCode, own]) => {
    const ofProgram = (row: MonthRow) => row.programCode === programCode;
    const foretold = foretell(own, months.filter(ofProgram), promised.filter(ofProgram));
    return outlookOf(own, foretold, screening.unserved.get(programCode));
  });
  return {
    year,
    asOf: on,
    phase,
    total: foretell(lines, months, promised),
    runningOut: programs.filter((one) => one.forecast?.runsOutIn).length,
    idleFen: programs.reduce((sum, { idleFen }) => sum + (idleFen ?? 0), 0),
    couldServe: programs.reduce((sum, { couldServe }) => sum + (couldServe ?? 0), 0),
    screenedOn: screening.on,
    screeningRun: screening.run,
    programs,
  };
}

/** A program's complete months count from the first in which it had a budget: a month without spending is one too. */
function forecastOf(
  lines: readonly LineRow[],
  moved: readonly MonthRow[],
  ahead: readonly MonthRow[],
  year: number,
  month: number,
) {
  const spentIn = (ofYear: number, ofMonth: number) =>
    moved.reduce((sum, row) => sum + (row.year === ofYear && row.month === ofMonth ? row.spentFen : 0), 0);
  const begun = moved.some((row) => row.year === year - 1);
  const history: number[] = [];
  for (let back = LONGEST_MONTHS; back >= 1; back -= 1) {
    const at = month - back;
    if (at >= 1) history.push(spentIn(year, at));
    else if (begun) history.push(spentIn(year - 1, at + 12));
  }
  const leftFen = lines.reduce((sum, line) => sum + line.leftFen, 0);
  const promised = new Map<number, number>();
  for (const row of ahead) promised.set(row.month, (promised.get(row.month) ?? 0) + row.spentFen);
  return forecast({ leftFen, history, thisMonthFen: spentIn(year, month), promised, year, month });
}

function outlookOf(
  lines: readonly LineRow[],
  expected: Forecast | null,
  unserved: { households: number; fen: number } | undefined,
): ProgramOutlookRow {
  const { programCode, departmentCode } = lines[0] as LineRow;
  const total = (of: 'budgetFen' | 'leftFen') => lines.reduce((sum, line) => sum + line[of], 0);
  const { households = 0, fen = 0 } = unserved ?? {};
  const idleFen = expected && Math.max(0, expected.yearEndLeastFen);
  const each = households > 0 && fen > 0 ? fen / households : null;
  return {
    programCode,
    departmentCode,
    budgetFen: total('budgetFen'),
    leftFen: total('leftFen'),
    forecast: expected,
    idleFen,
    unserved: households,
    unservedFen: fen,
    couldServe: idleFen === null || each === null ? null : Math.min(households, Math.floor(idleFen / each)),
  };
}

/** Whom the latest screening found entitled and without it, by program. */
async function unservedOf(context: Context): Promise<{ on: string | null; run: string | null; unserved: Unserved }> {
  const runs = reader(context, RunsReader);
  const latest = await runs.find(null);
  if (!latest) return { on: null, run: null, unserved: new Map() };
  const found = await runs.rows(latest.id, { kind: 'ENTITLED_WITHOUT', by: 'program' });
  return {
    on: latest.onDay,
    run: latest.id,
    unserved: new Map(found.map(({ key, households, fen }) => [key, { households, fen }])),
  };
}
