import { randomUUID } from 'node:crypto';
import { balances, findLines, lockLines, releaseHold, reserveFunds, type ShortLineInfo } from '../../ledger/ledger.js';
import { today } from '../../platform/clock.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';
import { boundForCase, takeBesideBound } from '../donation/bound-for.js';
import { reviewCommittee } from '../review-meeting/item-tally.js';
import { refuseContested } from './contested.js';
import { OPEN_RESERVATION } from './reservation-rows.js';

type Unit = Pick<UnitOfWork, 'sql' | 'county' | 'actor'>;

interface Wanted {
  programCode: string;
  fen: number;
  places: number;
  decisionDate: string;
}

interface Demand extends Wanted {
  lineId: string;
  /** What the line has left beside what is set aside, fen. */
  leftFen: number;
}

interface OpenTransfer {
  id: string;
  lineId: string;
  unit: 'fen' | 'place';
  amount: number;
}

const UNDER_DISCUSSION = `select id, meeting_id as "meetingId" from agenda_item
  where case_id = $1 and status = 'in_discussion'`;

/** What the draft of a case takes from budgets; a place that an application holds already is not taken again. */
const WANTED = `select i.program_code as "programCode", k.decision_date as "decisionDate",
    case when i.plan_only then 0 else coalesce(i.amount_fen, 0) end as fen,
    case when i.plan_only or exists (select from application a where a.case_id = $1 and a.status = 'submitted'
      and a.program_code = i.program_code and a.place_hold_id is not null) then 0 else 1 end as places
  from package_item i join aid_package k on k.id = i.package_id
  where k.case_id = $1 and k.status = 'draft' order by i.position`;

/** What a case has set aside. */
const OPEN_OF_CASE = `select t.id, a.line_id as "lineId", a.unit, t.amount from ledger_transfer t
  join ledger_account a on a.id = t.credit_account_id where t.case_id = $1 and ${OPEN_RESERVATION}`;

/**
 * Sets aside what the draft of a case takes from its lines, if the case is under discussion, and for the committee's time
 * from now; what the draft takes no longer goes back. A line that is short sets nothing aside (R4). To be called with the
 * case locked.
 * @param isRaised whether a program now takes more than before: what only other meetings stand in the way of is refused
 * @throws Failure BudgetExceeded saying which meetings hold what
 */
export async function reserveDraft(
  unit: Unit,
  caseId: string,
  isRaised: (programCode: string) => boolean = () => false,
): Promise<void> {
  const { sql, actor } = unit;
  const [item] = await sql<{ id: string; meetingId: string }>(UNDER_DISCUSSION, [caseId]);
  if (!item) return;
  const open = await sql<OpenTransfer>(OPEN_OF_CASE, [caseId]);
  const demands = await demandsOf(sql, caseId, open);
  const kept = await alreadySetAside(unit, caseId, open, demands);
  await giveBack(
    unit,
    open.filter(({ lineId }) => !kept.some((one) => one.lineId === lineId)),
  );
  let held = kept.length;
  const short: ShortLineInfo[] = [];
  for (const { programCode, decisionDate: on, ...take } of demands.filter((one) => !kept.includes(one))) {
    const movement = { key: `reserve:${randomUUID()}`, reason: 'composing' as const, on, actorId: actor.staffId };
    const result = await takeBesideBound(unit, { ...take, caseId, on }, (fen) =>
      reserveFunds(sql, { ...movement, ...take, fen, refs: { caseId } }),
    );
    if ('short' in result) short.push(...(isRaised(programCode) ? result.short : []));
    else if (result.moneyHoldId ?? result.placeHoldId) held += 1;
  }
  await refuseContested(sql, short);
  if (held > 0) await keepUntil(unit, { ...item, caseId });
  else await sql('delete from item_reservation where case_id = $1', [caseId]);
}

/** What the draft takes from lines of its year, all of them locked with those that hold something for it already. */
async function demandsOf(sql: Sql, caseId: string, open: readonly OpenTransfer[]): Promise<Demand[]> {
  const wanted = await sql<Wanted>(WANTED, [caseId]);
  const codes = wanted.map(({ programCode }) => programCode);
  const lines = await findLines(sql, codes, Number(wanted[0]?.decisionDate.slice(0, 4) ?? 0));
  const lineIds = [...lines.values()].map(({ id }) => id);
  await lockLines(sql, [...new Set([...lineIds, ...open.map(({ lineId }) => lineId)])]);
  const standing = await balances(sql, lineIds);
  return wanted.flatMap((one) => {
    const lineId = lines.get(one.programCode)?.id;
    if (!lineId) return [];
    const balance = standing.get(lineId);
    const places = balance?.placesTotal === null ? 0 : one.places;
    const demand = { ...one, lineId, places, leftFen: balance?.leftFen ?? 0 };
    return demand.fen + demand.places > 0 ? [demand] : [];
  });
}

/**
 * The demands for which exactly what is wanted of a line is set aside already; where the line is short, what is wanted
 * beside the money that is bound for such as him.
 */
async function alreadySetAside(
  { sql, county }: Unit,
  caseId: string,
  open: readonly OpenTransfer[],
  demands: readonly Demand[],
): Promise<Demand[]> {
  const held = ({ lineId }: Demand, unit: OpenTransfer['unit']) =>
    open.find((one) => one.lineId === lineId && one.unit === unit)?.amount ?? 0;
  const isShort = (one: Demand) => held(one, 'fen') > 0 && held(one, 'fen') + one.leftFen < one.fen;
  const shortOf = demands.filter(isShort);
  const lineIds = shortOf.map(({ lineId }) => lineId);
  const bound = shortOf[0] ? await boundForCase(sql, county, caseId, lineIds, shortOf[0].decisionDate) : undefined;
  return demands.filter((one) => {
    const fen = isShort(one) ? one.fen - (bound?.get(one.lineId) ?? 0) : one.fen;
    return held(one, 'fen') === fen && held(one, 'place') === one.places;
  });
}

async function keepUntil(
  { sql, county, actor }: Unit,
  { id, meetingId, caseId }: { id: string; meetingId: string; caseId: string },
): Promise<void> {
  await sql(
    `insert into item_reservation (agenda_item_id, meeting_id, case_id, holder_id, until)
     values ($1, $2, $3, $4, clock_timestamp() + make_interval(mins => $5))
     on conflict (agenda_item_id) do update set holder_id = $4, until = excluded.until`,
    [id, meetingId, caseId, actor.staffId, reviewCommittee(county).reservesMinutes],
  );
}

/**
 * Gives back what the item of a case has set aside. To be called with the case locked, by whoever decides on the item,
 * releases it, or finds that its time has passed. Answers whether there was anything.
 */
export async function endReservation(unit: Pick<UnitOfWork, 'sql' | 'actor'>, caseId: string): Promise<boolean> {
  const gone = await unit.sql('delete from item_reservation where case_id = $1 returning case_id', [caseId]);
  if (gone.length === 0) return false;
  const open = await unit.sql<OpenTransfer>(OPEN_OF_CASE, [caseId]);
  await lockLines(unit.sql, [...new Set(open.map(({ lineId }) => lineId))]);
  await giveBack(unit, open);
  return true;
}

async function giveBack(
  { sql, actor }: Pick<UnitOfWork, 'sql' | 'actor'>,
  open: readonly OpenTransfer[],
): Promise<void> {
  for (const { id } of open) {
    await releaseHold(sql, {
      key: `release:${id}`,
      holdId: id,
      reason: 'released',
      on: today(),
      actorId: actor.staffId,
    });
  }
}
