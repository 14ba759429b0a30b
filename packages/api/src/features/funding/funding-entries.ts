import type { AppAbility } from '@yimen/schema';
import { type AccessField, accessSql } from '../../platform/access-sql.js';

/** Where the money of an entry stands. */
export const FUNDING_STATES = ['frozen', 'reserved', 'held', 'committed', 'paid'] as const;
/** What was promised or paid. */
export const SPENT_STATES = ['held', 'committed', 'paid'] as const satisfies readonly FundingState[];
export type FundingState = (typeof FUNDING_STATES)[number];
/** The accounts that hold them: what is held is on its way to what is committed. */
const ACCOUNTS = FUNDING_STATES.filter((state) => state !== 'held');

export interface EntryFilter {
  year: number;
  fund?: string | null;
  department?: string | null;
  program?: string | null;
  /** Township code; `none` for money that belongs to no township. */
  township?: string | null;
  /** 1–12. */
  month?: number | null;
  state?: string | null;
  /** Level of the household on the low-income register today; `none` off it, `unassigned` for money of no household. */
  kind?: string | null;
  /** A person's id: what was for him, and for records that were merged into his. */
  person?: string | null;
}

/** The level of a household on the low-income register today, as SQL over the column of its id. */
export function householdKind(id: string): string {
  return `case when ${id} is null then 'unassigned' else coalesce((select r.level from register_spell r
    where r.household_id = ${id} and r.person_id is null and r.ended_on is null limit 1), 'none') end`;
}

const FIELDS: Record<string, AccessField> = { departmentCode: { sql: 'l.department_code' } };

/** Conditions of a filter over a budget line `l` and the columns given; values are appended to `params`. */
function conditionsOf(
  ability: AppAbility,
  filter: EntryFilter,
  params: unknown[],
  columns: { township: string; month: string; state: string },
): string[] {
  const equals = (column: string, value: unknown) => {
    params.push(value);
    return `${column} = $${params.length}`;
  };
  const conditions = [accessSql(ability, 'read', 'FundingEntry', FIELDS, params), equals('l.year', filter.year)];
  if (filter.fund) conditions.push(equals('l.fund_code', filter.fund));
  if (filter.department) conditions.push(equals('l.department_code', filter.department));
  if (filter.program) conditions.push(equals('l.program_code', filter.program));
  if (filter.township) conditions.push(equals(columns.township, filter.township));
  if (filter.month) conditions.push(equals(columns.month, filter.month));
  if (filter.state) conditions.push(equals(columns.state, filter.state));
  return conditions;
}

/**
 * How many entries a filter finds, and their sum in fen: from the sums that are kept with the postings, or from the
 * entries where only they tell. Values are appended to `params`.
 */
export function entryTotalsSql(ability: AppAbility, filter: EntryFilter, params: unknown[]): string {
  if (filter.kind || filter.person) {
    return `select count(*)::int as total, coalesce(sum(fen), 0)::bigint as "totalFen"
      from (${entriesSql(ability, filter, params)}) entry`;
  }
  return `select coalesce(sum(entries), 0)::int as total, coalesce(sum(fen), 0)::bigint as "totalFen"
    from (${entrySumsSql(ability, filter, params)}) entry`;
}

/**
 * The sums that the database keeps with the postings, of what the actor may read: fen and entries by line, township, month
 * and state. Neither `kind` nor `person` of the filter count. Values are appended to `params`.
 */
export function entrySumsSql(ability: AppAbility, filter: EntryFilter, params: unknown[]): string {
  const columns = { township: 's.township_code', month: 's.month', state: 's.state' };
  return `select l.fund_code, l.department_code, l.program_code, s.township_code, s.month, s.state, s.fen, s.entries
    from budget_line l join ledger_sum s on s.line_id = l.id
    where ${conditionsOf(ability, filter, params, columns).join(' and ')}`;
}

/**
 * Every movement of money behind the numbers of a year that the actor may read: what is frozen, what meetings have
 * reserved, open holds, commitments and payments. A
 * payment stands here twice, out of what is committed and into what is paid, so the list of each state adds up to the
 * balance of the lines in that state. Values are appended to `params`.
 */
export function entriesSql(ability: AppAbility, filter: EntryFilter, params: unknown[]): string {
  const conditions = conditionsOf(ability, filter, params, {
    township: "coalesce(t.township_code, 'none')",
    month: 'extract(month from t.occurred_on)::int',
    state: 'side.state',
  });
  params.push(
    ACCOUNTS.filter((kind) => !filter.state || kind === (filter.state === 'held' ? 'committed' : filter.state)),
  );
  const accounts = `$${params.length}`;
  if (filter.kind) {
    params.push(filter.kind);
    conditions.push(`${householdKind('t.household_id')} = $${params.length}`);
  }
  if (filter.person) {
    params.push(filter.person);
    conditions.push(`t.person_id in (select id from person where $${params.length} in (id, merged_into))`);
  }
  return /* sql */ `
    select t.id::text || side.suffix as id, t.occurred_on, t.at, side.state, side.fen, l.fund_code, l.department_code,
      l.program_code, coalesce(t.township_code, 'none') as township_code, extract(month from t.occurred_on)::int as month,
      t.household_id, t.person_id, t.case_id, t.package_item_id, t.application_id
    from budget_line l
    join ledger_account a on a.line_id = l.id and a.kind = any(${accounts})
    join ledger_transfer t on t.credit_account_id = a.id or t.debit_account_id = a.id
    cross join lateral (select
      case when t.phase = 'pending' and a.kind = 'committed' then 'held' else a.kind end as state,
      case when t.credit_account_id = a.id then t.amount else -t.amount end as fen,
      case when t.credit_account_id = a.id then '' else '-out' end as suffix) side
    where ${conditions.join(' and ')} and (t.phase in ('single', 'post')
      or t.phase = 'pending' and not exists (select from ledger_transfer later where later.pending_id = t.id))`;
}
