import { FACTS } from '@yimen/schema';
import { assessCase } from '../features/aid-package/assess-case.js';
import { composeDraft } from '../features/aid-package/compose-package.js';
import { createBatch } from '../features/batch/create-batch.js';
import { submitBatchApplications } from '../features/batch/submit-applications.js';
import { openCase } from '../features/case/open-case.js';
import { requestReview } from '../features/case/request-review.js';
import { decidePackageItem } from '../features/department-decision/decide-package-item.js';
import { recordFacts } from '../features/registry/record-facts.js';
import { registerHousehold } from '../features/registry/register-household.js';
import { adoptItem, refuseItem } from '../features/review-meeting/decide-item.js';
import { planMeeting } from '../features/review-meeting/plan-meeting.js';
import { closeMeeting, openMeeting, takeItem } from '../features/review-meeting/run-meeting.js';
import { castVote, recordOpinion } from '../features/review-meeting/speak-and-vote.js';
import { findLine, payFunds } from '../ledger/ledger.js';
import { addDays } from '../platform/calendar.js';
import type { Program } from '../policy/types.js';
import type { Casework } from './casework.js';
import { FRESHMEN } from './freshmen.js';
import { IdNumbers } from './identity.js';
import { KNOWN_FAMILIES, type KnownFamily } from './known-families.js';

const HALL = 'clerk-hall';

/** A birth date on which somebody is `age` years old on a day. */
function bornFor(age: number, on: string): string {
  return addDays(`${Number(on.slice(0, 4)) - age}${on.slice(4)}`, -40);
}

/** Registers the families that real cases stand behind, with what was known of them before they asked for help. */
export async function registerKnownFamilies(work: Casework, today: string): Promise<void> {
  const ids = new IdNumbers(400);
  for (const family of KNOWN_FAMILIES) await registerFamily(work, family, ids, today);
}

async function registerFamily(work: Casework, family: KnownFamily, ids: IdNumbers, today: string): Promise<void> {
  const township = work.county.township(family.townshipCode);
  const village = township?.villages.find((one) => one.name === family.villageName) ?? township?.villages[0];
  if (!village) throw new Error(`No village for ${family.step}`);
  const householdId = await work.act(
    HALL,
    `family:${family.step}`,
    {
      townshipCode: family.townshipCode,
      villageCode: village.code,
      address: family.address,
      areaType: family.areaType,
      members: family.people.map((one) => ({
        name: one.name,
        idNumber: ids.next(bornFor(one.age, today), one.sex),
        relation: one.relation,
      })),
    },
    registerHousehold,
  );
  const person = await work.row<{ id: string }>('select id from person where household_id = $1 and name = $2', [
    householdId,
    family.people[family.personIndex]?.name,
  ]);
  const scopes = new Map(FACTS.map((fact) => [fact.code, fact.scope]));
  const facts = Object.entries(family.facts).map(([code, value]) => ({
    code,
    value,
    personId: scopes.get(code) === 'person' ? person.id : null,
    source: '核对报告',
    observedOn: addDays(today, -20),
    verified: true,
  }));
  await work.act(HALL, `family:${family.step}:facts`, { householdId, facts }, recordFacts);
}

/** The freshmen batch of this year's August: 193 applications of seven departments, ready for a meeting. */
export async function fileFreshmen(work: Casework, today: string): Promise<void> {
  const year = today.slice(0, 4);
  const ids = new IdNumbers(400);
  const batchId = await work.act(
    'chair',
    'freshmen',
    { title: `${year}年困难大学新生助学`, groupCode: 'G_FRESHMAN', decisionDate: `${year}-08-25` },
    createBatch,
  );
  const villages = work.county.pack.townships.flatMap((township) => township.villages);
  const students = [...new Set(FRESHMEN.map((one) => one.student))];
  const idNumbers = new Map(
    students.map((student, index) => [
      student,
      ids.next(`${Number(year) - 18}-0${1 + (index % 7)}-${10 + (index % 15)}`, index % 2 ? 'female' : 'male'),
    ]),
  );
  for (const [department, own] of Map.groupBy(
    FRESHMEN,
    (one) => work.county.program(one.programCode)?.department ?? '',
  )) {
    const applicants = own.map((one) => {
      const index = students.indexOf(one.student);
      return {
        member: {
          name: `${'王李张刘陈杨赵黄周吴'[index % 10]}某${'明华强芳军丽敏静伟磊洋艳'[index % 12]}`,
          idNumber: idNumbers.get(one.student) as string,
          relation: 'head',
        },
        villageCode: villages[(index * 13) % villages.length]?.code as string,
        programCode: one.programCode,
        appliedOn: `${year}-${one.day}`,
        amount: one.yuan,
        facts: [
          { code: 'enrolled_university_this_year', value: true },
          { code: 'admission_level', value: one.admissionLevel },
        ],
      };
    });
    await work.act(
      `manager-${department.toLowerCase()}`,
      `freshmen:${department}`,
      { batchId, applicants },
      submitBatchApplications,
    );
  }
}

