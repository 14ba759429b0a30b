import { type AppraisalMeasureCode, TASK_KINDS } from '@yimen/schema';
import { BALANCE_COLUMNS } from '../../ledger/ledger.js';
import { today } from '../../platform/clock.js';
import type { WaitingDays } from '../../policy/delay.js';
import type { Bilingual } from '../../policy/types.js';
import { appraisalRules } from '../satisfaction/rules.js';
import { AIDED_CASES, ATTENDANCE, GIVEN_PROGRAMS, socialPrograms } from './count-sql.js';
import { type Counting, countSatisfaction } from './counts.js';
import { allPieces, type DelayedPiece, latePieces } from './pieces.js';

/** One thing that a measure was counted from; numbers of cases, never names. */
export interface SourceRow {
  key: string;
  kind: 'line' | 'program' | 'case' | 'meeting' | 'work' | 'question';
  words: Bilingual;
  /** Of the case, batch, request or meeting. */
  number: string | null;
  /** YYYY-MM-DD. */
  on: string | null;
  fen: number | null;
  /** Awards, or steps of a scale. */
  count: number | null;
  counts: boolean;
  caseId: string | null;
  dueOn: string | null;
  ownDays: number | null;
  waitingDays: number | null;
  waiting: WaitingDays[];
}

export interface Sources {
  nodes: SourceRow[];
  total: number;
}

const MOST = 500;
const NOTHING = {
  number: null,
  on: null,
  fen: null,
  count: null,
  counts: true,
  caseId: null,
  dueOn: null,
  ownDays: null,
  waitingDays: null,
  waiting: [],
};

/** What a measure of one department was counted from in a year, as it is on record now; at most 500 rows. */
export function sourcesOf(counting: Counting, measure: AppraisalMeasureCode): Promise<Sources> {
  return SOURCES[measure](counting);
}

const SOURCES: Record<AppraisalMeasureCode, (counting: Counting) => Promise<Sources>> = {
  funds: lines,
  programs,
  joint: cases,
  work: meetings,
  on_time: async (counting) => {
    const { pieces, total } = await allPieces(counting, today(), MOST);
    return { nodes: pieces.map(work), total };
  },
  own_delay: async (counting) => {
    const own = (await latePieces(counting, today())).filter(({ total }) => total > 0);
    own.sort((one, other) => other.own - one.own || other.total - one.total);
    return { nodes: own.slice(0, MOST).map(work), total: own.length };
  },
  satisfaction: questions,
};

async function lines({ sql, departments, year }: Counting): Promise<Sources> {
  const found = await sql<{ id: string; zh: string; en: string; budgetFen: number; usedFen: number }>(
    `select id, zh, en, "budgetFen", "committedFen" + "paidFen" as "usedFen" from (
       select l.id, l.label_zh as zh, l.label_en as en, ${BALANCE_COLUMNS} from budget_line l
       join ledger_account a on a.line_id = l.id where l.department_code = any($1) and l.year = $2::int group by l.id) line
     order by "budgetFen" desc, id`,
    [departments, year],
  );
  const nodes = found.map(({ id, zh, en, usedFen }) => ({
    ...NOTHING,
    key: id,
    kind: 'line' as const,
    words: { zh, en },
    fen: usedFen,
  }));
  return { nodes, total: nodes.length };
}

async function programs({ sql, county, departments, year }: Counting): Promise<Sources> {
  const given = await sql<{ code: string; count: number }>(
    `select program_code as code, count(*)::int as count from (${GIVEN_PROGRAMS}) g group by 1`,
    [departments, year],
  );
  const counts = new Map(given.map(({ code, count }) => [code, count]));
  const nodes = county.pack.programs
    .filter(({ department }) => departments.includes(department))
    .map(({ code, name }) => ({
      ...NOTHING,
      key: code,
      kind: 'program' as const,
      words: name,
      count: counts.get(code) ?? 0,
      counts: counts.has(code),
    }));
  return { nodes, total: nodes.length };
}

async function cases({ sql, county, departments, year }: Counting): Promise<Sources> {
  const found = await sql<{ id: string; number: string; on: string; joint: boolean; programs: string[] }>(
    `select a.id, c.number, a.granted_on as on, a.joint,
       (select array_agg(distinct o.program_code order by o.program_code) from aid_record o where o.case_id = a.id) as programs
     from (${AIDED_CASES}) a join case_file c on c.id = a.id order by a.joint desc, a.granted_on desc, c.number`,
    [departments, year, socialPrograms(county)],
  );
  const names = (codes: readonly string[], language: keyof Bilingual) =>
    codes.map((code) => county.program(code)?.name[language] ?? code).join(language === 'zh' ? '、' : ', ');
  const nodes = found.slice(0, MOST).map(({ id, number, on, joint, programs: codes }) => ({
    ...NOTHING,
    key: id,
    kind: 'case' as const,
    words: { zh: names(codes, 'zh'), en: names(codes, 'en') },
    number,
    on,
    counts: joint,
    caseId: id,
  }));
  return { nodes, total: found.length };
}

const HOW = {
  self: { zh: '本人参会', en: 'in person' },
  substitute: { zh: '代会', en: 'by a substitute' },
  absent: { zh: '缺席', en: 'absent' },
} as const;

async function meetings({ sql, departments, year }: Counting): Promise<Sources> {
  const found = await sql<{ id: string; number: string; on: string; how: keyof typeof HOW }>(
    `select id, number, held_on as on, how from (${ATTENDANCE}) m order by held_on desc, number`,
    [departments, year],
  );
  const nodes = found.slice(0, MOST).map(({ id, number, on, how }) => ({
    ...NOTHING,
    key: id,
    kind: 'meeting' as const,
    words: HOW[how],
    number,
    on,
    counts: how !== 'absent',
  }));
  return { nodes, total: found.length };
}

function work({ id, kind, number, caseId, end, dueOn, own, total, waiting }: DelayedPiece): SourceRow {
  const known: Record<string, Bilingual> = { ...TASK_KINDS, verification_question: TASK_KINDS.verification };
  return {
    ...NOTHING,
    key: id,
    kind: 'work',
    words: known[kind] ?? { zh: '任务', en: 'Task' },
    number,
    on: end,
    counts: own === 0,
    caseId,
    dueOn,
    ownDays: own,
    waitingDays: total - own,
    waiting,
  };
}

/** Sums only: what a family said is shown to nobody here (R17). */
async function questions(counting: Counting): Promise<Sources> {
  const counted = await countSatisfaction(counting);
  const parts = counted.get(counting.departments[0] as string)?.parts ?? {};
  const nodes = appraisalRules(counting.county)
    .satisfaction.questions.filter(({ code }) => parts[code] !== undefined)
    .map(({ code, name, asks }) => ({
      ...NOTHING,
      key: code,
      kind: 'question' as const,
      words: { zh: `${name.zh}：${asks.zh}`, en: `${name.en}: ${asks.en}` },
      count: parts[code] as number,
    }));
  return { nodes, total: nodes.length };
}
