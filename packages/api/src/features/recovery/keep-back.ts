import { lockLines, payFunds, recoverFunds } from '../../ledger/ledger.js';
import type { Sql } from '../../platform/run-command.js';
import { keptBack } from '../../policy/recovery.js';
import { bookRecovery, lockSources, undoBooking } from './book-recovery.js';

interface Settling {
  programCode: string;
  departmentCode: string;
  /** YYYY-MM-DD. */
  on: string;
  actorId: string | null;
}

/**
 * The claims that are settled out of coming aid of a program, locked in the order of their ids.
 */
export async function lockKeptBack(
  sql: Sql,
  { programCode, departmentCode }: Pick<Settling, 'programCode' | 'departmentCode'>,
): Promise<string[]> {
  const claims = await sql<{ id: string }>(
    `select c.id from recovery_claim c where c.program_code = $1 and c.department_code = $2
       and (c.left_fen > 0 and exists (select from recovery_plan p
           where p.claim_id = c.id and p.status = 'in_force' and p.kind = 'set_off')
         or exists (select from recovery_entry e join payment_due d on d.id = e.due_id
           where e.claim_id = c.id and d.status in ('open', 'short')))
     order by c.id for update`,
    [programCode, departmentCode],
  );
  return claims.map(({ id }) => id);
}

interface Due {
  id: string;
  claimId: string;
  percent: number;
  lineId: string;
  fen: number;
  leftFen: number;
  refs: Record<string, string | null>;
}

/** Months that are committed, not in a batch, and of which nothing was kept back yet; the earliest first. */
const DUES = `
  select d.id, c.id as "claimId", p.percent, d.line_id as "lineId", d.amount_fen as fen, c.left_fen as "leftFen",
    json_build_object('caseId', q.case_id, 'householdId', q.household_id, 'personId', q.payee_id,
      'townshipCode', q.township_code) as refs
  from recovery_claim c join recovery_plan p on p.claim_id = c.id and p.status = 'in_force' and p.kind = 'set_off'
  join payment_schedule s on s.aid_record_id = c.aid_record_id
  join payment_due d on d.schedule_id = s.id and d.status = 'open' and d.month >= date_trunc('month', p.first_due_on)
    and d.withheld_fen = 0
  join payable_due q on q.id = d.id and not q.lapsed and q.problem is distinct from 'deceased'
  where c.id = any($1) and c.left_fen > 0 and not exists (select from payment_line l where l.due_id = d.id and l.live)
  order by d.month, c.id`;

/**
 * Keeps back of the months that have come due what claims ask for. The whole month is spent from its line: the share is
 * paid within the ledger, and recovered by the line that had paid too much; the family gets the rest.
 */
export async function keepBack(sql: Sql, { on, actorId }: Settling, claimIds: readonly string[]): Promise<void> {
  if (claimIds.length === 0) return;
  const dues = await sql<Due>(DUES, [claimIds]);
  await lockSources(sql, claimIds);
  const left = new Map(dues.map(({ claimId, leftFen }) => [claimId, leftFen]));
  const done = new Set<string>();
  for (const { id, claimId, percent, lineId, fen, refs } of dues) {
    const part = keptBack(fen, percent, left.get(claimId) ?? 0);
    // Of a month one claim takes its share; the next waits for the next month.
    if (part === 0 || done.has(id)) continue;
    done.add(id);
    left.set(claimId, (left.get(claimId) ?? 0) - part);
    await sql('update payment_due set amount_fen = amount_fen - $2, withheld_fen = $2 where id = $1', [id, part]);
    const reason = 'withheld';
    await payFunds(sql, { key: `due:${id}:withheld`, lineId, fen: part, reason, refs, on, actorId });
    const [entry] = await sql<{ id: string }>(
      `insert into recovery_entry (claim_id, kind, amount_fen, entered_on, due_id, recorded_by)
       values ($1, 'set_off', $2, $3, $4, $5) returning id`,
      [claimId, part, on, id, actorId],
    );
    await bookRecovery(sql, { entryId: (entry as { id: string }).id, claimId, fen: part, on, reason, actorId });
  }
}

interface KeptBack {
  id: string;
  entryId: string;
  claimId: string;
  lineId: string;
  fen: number;
  refs: Record<string, string | null>;
}

/** Takes back what was kept of months that turn out not to be owed: the share returns to its line, and is owed again. */
export async function giveBack(
  sql: Sql,
  dueIds: readonly string[],
  { on, actorId }: Pick<Settling, 'on' | 'actorId'>,
): Promise<void> {
  const kept = await sql<KeptBack>(
    `select d.id, e.id as "entryId", e.claim_id as "claimId", d.line_id as "lineId", e.amount_fen as fen,
       json_build_object('caseId', q.case_id, 'householdId', q.household_id, 'personId', q.payee_id,
         'townshipCode', q.township_code) as refs
     from recovery_entry e join payment_due d on d.id = e.due_id join payable_due q on q.id = d.id
     where d.id = any($1) and not exists (select from recovery_entry x where x.corrects_id = e.id) order by e.id`,
    [dueIds],
  );
  if (kept.length === 0) return;
  const reason = 'lapsed';
  await lockLines(sql, [...new Set(kept.map(({ lineId }) => lineId))]);
  await lockSources(sql, [...new Set(kept.map(({ claimId }) => claimId))]);
  for (const { id, entryId: wrongId, claimId, lineId, fen, refs } of kept) {
    await recoverFunds(sql, {
      key: `due:${id}:withheld:return`,
      lineId,
      fen,
      to: 'available',
      refs,
      reason,
      on,
      actorId,
    });
    const [entry] = await sql<{ id: string }>(
      `insert into recovery_entry (claim_id, kind, amount_fen, entered_on, reason, corrects_id, recorded_by)
       values ($1, 'correction', $2, $3, $4, $5, $6) returning id`,
      [claimId, fen, on, '该月不再应发，抵扣撤回', wrongId, actorId],
    );
    await undoBooking(sql, wrongId, { entryId: (entry as { id: string }).id, on, reason, actorId });
  }
}
