import type { AuditQuestion } from '@yimen/schema';
import { recordBankAccount } from '../features/bank-account/record-bank-account.js';
import { changeHousehold } from '../features/household-change/change-household.js';
import { findLine, type LedgerRefs, payDirectly, payFunds } from '../ledger/ledger.js';
import { addDays } from '../platform/calendar.js';
import type { UnitOfWork } from '../platform/run-command.js';
import type { Casework } from './casework.js';
import { leaveOutPapers } from './leave-out-papers.js';

/** How many findings of each question the demo's own mistakes must lead to. */
export type Irregularities = Partial<Record<AuditQuestion, number>>;

/**
 * Plants what an auditor finds in every county, some of each kind, as if departments had kept it in books of their own:
 * the self-audit must find exactly that. Answers how many findings each kind makes; done once. `day` is YYYY-MM-DD.
 */
export async function plantIrregularities(work: Casework, day: string): Promise<Irregularities> {
  if ((await work.sql(`select from command_log where key like 'demo:irregular:%' limit 1`)).length > 0) return {};
  const planted: Irregularities = { missing_papers: await leaveOutPapers(work, day) };
  planted.deceased_paid = await payTheDead(work, day);
  planted.exclusive_pair = await giveTwice(work, day);
  planted.above_loss = await giveAboveLoss(work, day);
  planted.splitting = await split(work, day);
  planted.paid_before_decision = await payUndecided(work);
  planted.no_quorum = await lengthenRoll(work);
  planted.one_person = await composeAndDecide(work);
  planted.rule_version = await judgeByOtherVersion(work);
  planted.shared_account = await shareAccount(work);
  return planted;
}

/** Families without a case, in which somebody gets the program's running aid, the first registered first. */
const WITH_AID = `
  select h.id as "householdId", h.version, h.township_code as "townshipCode", p.id as "personId",
    a.department_code as "departmentCode", a.amount_fen as fen
  from aid_record a join person p on p.id = a.person_id join household h on h.id = p.household_id
  where a.program_code = $1 and a.ended_on is null and a.amount_fen > 0 and not a.plan_only
    and not exists (select from case_file c where c.household_id = h.id)
    and not exists (select from household_event_household e where e.household_id = h.id)
    and (select count(*) from aid_record o where o.person_id = p.id and o.program_code = $1) = 1
  order by h.code, p.id limit 2 offset $2`;

interface Aided {
  householdId: string;
  version: number;
  townshipCode: string;
  personId: string;
  departmentCode: string;
  fen: number;
}

/** Two people died, and the next month was paid all the same. */
async function payTheDead(work: Casework, day: string): Promise<number> {
  const aided = await work.sql<Aided>(WITH_AID, ['MCA-14', 0]);
  for (const [index, { householdId, version, townshipCode, personId, departmentCode, fen }] of aided.entries()) {
    const others = await work.sql<{ id: string; relation: string; head: boolean }>(
      `select p.id, p.relation, h.head_person_id = $2 as head from person p join household h on h.id = p.household_id
       where p.household_id = $1 and p.id <> $2 order by p.birth_date`,
      [householdId, personId],
    );
    const headDied = others.some(({ head }) => head);
    const died = {
      householdId,
      expectedVersion: version,
      kind: 'died',
      effectiveOn: addDays(day, -75 - index),
      reason: '因病去世',
      document: `居民死亡医学证明 ${20_260_220 + index}`,
      people: [{ personId }],
      staying: others.map(({ id, relation }, place) => ({
        personId: id,
        relation: headDied ? (place === 0 ? 'head' : 'other') : relation,
      })),
    };
    await work.act(`clerk-${townshipCode.toLowerCase()}`, `irregular:death:${index}`, died, changeHousehold);
    await act(work, departmentCode, `irregular:pay-dead:${index}`, async (unit) => {
      const on = addDays(day, -20);
      await payDirectly(unit.sql, {
        lineId: await lineOf(unit, 'MCA-14', on),
        payments: [{ key: `irregular:dead:${personId}`, fen, refs: { householdId, personId, townshipCode } }],
        reason: 'off_package: 停发前照发',
        on,
        actorId: unit.actor.staffId,
      });
    });
  }
  return aided.length;
}

