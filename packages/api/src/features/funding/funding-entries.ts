import type { AppAbility } from '@yimen/schema';
import { type AccessField, accessSql } from '../../platform/access-sql.js';

/** Where the money of an entry stands. */
export const FUNDING_STATES = ['frozen', 'reserved', 'held', 'committed', 'paid'] as const;
/** What was promised or paid. */
export const SPENT_STATES = ['held', 'committed', 'paid'] as const satisfies readonly FundingState[];
export type FundingState = (typeof FUNDING_STATES)[number];

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

/**
 * Every movement of money behind the numbers of a year that the actor may read: what is frozen, what meetings have
 * reserved, open holds, commitments and payments. A
 * payment stands here twice, out of what is committed and into what is paid, so the list of each state adds up to the
 * balance of the lines in that state. Values are appended to `params`.
 */
export function entriesSql(ability: AppAbility, filter: EntryFilter, params: unknown[]): string {
  const equals = (column: string, value: unknown) => {
    params.push(value);
    return `${column} = $${params.length}`;
  };
  const conditions = [accessSql(ability, 'read', 'FundingEntry', FIELDS, params), equals('l.year', filter.year)];
  if (filter.fund) conditions.push(equals('l.fund_code', filter.fund));
  if (filter.department) conditions.push(equals('l.department_code', filter.department));
  if (filter.program) conditions.push(equals('l.program_code', filter.program));
  if (filter.township) conditions.push(equals("coalesce(t.township_code, 'none')", filter.township));
  if (filter.month) conditions.push(equals('extract(month from t.occurred_on)::int', filter.month));
  if (filter.state) conditions.push(equals('side.state', filter.state));
  if (filter.kind) conditions.push(equals(householdKind('t.household_id'), filter.kind));
  if (filter.person) {
    params.push(filter.person);
    conditions.push(`t.person_id in (select id from person where $${params.length} in (id, merged_into))`);
  }
  return /* sql */ `
    select t.id::text || side.suffix as id, t.occurred_on, t.at, side.state, side.fen, l.fund_code, l.department_code,
      l.program_code, coalesce(t.township_code, 'none') as township_code, extract(month from t.occurred_on)::int as month,
      t.household_id, t.person_id, t.case_id, t.package_item_id, t.application_id
    from budget_line l
    join ledger_account a on a.line_id = l.id and a.kind in ('frozen', 'reserved', 'committed', 'paid')
    join ledger_transfer t on t.credit_account_id = a.id or t.debit_account_id = a.id
    cross join lateral (select
      case when t.phase = 'pending' and a.kind = 'committed' then 'held' else a.kind end as state,
      case when t.credit_account_id = a.id then t.amount else -t.amount end as fen,
      case when t.credit_account_id = a.id then '' else '-out' end as suffix) side
    where ${conditions.join(' and ')} and (t.phase in ('single', 'post')
      or t.phase = 'pending' and not exists (select from ledger_transfer later where later.pending_id = t.id))`;
}