interface Candidate {
  householdId: string;
  personId: string;
  cost: number;
  paid: number;
}

type Stage = 'open' | 'awaiting' | 'refused' | 'adopted' | 'settled';

const STAGES: readonly Stage[] = [
  'settled',
  'settled',
  'adopted',
  'settled',
  'refused',
  'awaiting',
  'settled',
  'adopted',
  'open',
];
const STORIES = [
  '今年查出重病,住院治疗花费大',
  '长期透析,家中无积蓄',
  '手术后仍需复查用药,收入中断',
  '主要劳动力患病,家庭支出骤增',
];

/** Medical cases of ill people in low-income households, over the last months, in every stage. */
export async function playCases(work: Casework, today: string, count: number): Promise<void> {
  const candidates = await work.rows<Candidate>(
    `select distinct on (h.township_code, h.id) h.id as "householdId", p.id as "personId", f.med_total_12m::float as cost, f.med_insurance_paid_12m::float as paid
       from household h join household_facts hf on hf.household_id = h.id join person p on p.household_id = h.id join person_facts f on f.person_id = p.id
      where f.serious_illness and f.insured_medical and f.hukou_in_county and hf.hh_dibao_status in ('urban', 'rural')
        and f.med_total_12m > 0 and f.med_insurance_paid_12m is not null and f.med_oop_compliant_12m is not null
      order by h.township_code, h.id`,
    [],
  );
  const spread = candidates
    .filter((_one, index) => index % Math.max(1, Math.floor(candidates.length / count)) === 0)
    .slice(0, count);
  for (const [index, candidate] of spread.entries()) {
    const day = addDays(today, -7 - Math.floor((spread.length - index - 1) * (300 / count)));
    await playCase(work, candidate, STAGES[index % STAGES.length] as Stage, index, day);
  }
}

async function playCase(work: Casework, candidate: Candidate, stage: Stage, index: number, day: string): Promise<void> {
  const step = `case:${index}`;
  const caseId = await work.act(
    HALL,
    step,
    {
      householdId: candidate.householdId,
      beneficiaryId: candidate.personId,
      difficulty: 'medical',
      whatHappened: STORIES[index % STORIES.length] as string,
      since: addDays(day, -60),
      requestedOn: day,
      cost: String(candidate.cost),
      insurancePaid: String(candidate.paid),
      facts: ['same_event_aided', 'temp_aid_count_year'].map((code) => ({
        code,
        value: code === 'same_event_aided' ? false : 0,
        observedOn: day,
        source: '受理登记',
      })),
    },
    openCase,
  );
  if (stage === 'open') return;
  await work.act(
    HALL,
    `${step}:review`,
    { caseId, expectedVersion: await version(work, 'case_file', caseId) },
    requestReview,
  );
  if (stage === 'awaiting') return;
  const meetingDay = addDays(day, 3);
  if (stage !== 'refused') {
    const selections = await fittingPrograms(work, caseId, meetingDay);
    await work.act(
      'chair',
      `${step}:package`,
      { caseId, expectedVersion: 0, decisionDate: meetingDay, selections },
      composeDraft,
    );
  }
  await holdMeeting(work, step, caseId, meetingDay, stage === 'refused' ? 'refuse' : 'adopt');
  if (stage !== 'refused') await decide(work, step, caseId, stage === 'adopted', meetingDay);
}

async function version(
  work: Casework,
  table: 'case_file' | 'review_meeting' | 'agenda_item',
  id: string,
): Promise<number> {
  return (await work.row<{ version: number }>(`select version from ${table} where id = $1`, [id])).version;
}

/** The medical and supplementary programs that fit a case, by their own rules. */
async function fittingPrograms(
  work: Casework,
  caseId: string,
  on: string,
): Promise<{ programCode: string; planOnly: boolean }[]> {
  const file = await work.row<{
    id: string;
    householdId: string;
    beneficiaryId: string;
    costFen: number;
    insurancePaidFen: number;
  }>(
    `select id, household_id as "householdId", beneficiary_id as "beneficiaryId", cost_fen as "costFen", insurance_paid_fen as "insurancePaidFen" from case_file where id = $1`,
    [caseId],
  );
  const { verdicts } = await assessCase(work.sql, work.county, file, on, []);
  const wanted = new Set(['MIA-02', 'MCA-05', 'RC-01', 'CHA-02', 'WF-01', 'VET-01']);
  return verdicts
    .filter((verdict) => verdict.outcome === 'ELIGIBLE' && wanted.has(verdict.programCode) && verdict.amount.fen !== 0)
    .map((verdict) => ({ programCode: verdict.programCode, planOnly: verdict.programCode === 'RC-01' }));
}