/** One allowance entered a second time for the same person. */
async function giveTwice(work: Casework, day: string): Promise<number> {
  const aided = await work.sql<Aided>(WITH_AID, ['MCA-08', 0]);
  for (const { householdId, personId, departmentCode, fen } of aided) {
    await act(work, departmentCode, `irregular:twice:${personId}`, (unit) =>
      enterAid(unit, {
        householdId,
        personId,
        programCode: 'MCA-08',
        departmentCode,
        fen,
        period: 'monthly',
        on: addDays(day, -150),
      }),
    );
  }
  return aided.length;
}

/** Charity gave more than was left of the loss. */
async function giveAboveLoss(work: Casework, day: string): Promise<number> {
  const files = await work.sql<{ id: string; householdId: string; personId: string; fen: number }>(
    `select c.id, c.household_id as "householdId", c.beneficiary_id as "personId",
       (c.cost_fen - c.insurance_paid_fen + 100000)::bigint as fen
     from case_file c where c.status = 'settled' and c.cost_fen > c.insurance_paid_fen order by c.number limit 2`,
  );
  for (const { id: caseId, fen, ...person } of files) {
    await act(work, 'CHA', `irregular:above:${caseId}`, (unit) =>
      enterAid(unit, {
        ...person,
        caseId,
        programCode: 'CHA-02',
        departmentCode: 'CHA',
        fen,
        period: 'once',
        on: addDays(day, -10),
      }),
    );
  }
  return files.length;
}

/** Twice 1,800 yuan within ten days. */
async function split(work: Casework, day: string): Promise<number> {
  const families = await work.sql<Aided>(WITH_AID, ['MCA-08', 2]);
  for (const { householdId, personId } of families) {
    await act(work, 'MCA', `irregular:split:${householdId}`, async (unit) => {
      const award = {
        householdId,
        personId,
        programCode: 'MCA-05',
        departmentCode: 'MCA',
        fen: 180_000,
        period: 'per_event',
      };
      for (const days of [52, 42]) await enterAid(unit, { ...award, on: addDays(day, -days) });
    });
  }
  return families.length;
}

/** A department sent what it had not decided on yet. */
async function payUndecided(work: Casework): Promise<number> {
  const items = await work.sql<
    { id: string; programCode: string; departmentCode: string; fen: number; on: string } & LedgerRefs
  >(
    `select i.id, i.program_code as "programCode", i.department_code as "departmentCode", i.amount_fen as fen,
       k.decision_date as on, c.id as "caseId", c.household_id as "householdId", c.beneficiary_id as "personId",
       c.township_code as "townshipCode"
     from package_item i join aid_package k on k.id = i.package_id join case_file c on c.id = k.case_id
     where i.status = 'committed' and i.amount_fen > 0 and not i.plan_only and i.program_code <> 'MCA-04' and not exists (
       select from ledger_transfer t join ledger_account a on a.id = t.credit_account_id
       where t.package_item_id = i.id and a.kind = 'paid')
     order by c.number, i.position limit 2`,
  );
  for (const { id, programCode, departmentCode, fen, on: decidedOn, ...family } of items) {
    await act(work, departmentCode, `irregular:undecided:${id}`, async (unit) => {
      await payFunds(unit.sql, {
        key: `irregular:undecided:${id}`,
        lineId: await lineOf(unit, programCode, decidedOn),
        fen,
        refs: { ...family, packageItemId: id },
        reason: 'off_package: 提前发放',
        on: addDays(decidedOn, -2),
        actorId: unit.actor.staffId,
      });
    });
  }
  return items.length;
}

