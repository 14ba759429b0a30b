import { takeOver } from '../features/payment/open-schedules.js';
import { balances, findLine, payDirectly } from '../ledger/ledger.js';
import type { UnitOfWork } from '../platform/run-command.js';
import type { Casework } from './casework.js';

interface DuePayment {
  id: string;
  programCode: string;
  fen: number;
  householdId: string;
  personId: string;
  townshipCode: string;
}

/** What the departments' own books owe in a month that begins on $1: running support, and aid given in that month. */
const DUE = `
  select a.id, a.program_code as "programCode", a.amount_fen as fen, a.household_id as "householdId",
         coalesce(a.person_id, h.head_person_id) as "personId", h.township_code as "townshipCode"
    from aid_record a join household h on h.id = a.household_id
   where a.department_code = $2 and a.amount_fen > 0 and not a.plan_only and a.case_id is null
     and a.granted_on < $1::date + interval '1 month'
     and case a.period when 'monthly' then a.ended_on is null or a.ended_on >= $1::date
                       when 'per_event' then a.granted_on >= $1::date else false end
   order by a.id`;

/** What was paid of monthly aid for a month that begins on $2, on the 10th. */
const PAID = `
  insert into payment_due (schedule_id, position, month, amount_fen, due_on, line_id, status, paid_on)
  select s.id, extract(year from $2::date) * 12 + extract(month from $2::date) - 1, $2::date, s.amount_fen, $2::date,
    (select l.id from budget_line l where l.program_code = s.program_code and l.year = extract(year from $2::date)
      order by l.id limit 1), 'paid', $2::date + 9
  from payment_schedule s where s.aid_record_id = any($1)`;

/**
 * The departments have paid what their books say of this year, month by month up to the one before `day` (YYYY-MM-DD),
 * each on the 10th and from its own line, so that the money pages begin with a year that is under way.
 */
export async function payRunningAid(work: Casework, day: string): Promise<void> {
  const [year, thisMonth] = day.split('-').map(Number) as [number, number];
  const departments = await work.sql<{ code: string }>(
    'select distinct department_code as code from aid_record where case_id is null order by 1',
  );
  for (const { code } of departments) {
    const intoPayments = async (unit: UnitOfWork) => {
      await takeOver(unit, code, `${year}-01-01`);
      return { type: 'Staff', id: unit.actor.staffId };
    };
    await work.act(`manager-${code.toLowerCase()}`, `payments:${code}`, {}, intoPayments);
  }
  for (let month = 1; month < thisMonth; month += 1) {
    const yearMonth = `${year}-${String(month).padStart(2, '0')}`;
    for (const { code } of departments) {
      const payMonth = async (unit: UnitOfWork) => {
        const due = await unit.sql<DuePayment>(DUE, [`${yearMonth}-01`, code]);
        for (const programCode of new Set(due.map((one) => one.programCode))) {
          const line = await findLine(unit.sql, programCode, year);
          if (!line) throw new Error(`No budget line of ${programCode} in ${year}`);
          await payDirectly(unit.sql, {
            lineId: line.id,
            payments: due
              .filter((one) => one.programCode === programCode)
              .map(({ id, fen, householdId, personId, townshipCode }) => ({
                key: `aid:${id}:${yearMonth}`,
                fen,
                refs: { householdId, personId, townshipCode },
              })),
            reason: 'off_package',
            on: `${yearMonth}-10`,
            actorId: unit.actor.staffId,
          });
        }
        await unit.sql(PAID, [due.map(({ id }) => id), `${yearMonth}-01`]);
        return { type: 'Staff', id: unit.actor.staffId };
      };
      await work.act(`manager-${code.toLowerCase()}`, `pay:${yearMonth}:${code}`, {}, payMonth);
    }
  }
}

const CHARITY = 'CHA-02';
/** What the charity's spring round leaves of its yearly line, in fen: less than the year's cases ask for. */
const CHARITY_LEFT = 15_000_00;

/** The charity has given most of its year's money away in spring, so that some of the year's cases wait for the rest. */
export async function spendCharity(work: Casework, day: string): Promise<void> {
  const year = Number(day.slice(0, 4));
  const spend = async (unit: UnitOfWork) => {
    const line = await findLine(unit.sql, CHARITY, year);
    const left = line && (await balances(unit.sql, [line.id])).get(line.id)?.leftFen;
    if (!line || !left) throw new Error(`No budget line of ${CHARITY} in ${year}`);
    await payDirectly(unit.sql, {
      lineId: line.id,
      payments: [{ key: `charity:${year}:spring`, fen: left - CHARITY_LEFT, refs: {} }],
      reason: 'off_package: 春季集中救助',
      on: `${year}-01-20`,
      actorId: unit.actor.staffId,
    });
    return { type: 'Staff', id: unit.actor.staffId };
  };
  await work.act('manager-cha', `charity:${year}`, {}, spend);
}
