import { factByCode } from '@yimen/schema';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { addWorkingDays } from '../../platform/calendar.js';
import { dayOf } from '../../platform/clock.js';
import type { County } from '../../platform/county.js';
import { poolSql, rows } from '../../platform/read.js';
import type { Bilingual, Committee, FactBag } from '../../policy/types.js';
import { CASE_FIELDS } from '../case/case-access.js';
import { difficultyByCode, programsOf } from '../case/difficulties.js';
import { wantedFacts } from '../case/wanted-facts.js';
import { AWAITS_MEETING } from '../declined-item/declined-item.js';
import { loadFactBags } from '../registry/fact-bag.js';
import { type Carried, carriedOver } from './carried-over.js';
import { risksOf, urgencyOf } from './danger.js';
import type { WaitingItem } from './rank-agenda.js';
import { whatIsLacking } from './what-is-lacking.js';

interface Counted {
  unit: string;
  count: number;
}

interface CaseColumns {
  id: string;
  householdId: string;
  beneficiaryId: string;
  difficulty: string;
  requestedOn: string;
  owner: string;
  /** When it was handed to the review. */
  handedAt: Date | null;
  composed: boolean;
  authorised: boolean;
  conflicts: Counted[];
  unanswered: Counted[];
  request: WaitingItem['request'];
}

interface BatchColumns {
  id: string;
  createdAt: Date;
  applications: number;
}

/** The cases and batches that wait for a meeting, as far as the reader may see them. `on` is today, YYYY-MM-DD. */
export async function waitingItems(context: Context, committee: Committee, on: string): Promise<WaitingItem[]> {
  return [
    ...(await waitingCases(context, committee, on)),
    ...(await waitingBatches(context, committee)),
    ...(await waitingDeclined(context, committee)),
  ];
}

async function waitingCases(context: Context, committee: Committee, on: string): Promise<WaitingItem[]> {
  const { county, database, ability } = context;
  const params: unknown[] = [on];
  const access = accessSql(ability, 'read', 'Case', CASE_FIELDS, params);
  const found = await rows<CaseColumns>(
    database.pool,
    `select c.id, c.household_id as "householdId", c.beneficiary_id as "beneficiaryId", c.difficulty,
       c.requested_on as "requestedOn", s.name as owner,
       (select max(e.at) from case_event e where e.case_id = c.id and e.kind = 'review_requested') as "handedAt",
       exists (select 1 from package_item p join aid_package k on k.id = p.package_id where k.case_id = c.id) as composed,
       exists (select 1 from authorisation a where a.household_id = c.household_id and a.valid_until >= $1
         and not exists (select 1 from authorisation_revocation v where v.authorisation_id = a.id)) as authorised,
       (select coalesce(json_agg(f), '[]') from (
          select coalesce(corrector_department, corrector_township, township_code) as unit, count(*)::int as count
            from fact_conflict where household_id = c.household_id and status = 'open' group by 1 order by 1) f) as conflicts,
       (select coalesce(json_agg(q), '[]') from (
          select desk_code as unit, count(*)::int as count from verification_question
           where household_id = c.household_id and status in ('queued', 'waiting') group by 1 order by 1) q) as unanswered,
       (select json_build_object('unit', json_build_object('zh', r.unit_zh, 'en', r.unit_en),
            'requestedOn', r.requested_on, 'dueOn', r.due_on)
          from meeting_request r where r.case_id = c.id and r.held_in is null) as request
     from case_file c join staff s on s.id = c.owner_id
     where c.status = 'awaiting_review' and ${access}`,
    params,
  );
  const subjects = found.map(({ id: caseId, householdId, beneficiaryId: personId }) => ({
    householdId,
    personId,
    caseId,
  }));
  const bags = found.length > 0 ? await loadFactBags(poolSql(database.pool), subjects, on) : [];
  const carried = await carriedOver(database.pool, 'case_id', found);
  return found.map((row, index) => caseItem(county, committee, row, bags[index] ?? {}, carried.get(row.id), on));
}

