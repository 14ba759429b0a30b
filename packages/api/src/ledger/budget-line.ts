import type { Sql } from '../platform/run-command.js';
import type { Bilingual, FigureKind } from '../policy/types.js';
import { post } from './transfers.js';

/** What a program may spend from one fund in one year. */
export interface BudgetLineRow {
  id: string;
  year: number;
  fundCode: string;
  programCode: string;
  departmentCode: string;
  figureKind: FigureKind;
  label: Bilingual;
}

/**
 * Where a line stands. left = budget − frozen − reserved − held − committed − paid, in fen; places likewise, null without
 * a quota.
 */
export interface LineBalance {
  budgetFen: number;
  /** Kept back by the finance bureau until it lets go; see `moveBudget`. */
  frozenFen: number;
  /** Set aside by meetings that compose; see `reserveFunds`. */
  reservedFen: number;
  heldFen: number;
  /** Committed and not yet paid. */
  committedFen: number;
  paidFen: number;
  leftFen: number;
  placesTotal: number | null;
  placesReserved: number | null;
  placesLeft: number | null;
}

export interface NewBudgetLine {
  year: number;
  fundCode: string;
  programCode: string;
  departmentCode: string;
  figureKind: FigureKind;
  label: Bilingual;
  fen: number;
  /** null = no quota. */
  places: number | null;
}

const PLACES = {
  unit: 'place',
  source: 'places_source',
  target: 'places',
  kinds: ['places_source', 'places', 'places_reserved', 'places_used'],
};

/** Opens a line with its accounts and puts the year's budget in. Once: a line that exists is left as it is. */
export async function createBudgetLine(sql: Sql, line: NewBudgetLine): Promise<void> {
  const [made] = await sql<{ id: string }>(
    `insert into budget_line (year, fund_code, program_code, department_code, figure_kind, label_zh, label_en)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
    [line.year, line.fundCode, line.programCode, line.departmentCode, line.figureKind, line.label.zh, line.label.en],
  );
  if (!made) return;
  const money = {
    unit: 'fen',
    source: 'source',
    target: 'available',
    kinds: ['source', 'available', 'frozen', 'reserved', 'committed', 'paid'],
  };
  await openAccounts(sql, made.id, line, money, line.fen);
  if (line.places !== null) await openAccounts(sql, made.id, line, PLACES, line.places);
}

/** Gives a line without a quota one of no places yet; places count from now on. The line is locked. */
export async function openPlaces(sql: Sql, lineId: string): Promise<void> {
  await addAccounts(sql, lineId, PLACES);
}

function addAccounts(sql: Sql, lineId: string, { kinds, unit }: { kinds: string[]; unit: string }) {
  return sql('insert into ledger_account (line_id, kind, unit) select $1, kind, $3 from unnest($2::text[]) as kind', [
    lineId,
    kinds,
    unit,
  ]);
}

async function openAccounts(
  sql: Sql,
  lineId: string,
  line: NewBudgetLine,
  of: { unit: string; source: string; target: string; kinds: string[] },
  amount: number,
): Promise<void> {
  await addAccounts(sql, lineId, of);
  if (amount === 0) return;
  const key = `budget:${line.year}:${line.fundCode}:${line.programCode}:${of.unit}`;
  const on = `${line.year}-01-01`;
  await post(sql, lineId, [
    { key, from: of.source, to: of.target, amount, phase: 'single', reason: 'budget', on, actorId: null },
  ]);
}

/** The lines that pay programs in a year, by program; none where none was opened. */
export async function findLines(
  sql: Sql,
  programCodes: readonly string[],
  year: number,
): Promise<Map<string, BudgetLineRow>> {
  const lines = await sql<BudgetLineRow>(
    `select distinct on (program_code) id, year, fund_code as "fundCode", program_code as "programCode",
            department_code as "departmentCode", figure_kind as "figureKind",
            json_build_object('zh', label_zh, 'en', label_en) as label
     from budget_line where program_code = any($1) and year = $2 order by program_code, id`,
    [programCodes, year],
  );
  return new Map(lines.map((line) => [line.programCode, line]));
}

/** The line that pays a program in a year; undefined when none was opened. */
export async function findLine(sql: Sql, programCode: string, year: number): Promise<BudgetLineRow | undefined> {
  return (await findLines(sql, [programCode], year)).get(programCode);
}

/** Columns of a line's balances over its accounts, for statements that join `ledger_account a` and group by line. */
export const BALANCE_COLUMNS = /* sql */ `
  coalesce(sum(a.debits_posted - a.credits_posted) filter (where a.kind = 'source'), 0)::bigint as "budgetFen",
  coalesce(sum(a.credits_posted - a.debits_posted) filter (where a.kind = 'frozen'), 0)::bigint as "frozenFen",
  coalesce(sum(a.credits_pending) filter (where a.kind = 'reserved'), 0)::bigint as "reservedFen",
  coalesce(sum(a.credits_pending) filter (where a.kind = 'committed'), 0)::bigint as "heldFen",
  coalesce(sum(a.credits_posted - a.debits_posted) filter (where a.kind = 'committed'), 0)::bigint as "committedFen",
  coalesce(sum(a.credits_posted - a.debits_posted) filter (where a.kind = 'paid'), 0)::bigint as "paidFen",
  coalesce(sum(a.credits_posted - a.debits_posted - a.debits_pending) filter (where a.kind = 'available'), 0)::bigint
    as "leftFen",
  (sum(a.debits_posted - a.credits_posted) filter (where a.kind = 'places_source'))::bigint as "placesTotal",
  (sum(a.credits_pending) filter (where a.kind = 'places_reserved'))::bigint as "placesReserved",
  (sum(a.credits_posted - a.debits_posted - a.debits_pending) filter (where a.kind = 'places'))::bigint as "placesLeft"`;

/** Balances by line id. */
export async function balances(sql: Sql, lineIds: readonly string[]): Promise<Map<string, LineBalance>> {
  const found = await sql<LineBalance & { lineId: string }>(
    `select a.line_id as "lineId", ${BALANCE_COLUMNS} from ledger_account a where a.line_id = any($1) group by a.line_id`,
    [lineIds],
  );
  return new Map(found.map(({ lineId, ...balance }) => [lineId, balance]));
}