async function holdMeeting(
  work: Casework,
  step: string,
  caseId: string,
  day: string,
  outcome: 'adopt' | 'refuse',
): Promise<void> {
  const members = ['mca', 'mia', 'rc', 'dpf'].map((code) => `member-${code}`);
  const memberIds = await Promise.all(members.map(async (username) => (await work.actor(username)).staffId));
  const meetingId = await work.act(
    'chair',
    `${step}:meeting`,
    {
      title: `${day.slice(0, 7)} 综合研判会`,
      scheduledAt: `${day} 09:00`,
      place: '融救助中心会议室',
      memberIds,
      caseIds: [caseId],
      batchIds: [],
    },
    planMeeting,
  );
  await work.act(
    'chair',
    `${step}:open`,
    { meetingId, expectedVersion: await version(work, 'review_meeting', meetingId) },
    openMeeting,
  );
  const item = await work.row<{ id: string; version: number }>(
    'select id, version from agenda_item where meeting_id = $1',
    [meetingId],
  );
  await work.act('chair', `${step}:take`, { itemId: item.id, expectedVersion: item.version }, takeItem);
  const choice = outcome === 'adopt' ? 'for' : 'against';
  const text = outcome === 'adopt' ? '情况属实,同意按方案救助。' : '经核实不属于本次救助范围。';
  await work.act(
    members[0] as string,
    `${step}:opinion`,
    { itemId: item.id, stance: outcome === 'adopt' ? 'support' : 'oppose', text },
    recordOpinion,
  );
  for (const username of members)
    await work.act(username, `${step}:vote:${username}`, { itemId: item.id, choice }, castVote);
  const input = { itemId: item.id, expectedVersion: await version(work, 'agenda_item', item.id) };
  if (outcome === 'adopt') await work.act('chair', `${step}:adopt`, input, adoptItem);
  else await work.act('chair', `${step}:refuse`, { ...input, reason: '经核实,费用已由其他渠道全额承担' }, refuseItem);
  await work.act(
    'chair',
    `${step}:close`,
    { meetingId, expectedVersion: await version(work, 'review_meeting', meetingId) },
    closeMeeting,
  );
}

/** Departments confirm; of a case still `partly` decided the last one has not yet. Confirmed one-off money was sent since. */
async function decide(work: Casework, step: string, caseId: string, partly: boolean, day: string): Promise<void> {
  const items = await work.rows<{
    id: string;
    departmentCode: string;
    programCode: string;
    amountFen: number | null;
    planOnly: boolean;
  }>(
    `select i.id, i.department_code as "departmentCode", i.program_code as "programCode", i.amount_fen as "amountFen", i.plan_only as "planOnly"
       from package_item i join aid_package k on k.id = i.package_id where k.case_id = $1 order by i.position`,
    [caseId],
  );
  for (const item of partly ? items.slice(0, -1) : items) {
    const username = `manager-${item.departmentCode.toLowerCase()}`;
    await work.act(
      username,
      `${step}:decide:${item.programCode}`,
      { packageItemId: item.id, outcome: 'confirmed' },
      decidePackageItem,
    );
    if (!partly && !item.planOnly && item.amountFen)
      await pay(work, step, username, { ...item, amountFen: item.amountFen }, caseId, addDays(day, 5));
  }
}

async function pay(
  work: Casework,
  step: string,
  username: string,
  item: { id: string; programCode: string; amountFen: number },
  caseId: string,
  on: string,
): Promise<void> {
  const program = work.county.program(item.programCode) as Program;
  await work.act(username, `${step}:pay:${item.programCode}`, { itemId: item.id }, async (unit) => {
    const line = await findLine(unit.sql, program.code, Number(on.slice(0, 4)));
    const [file] = await unit.sql<{ householdId: string; personId: string; townshipCode: string }>(
      'select household_id as "householdId", beneficiary_id as "personId", township_code as "townshipCode" from case_file where id = $1',
      [caseId],
    );
    if (line && file) {
      const refs = { caseId, packageItemId: item.id, ...file };
      await payFunds(unit.sql, {
        key: `item:${item.id}:pay`,
        lineId: line.id,
        fen: item.amountFen,
        reason: 'paid',
        refs,
        on,
        actorId: unit.actor.staffId,
      });
    }
    return { type: 'PackageItem', id: item.id };
  });
}