function caseItem(
  county: County,
  committee: Committee,
  row: CaseColumns,
  facts: FactBag,
  carried: Carried | undefined,
  on: string,
): WaitingItem {
  const { id, requestedOn, handedAt, composed, authorised, owner, request } = row;
  const named = (list: readonly Counted[]) => list.map(({ unit, count }) => ({ unit: unitName(county, unit), count }));
  const readiness = { owner, composed, authorised, unknown: composed ? [] : unknownFacts(county, row, facts, on) };
  return {
    kind: 'case',
    id,
    requestedOn,
    dueOn: handedAt && addWorkingDays(dayOf(handedAt), committee.meetsWithinWorkingDays),
    request,
    urgent: urgencyOf(difficultyByCode(row.difficulty), facts),
    carried: carried ?? null,
    risks: risksOf(facts),
    lacks: whatIsLacking({ ...readiness, conflicts: named(row.conflicts), unanswered: named(row.unanswered) }),
    minutes: committee.minutesPerCase,
  };
}

async function waitingBatches(context: Context, committee: Committee): Promise<WaitingItem[]> {
  const params: unknown[] = [];
  const access = accessSql(context.ability, 'read', 'Batch', {}, params);
  const found = await rows<BatchColumns>(
    context.database.pool,
    `select b.id, b.created_at as "createdAt",
       (select count(*)::int from application a where a.batch_id = b.id) as applications
     from batch b where b.status = 'draft' and ${access}`,
    params,
  );
  const carried = await carriedOver(context.database.pool, 'batch_id', found);
  return found.map(({ id, createdAt, applications }): WaitingItem => {
    const empty = {
      what: { zh: '还没有申请', en: 'no application yet' },
      whom: { zh: '各部门', en: 'the departments' },
    };
    return {
      kind: 'batch',
      id,
      requestedOn: dayOf(createdAt),
      dueOn: null,
      request: null,
      urgent: null,
      carried: carried.get(id) ?? null,
      risks: [],
      lacks: applications > 0 ? [] : [empty],
      minutes: committee.minutesPerBatch,
    };
  });
}

/** What departments declined of adopted packages (R20–R23); a meeting looks at it as soon as at a request. */
async function waitingDeclined(context: Context, committee: Committee): Promise<WaitingItem[]> {
  const { county, database, ability } = context;
  const params: unknown[] = [];
  const access = accessSql(ability, 'read', 'Case', CASE_FIELDS, params);
  const found = await rows<{ id: string; departmentCode: string; programCode: string; decidedAt: Date }>(
    database.pool,
    `select i.id, i.department_code as "departmentCode", i.program_code as "programCode", d.decided_at as "decidedAt"
     from package_item i join aid_package k on k.id = i.package_id join case_file c on c.id = k.case_id
     join department_decision d on d.package_item_id = i.id where ${AWAITS_MEETING} and ${access}`,
    params,
  );
  const carried = await carriedOver(database.pool, 'package_item_id', found);
  return found.map(({ id, departmentCode, programCode, decidedAt }) => {
    const department = county.department(departmentCode).name;
    const program = county.program(programCode)?.name ?? { zh: programCode, en: programCode };
    const declinedOn = dayOf(decidedAt);
    const declined = {
      zh: `${department.zh} ${declinedOn} 对“${program.zh}”不予确认，退回研判`,
      en: `${department.en} declined ${program.en} on ${declinedOn}; it comes back to the meeting`,
    };
    return {
      ...{ kind: 'declined', id, requestedOn: declinedOn, request: null, urgent: null, lacks: [] },
      dueOn: addWorkingDays(declinedOn, committee.meetsWithinWorkingDays),
      carried: carried.get(id) ?? null,
      risks: [declined],
      minutes: committee.minutesPerCase,
    };
  });
}

/** The facts that the programs in question still wait for. */
function unknownFacts(county: County, { difficulty }: CaseColumns, facts: FactBag, on: string): Bilingual[] {
  const kind = difficultyByCode(difficulty);
  if (!kind) return [];
  const { judge, pack } = county.on(on);
  return wantedFacts(judge, kind, programsOf(pack, kind), facts, on).flatMap(({ code }) => {
    const fact = factByCode(code);
    return fact ? { zh: fact.nameZh, en: fact.nameEn } : [];
  });
}

/** A department, a bureau, or a township. */
function unitName(county: County, code: string): Bilingual {
  return county.township(code)?.name ?? county.department(code).name;
}