/** On the roll of a meeting stand members who never voted. */
async function lengthenRoll(work: Casework): Promise<number> {
  const [meeting] = await work.sql<{ id: string; items: number }>(
    `select m.id, count(i.id)::int as items from review_meeting m join agenda_item i on i.meeting_id = m.id
     where m.status = 'closed' and i.status = 'adopted' group by m.id order by count(i.id), m.number limit 1`,
  );
  if (!meeting) return 0;
  await act(work, 'MCA', 'irregular:roll', async (unit) => {
    await unit.sql(
      `insert into meeting_member (meeting_id, staff_id, role, present)
       select $1, s.id, 'member', false from staff s where s.role = 'member' and s.active on conflict do nothing`,
      [meeting.id],
    );
  });
  return meeting.items;
}

/** Of the program's manager stands on a package that he composed it, and he decided on its item. */
async function composeAndDecide(work: Casework): Promise<number> {
  const [found] = await work.sql<{ packageId: string; staffId: string; decisions: number }>(
    `select k.id as "packageId", d.decided_by as "staffId", count(*)::int as decisions
     from aid_package k join package_item i on i.package_id = k.id join department_decision d on d.package_item_id = i.id
     where d.outcome = 'confirmed' group by k.id, d.decided_by order by k.decision_date desc, k.id, d.decided_by limit 1`,
  );
  if (!found) return 0;
  await act(work, 'MCA', 'irregular:composer', async (unit) => {
    await unit.sql('update aid_package set composed_by = $2 where id = $1', [found.packageId, found.staffId]);
  });
  return found.decisions;
}

/** An item was judged by a version of the rule that was never published. */
async function judgeByOtherVersion(work: Casework): Promise<number> {
  const [item] = await work.sql<{ id: string }>(
    `select i.id from package_item i join aid_package k on k.id = i.package_id
     where i.status = 'committed' and i.rule_version = 1 order by k.decision_date, i.id limit 1`,
  );
  if (!item) return 0;
  await act(work, 'MCA', 'irregular:rule', async (unit) => {
    await unit.sql(`update package_item set verdict = jsonb_set(verdict, '{ruleVersion}', '2') where id = $1`, [
      item.id,
    ]);
  });
  return 1;
}

/** Three families gave one account. */
async function shareAccount(work: Casework): Promise<number> {
  const families = [
    ...(await work.sql<Aided>(WITH_AID, ['MCA-08', 4])),
    ...(await work.sql<Aided>(WITH_AID, ['MCA-08', 6])),
  ].slice(0, 3);
  for (const { personId } of families) {
    const account = {
      personId,
      bank: '县农商银行',
      holder: '代领人',
      bankAccount: '6230270100009900000',
      reason: '由村干部代领',
    };
    await work.act('clerk-hall', `irregular:account:${personId}`, account, recordBankAccount);
  }
  return new Set(families.map(({ householdId }) => householdId)).size > 1 ? 1 : 0;
}

interface Entry {
  householdId: string;
  personId: string;
  caseId?: string;
  programCode: string;
  departmentCode: string;
  fen: number;
  period: string;
  on: string;
}

/** A department's own book says that it gave aid. */
async function enterAid({ sql }: UnitOfWork, entry: Entry): Promise<void> {
  await sql(
    `insert into aid_record (household_id, person_id, case_id, program_code, department_code, amount_fen, period, granted_on,
       source) values ($1, $2, $3, $4, $5, $6, $7, $8, '部门手工台账')`,
    [
      entry.householdId,
      entry.personId,
      entry.caseId ?? null,
      entry.programCode,
      entry.departmentCode,
      entry.fen,
      entry.period,
      entry.on,
    ],
  );
}

async function lineOf({ sql }: UnitOfWork, programCode: string, on: string): Promise<string> {
  const line = await findLine(sql, programCode, Number(on.slice(0, 4)));
  if (!line) throw new Error(`No budget line of ${programCode} on ${on}`);
  return line.id;
}

/** Does something as the manager of a department, once. */
function act(
  work: Casework,
  department: string,
  step: string,
  deed: (unit: UnitOfWork) => Promise<void>,
): Promise<string> {
  const input = { step };
  const done = async (unit: UnitOfWork) => {
    await deed(unit);
    return { type: 'Staff', id: unit.actor.staffId };
  };
  return work.act(`manager-${department.toLowerCase()}`, step, input, done, 'plantIrregularity');
}
