import { startJob } from '@yimen/api/features/job/start-job.js';
import { openIdNumber, openPhone, type SealedPerson } from '@yimen/api/features/registry/sealed-identity.js';
import { today } from '@yimen/api/platform/clock.js';
import type { Vault } from '@yimen/api/platform/vault.js';
import { line, monitored } from '../lists/lists.js';
import { type Client, key, type Office } from '../testkit/client.js';
import { syntheticIdNumber } from '../testkit/people.js';
import { attempt } from './attempt.js';
import { Casework, DECISION_DATE, type Discussion, SELECTIONS } from './casework.js';
import type { RecordRoom, TestOffice } from './test-office.js';

/** Sends a mutation that must succeed; answers the id of what it made. */
export async function act(client: Client, mutation: string, input: object): Promise<string> {
  const answer = await attempt(client, mutation, { key: key(), ...input });
  if (!answer.id) throw new Error(`${mutation}: ${JSON.stringify(answer)}`);
  return answer.id;
}

/** Applications of two departments for the freshmen's batch; the first two are of one student. */
export function freshmen(villageCode: string) {
  const applicant = (index: number, programCode: string, amount: string) => ({
    member: {
      name: `学生乙${index}号`,
      idNumber: syntheticIdNumber('2004-06-15', 'female', 100 + index),
      relation: 'head',
    },
    villageCode,
    programCode,
    appliedOn: '2022-08-01',
    amount,
    facts: [{ code: 'admission_level', value: 'undergraduate' }],
  });
  return {
    CYL: [applicant(1, 'CYL-01', '5000'), applicant(2, 'CYL-01', '5000')],
    EDU: [applicant(1, 'EDU-04', '2000'), applicant(3, 'EDU-04', '2000')],
  };
}

/**
 * Fills an empty county: in two townships cases of every stage, from just recorded to settled and refused, a household
 * without a case and one with two, a batch of two departments that one of them has confirmed, a screening, and long work that waits.
 */
export async function fillCounty({ office, records, work }: TestOffice): Promise<Casework> {
  const casework = await Casework.begin(office);
  const [here = '', there = ''] = casework.county.townships.map(({ code }) => code);
  const chair = await office.as('chair');
  const decide = async (department: string, packageItemId: string | undefined, outcome: string) =>
    act(await office.as('member', department), 'decidePackageItem', {
      packageItemId,
      outcome,
      reason: outcome === 'declined' ? '材料不符合规定' : undefined,
    });
  const say = async ({ itemId }: Discussion) => {
    await act(chair, 'recordOpinion', { itemId, stance: 'support', text: '同意' });
    await act(chair, 'askItemQuestion', { itemId, text: '材料齐了吗？' });
    const [question] = await records.rows<{ id: string }>('select id from item_question where agenda_item_id = $1', [
      itemId,
    ]);
    await act(chair, 'answerItemQuestion', { questionId: question?.id, text: '齐了' });
  };

  await act(chair, 'declareTie', { villageCode: casework.place(here).villageCode });
  const quiet = await casework.register(there);
  await nameCarer(office, quiet.householdId);
  for (const { personId } of [quiet, await casework.register(here)]) {
    await act(await office.as('clerk'), 'revealIdentity', { personId, purpose: 'check_card' });
  }
  await registerTwins(casework, here, there);
  await casework.openCase(here);
  const applied = await casework.openCase(there);
  await act(await office.as('clerk'), 'applyForProgram', { caseId: applied.caseId, programCode: 'RC-01' });
  const composed = await casework.compose(there);
  // MIA's program was in the package, and was dropped again.
  await act(chair, 'composePackage', {
    caseId: composed.caseId,
    expectedVersion: composed.packageVersion,
    decisionDate: DECISION_DATE,
    selections: SELECTIONS.filter(({ programCode }) => programCode !== 'MIA-02'),
  });
  await act(await office.as('clerk'), 'requestMeeting', { caseId: composed.caseId, reason: '病情加重，等不到例会' });
  const partly = await casework.adopt(here);
  // The same family asks for something else, which nobody has been told of yet.
  await act(await office.as('clerk'), 'openCase', {
    householdId: partly.householdId,
    beneficiaryId: partly.personId,
    difficulty: 'education',
    whatHappened: '孩子上学困难',
    since: '2022-06-01',
    requestedOn: '2022-06-24',
  });
  await decide('MIA', partly.items.get('MIA-02'), 'confirmed');
  const wholly = await casework.adopt(there);
  await decide('MIA', wholly.items.get('MIA-02'), 'confirmed');
  await decide('MCA', wholly.items.get('MCA-05'), 'declined');
  await decide('RC', wholly.items.get('RC-01'), 'confirmed');
  // No program of MCA was in question; its refusal is MCA's to tell all the same.
  const onThePlan = SELECTIONS.filter(({ planOnly }) => planOnly);
  const refused = await casework.discuss(4, here, onThePlan);
  await nameCarer(office, refused.householdId);
  await say(refused);
  await act(chair, 'refuseItem', {
    itemId: refused.itemId,
    expectedVersion: refused.itemVersion,
    reason: '不符合救助条件',
  });
  // Whoever sits in a member's place sees what is before the meeting.
  const sitting = await casework.discuss(0, there, onThePlan);
  await act(chair, 'nameSubstitute', {
    meetingId: sitting.meetingId,
    memberId: (await office.as('member', 'MIA')).staffId,
    substituteId: (await office.as('manager', 'MIA')).staffId,
    reason: '出差',
  });
  const split = await casework.discuss(0, here, onThePlan);
  await act(chair, 'deferItem', {
    itemId: split.itemId,
    expectedVersion: split.itemVersion,
    reason: '情况复杂，交小组研究',
    tasks: [{ title: '补齐发票', assigneeId: (await office.as('member', 'MCA')).staffId, dueOn: '2027-12-01' }],
    subgroup: {
      memberIds: [(await office.as('member', 'RC')).staffId],
      question: '能否再报销？',
      dueOn: '2027-12-01',
    },
  });
  await decideFreshmen(casework, here);
  await writeRules(casework);
  await act(chair, 'startScreening', {});
  await act(chair, 'startSelfAudit', {});
  await work();
  await verify({ office, records, work }, [partly.householdId, applied.householdId], refused.householdId);
  await matchLists(casework, work, here, there);
  await moveOnRegister(casework, here, there);
  await askForJobs(records, office, here);
  await askForRehearsals(office, records);
  await uploadImports(office);
  await reviewPackages(records);
  await claimBack(records);
  await payOut({ office, records, work });
  await recalculate(records);
  await askForBudgets(office, records);
  await appraise(office, records);
  await giveDonations(office, records);
  await keepStock(office);
  await keepReserve(office, records);
  const told = { year: 2022, expectedVersion: 0, newRevenue: '100', livelihood: '71', document: '决算' };
  await act(await office.asUser('finance'), 'recordLivelihood', told);
  // The line of the one item that waits for its department was short.
  await records.rows(
    `update package_item set hold = 'short' where status = 'awaiting_decision' and program_code = 'MCA-05'`,
  );
  await records.rows(
    `insert into waiting_call (application_id, program_code, department_code, year, amount_fen, since, urgent, outcome, called_by)
     select id, program_code, department_code, 2022, amount_fen, applied_on, false, 'taken_in', created_by
     from application where batch_id is not null order by id limit 1`,
  );
  await act(await office.asUser('leader'), 'shareFunding', { title: '常委会', year: 2022, hours: 8 });
  return casework;
}

/** A recalculation of the program whose monthly aid waits, with that aid in it. */
async function recalculate(records: TestOffice['records']): Promise<void> {
  await records.rows(
    `with made as (
       insert into recalculation (department_code, program_code, cause, source, from_month, pays_arrears, status, made_by)
       select s.department_code, s.program_code, 'yearly', '年度复核', '2022-08-01', true, 'draft', f.id
       from payment_schedule s join staff f on f.department_code = s.department_code and f.role = 'manager'
       where s.kind = 'monthly' order by s.id limit 1 returning id, program_code)
     insert into recalculation_row (recalculation_id, schedule_id, kind, before_fen, months_left)
     select made.id, s.id, 'waits', 100, 5 from made join payment_schedule s using (program_code) where s.kind = 'monthly'`,
  );
}

/** A batch of the health insurance with a payment, one that could not be made, and an answer; and what was handed out. */
async function payOut({ office, records, work }: Pick<TestOffice, 'office' | 'records' | 'work'>): Promise<void> {
  const manager = await office.as('manager', 'MIA');
  const batchId = await act(manager, 'makePaymentBatch', { kind: 'ad_hoc', month: '2022-07' });
  await work();
  await records.rows(
    `insert into payment_line (batch_id, due_id, account_id, amount_fen, township_code)
     select b.batch_id, b.due_id, (select id from person_account order by id limit 1), d.amount_fen, 'T01'
     from payment_problem b join payment_due d on d.id = b.due_id where b.batch_id = $1 order by d.id limit 1`,
    [batchId],
  );
  await records.rows(
    `insert into payment_result (batch_id, file_name, checksum, rows, status, uploaded_by) values ($1, 'a.csv', 'a', '[]', 'refused', $2)`,
    [batchId, manager.staffId],
  );
  await records.rows(
    `with made as (insert into payment_schedule (aid_record_id, department_code, program_code, kind, amount_fen, starts_on,
         status, reason)
       select id, department_code, program_code, 'monthly', 100, date_trunc('month', granted_on), 'suspended', '核查'
       from aid_record where period = 'monthly' and not plan_only and not exists (select from payment_schedule s where s.aid_record_id = aid_record.id)
       order by id limit 1 returning id)
     insert into payment_due (schedule_id, position, month, amount_fen, due_on, status)
     select id, 24266, '2022-03-01', 100, '2022-03-01', 'short' from made`,
  );
  await records.rows(
    `insert into payment_delivery (due_id, delivered_on, quantity, signed_by, recorded_by)
     select id, '2022-07-01', 1, '本人', $1 from payment_due`,
    [manager.staffId],
  );
}

/** Families are asked how aid was, and a year is closed with an objection, an annex, and readers. */
async function appraise(office: Office, records: RecordRoom): Promise<void> {
  const clerk = await office.as('clerk');
  await records.rows(
    `insert into satisfaction_asking (aid_record_id, received_on, due_on)
     select id, '2022-07-01', '2022-07-20' from aid_record where package_item_id is not null`,
  );
  await records.rows(
    `insert into satisfaction_answer (asking_id, outcome, manner, asked_by)
     select id, 'refused', 'phone', $1 from satisfaction_asking`,
    [clerk.staffId],
  );
  const [leader, manager] = [await office.asUser('leader'), await office.as('manager', 'MIA')];
  await act(manager, 'stateAppraisalObjection', { year: 2022, department: 'MIA', text: '省级平台停机两周' });
  const reportId = await act(leader, 'closeAppraisal', { year: 2022 });
  await act(leader, 'annexAppraisal', { reportId, text: '预算数以决算为准' });
  await act(leader, 'openAppraisal', { year: 2022, purpose: 'cadre' });
  await act(leader, 'openAppraisal', { year: 2022, department: 'MIA', measure: 'joint', purpose: 'supervision' });
  await act(manager, 'openAppraisal', { year: 2022, measure: 'on_time', purpose: 'own_work' });
}

/** Two lines are to be closed: a department asks for one, the finance bureau for another, and drafts next year's budget. */
async function askForBudgets(office: Office, records: RecordRoom): Promise<void> {
  const ask = async (username: string, programCode: string) => {
    const [line] = await records.rows<{ id: string }>(
      'select id from budget_line where program_code = $1 and year = 2022',
      [programCode],
    );
    const input = { lineId: line?.id, kind: 'close', reason: '结转结余', document: '县财〔2023〕1号' };
    return act(await office.asUser(username), 'askForBudget', input);
  };
  await ask('manager-edu', 'EDU-02');
  await ask('finance', 'RC-02');
  const year = new Date().getFullYear() + 1;
  await act(await office.asUser('finance'), 'saveBudgetPlan', {
    year,
    expectedVersion: 0,
    rows: [],
    document: '',
    submit: false,
  });
}

/** Two organisations are given money this year, one of them with a wish. */
async function giveDonations(office: Office, records: RecordRoom): Promise<void> {
  for (const [code, programCode] of [
    ['rc', 'RC-01'],
    ['cyl', 'CYL-01'],
  ] as const) {
    const [line] = await records.rows<{ id: string }>(
      'select id from budget_line where program_code = $1 and year = extract(year from now())',
      [programCode],
    );
    await act(await office.asUser(`manager-${code}`), 'recordDonation', {
      lineId: line?.id,
      source: 'person',
      donor: '李某善',
      publishesName: false,
      amount: '500',
      receivedOn: today(),
      document: '银行回单 7',
      wish: code === 'rc' ? { words: '只用于儿童', rule: '年龄 <= 18' } : null,
    });
  }
}

/** Two organisations keep goods, and have counted them. */
async function keepStock(office: Office): Promise<void> {
  for (const code of ['rc', 'cyl']) {
    const keeper = await office.asUser(`manager-${code}`);
    const goods = { expectedVersion: 0, name: '大米', unit: '袋', value: '60', lowQuantity: 1 };
    const itemId = await act(keeper, 'saveStockItem', goods);
    const gift = { source: 'anonymous', publishesName: false };
    const lines = [{ itemId, quantity: 3 }];
    await act(keeper, 'receiveGoods', { gift, receivedOn: today(), document: '交接单', lines });
    if (code === 'cyl') await act(keeper, 'countStock', { lines: [{ itemId, counted: 3 }] });
  }
}

/** Two townships were advanced money and paid a household of their own. */
async function keepReserve(office: Office, records: RecordRoom): Promise<void> {
  const [line] = await records.rows<{ id: string }>(
    `select id from budget_line where program_code = 'MCA-04' and year = extract(year from now())`,
  );
  const households = await records.rows<{ code: string; township: string }>(
    `select distinct on (township_code) code, township_code as township from household
     where dissolved_on is null and head_person_id is not null order by township_code, id limit 2`,
  );
  for (const { code: householdCode, township } of households) {
    const asked = {
      lineId: line?.id,
      kind: 'advance',
      amount: '1000',
      townshipCode: township,
      reason: '拨付',
      document: '文',
    };
    const requestId = await act(await office.as('manager', 'MCA'), 'askForBudget', asked);
    const decision = { requestId, expectedVersion: 1, outcome: 'approve' };
    await act(await office.asUser('finance'), 'decideBudgetRequest', decision);
    const people = { confirmedBy: '村主任', approvedBy: '乡长', signedBy: '本人' };
    const use = { householdCode, amount: '100', reason: 'accident', whatHappened: '火灾', paidOn: today(), ...people };
    await act(await office.asUser(`clerk-${township.toLowerCase()}`), 'payFromReserve', use);
  }
}

/** Every package that was adopted has a review that finds something. */
async function reviewPackages(records: RecordRoom): Promise<void> {
  const item = {
    programCode: 'MIA-02',
    period: 'per_event',
    months: [{ month: '2022-06', decidedFen: 700000, dueFen: 840000 }],
    overFen: 0,
    underFen: 140000,
    lastDueFen: 840000,
    remedy: { kind: 'pay_difference', fen: 140000, monthlyFen: null, months: null },
    facts: [{ code: 'hh_income_month', value: 400, former: 300, observedOn: '2022-06-23', recordedOn: '2022-07-01' }],
    rulesFrom: null,
  };
  await records.rows(
    `insert into package_review (package_id, case_id, cause, through, over_fen, under_fen, items, status)
     select id, case_id, 'facts', '2026-01-01', 0, 140000, $1::jsonb, 'open' from aid_package where status = 'adopted'`,
    [JSON.stringify([item])],
  );
}

/** Of whatever departments have confirmed something was too much: a part has come, and another plan is asked for. */
async function claimBack(records: RecordRoom): Promise<void> {
  await records.rows(
    `with given as (select i.id as item, k.case_id, a.id as aid, a.household_id, a.person_id, a.program_code, a.department_code,
         h.township_code
       from aid_record a join package_item i on i.id = a.package_item_id join aid_package k on k.id = i.package_id
       join household h on h.id = a.household_id),
     decided as (insert into remedy (case_id, position, package_item_id, direction, amount_fen, kind, months, status)
       select case_id, 1, item, 'over', 10000, 'instalments', 2, 'adopted' from given returning id, package_item_id),
     claim as (insert into recovery_claim (number, remedy_id, case_id, aid_record_id, household_id, person_id, township_code,
         program_code, department_code, decided_on, amount_fen, left_fen)
       select 'SH-' || g.item, d.id, g.case_id, g.aid, g.household_id, g.person_id, g.township_code, g.program_code,
         g.department_code, '2022-07-01', 10000, 10000 from given g join decided d on d.package_item_id = g.item returning id)
     insert into recovery_plan (claim_id, kind, months, first_due_on, status)
     select id, 'instalments', 2, '2022-08-01', 'asked' from claim`,
  );
  await records.rows(
    `insert into recovery_entry (claim_id, kind, amount_fen, entered_on, document)
     select id, 'receipt', 4000, '2022-08-01', 'NO.1' from recovery_claim`,
  );
}

/** Somebody from outside looks after the head of a household, who has an account. */
async function nameCarer(office: Office, householdId: string): Promise<void> {
  const clerk = await office.as('clerk');
  const { data } = await clerk.raw('query ($id: ID!) { household(id: $id) { version head { id } } }', {
    id: householdId,
  });
  const { version, head } = (data as { household: { version: number; head: { id: string } } }).household;
  await act(clerk, 'recordHouseholdChange', {
    householdId,
    expectedVersion: version,
    kind: 'carer_named',
    effectiveOn: '2022-06-20',
    reason: '独居',
    people: [{ personId: head.id }],
    carer: { kind: 'carer', carerName: '邻居甲' },
  });
  await act(clerk, 'recordBankAccount', {
    personId: head.id,
    bank: '农村商业银行',
    holder: '本人',
    bankAccount: '6230 2810 0000 1234 563',
    reason: '发放救助金',
  });
}

/** People who were said to be others than somebody of the same name and birth date: both here, both there, one each. */
async function registerTwins(casework: Casework, here: string, there: string): Promise<void> {
  const clerk = await casework.office.as('clerk');
  const register = async (township: string, member: object, anotherPerson?: object) =>
    act(clerk, 'registerHousehold', { ...casework.place(township), members: [member], anotherPerson });
  for (const [first, second] of [
    [here, here],
    [there, there],
    [here, there],
  ] as const) {
    const { name, ...one } = casework.newMember();
    const householdId = await register(first, { name, ...one });
    const { data } = await clerk.raw('query ($id: ID!) { household(id: $id) { head { id } } }', { id: householdId });
    const { id } = (data as { household: { head: { id: string } } }).household.head;
    await register(second, { ...casework.newMember(), name }, { personIds: [id], reason: '同名同日生' });
  }
}

/** Of one program of the health insurance a draft that was handed on, of one of the Red Cross a rule that is published. */
async function writeRules({ office }: Casework): Promise<void> {
  await submitRule(office, 'MIA', 'MIA-02');
  const versionId = await submitRule(office, 'RC', 'RC-02');
  const effectiveFrom = '2100-01-01';
  await act(await office.as('member', 'RC'), 'publishRuleVersion', { versionId, expectedVersion: 2, effectiveFrom });
}

/** A version of a program that its manager wrote and submitted. */
export async function submitRule(office: Office, department: string, programCode: string): Promise<string> {
  const manager = await office.as('manager', department);
  const { data } = await manager.raw(
    `{ program(code: "${programCode}") { content { rule ruleInWords { zh en } formula min max step } } }`,
  );
  const { content } = (data as { program: { content: object } }).program;
  const versionId = await act(manager, 'saveProgramVersion', { programCode, content, source: '文件' });
  return act(manager, 'submitRuleVersion', { versionId, expectedVersion: 1 });
}

/** One of the county, one of a department, one of a township. */
async function askForJobs(records: RecordRoom, office: TestOffice['office'], township: string): Promise<void> {
  const add = async (username: string, of: { departmentCode?: string; townshipCode?: string }) => {
    const { staffId } = await office.asUser(username);
    const title = { zh: '任务', en: 'Job' };
    const sql = records.rows.bind(records) as never;
    return startJob({ sql, actor: { staffId } as never }, { kind: 'count', title, input: {}, ...of });
  };
  await add('chair', {});
  await add('manager-mca', { departmentCode: 'MCA' });
  await add(`clerk-${township.toLowerCase()}`, { townshipCode: township });
}

/** Of a department and of the county's lead, for each who may see them; and one that its author has put away. */
async function askForRehearsals(office: TestOffice['office'], records: RecordRoom): Promise<void> {
  const add = async (username: string, sharedWith: string, change: object) =>
    act(await office.asUser(username), 'startRehearsal', {
      title: '试算',
      from: '2027-01-01',
      horizonMonths: 12,
      sharedWith,
      changes: [change],
    });
  const rule = { programCode: 'RC-01', rule: '年龄 >= 60' };
  for (const sharedWith of ['private', 'department', 'leadership']) await add('manager-rc', sharedWith, rule);
  const standard = { standardCode: 'dibao_rural_month', value: '500' };
  for (const username of ['member-mca', 'chair', 'leader']) await add(username, 'private', standard);
  const rehearsalId = await add('manager-rc', 'leadership', rule);
  await records.rows(`update job set status = 'cancelled' where id = (select job_id from rehearsal where id = $1)`, [
    rehearsalId,
  ]);
  await act(await office.asUser('manager-rc'), 'archiveRehearsal', { rehearsalId, expectedVersion: 1, archived: true });
}

/** A file of a township's clerk, of the county window's, of a department's manager, and a list of a member's. */
async function uploadImports(office: Office): Promise<void> {
  for (const username of ['clerk-t01', 'clerk-hall', 'manager-mia']) await uploadFacts(await office.asUser(username));
  await upload(await office.asUser('member-mca'), 'lists', '身份证号,姓名\n610699197001010018,王某\n');
}

/** A file of facts that somebody uploaded, of a registered person or of nobody; answers the import's id. */
export async function uploadFacts(client: Client, idNumber = '610699197001010018'): Promise<string> {
  return upload(client, 'facts', `身份证号,参加基本医保\n${idNumber},是\n`);
}

async function upload(client: Client, kind: string, text: string): Promise<string> {
  const table = new Uint8Array(Buffer.from(text));
  const response = await client.post(`/api/import?kind=${kind}&name=table.csv&key=${key()}`, table);
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as { id: string }).id;
}

/** A list that the civil affairs share with the Red Cross; matches of theirs and of the chair, whose names are sent. */
async function matchLists(casework: Casework, work: TestOffice['work'], here: string, there: string): Promise<void> {
  const { office } = casework;
  const [one, other] = [await casework.register(here), await casework.register(there)];
  const manager = await office.as('manager', 'MCA');
  const lines = [line(one.idNumbers[0] ?? ''), line(other.idNumbers[0] ?? '')];
  const entries = [...lines, line(syntheticIdNumber('1961-03-08', 'female', 1), {}, here)];
  await act(manager, 'keepList', { ...monitored, departmentCode: 'MCA', sharedWith: ['RC'], entries });
  const match = {
    title: '名单比对',
    unit: 'person',
    repeats: 'none',
    all: [{ kind: 'list', list: monitored.code }],
    none: [],
  };
  const chair = await office.as('chair');
  for (const asking of [chair, manager]) {
    await act(asking, 'startMatch', { matchId: await act(asking, 'saveMatch', match) });
  }
  await work();
  const { data } = await chair.raw('{ listMatches { department { code } runs { id } } }');
  const { listMatches } = data as { listMatches: { department: object | null; runs: { id: string }[] }[] };
  await act(chair, 'sendNames', { runId: listMatches.find(({ department }) => !department)?.runs[0]?.id });
  const clerk = await office.as('clerk');
  const sent = await clerk.raw('{ discoveries(filter: {}, first: 100) { nodes { id registered } } }');
  const { discoveries } = sent.data as { discoveries: { nodes: { id: string; registered: boolean }[] } };
  const unknown = discoveries.nodes.find(({ registered }) => !registered);
  await act(clerk, 'revealDiscovery', { discoveryId: unknown?.id, purpose: 'contact' });
}

/** In each township a household that came to the register and moved on it. */
async function moveOnRegister(casework: Casework, ...townships: string[]): Promise<void> {
  for (const township of townships) {
    const { householdId } = await casework.register(township);
    const edge = { householdId, fromLevel: 'none', toLevel: 'edge', onDay: '2026-01-01', reason: 'recognised' };
    const dibao = { ...edge, fromLevel: 'edge', toLevel: 'dibao', onDay: '2026-02-01', reason: 'need_grew' };
    await act(await casework.office.as('clerk'), 'recordRegisterChanges', {
      source: 'by_hand',
      changes: [edge, dibao],
    });
  }
}

async function decideFreshmen(casework: Casework, township: string): Promise<void> {
  const { office } = casework;
  const chair = await office.as('chair');
  const batchId = await act(chair, 'createBatch', {
    title: '大学新生助学',
    groupCode: 'G_FRESHMAN',
    decisionDate: '2022-08-25',
  });
  const applications = Object.entries(freshmen(casework.place(township).villageCode));
  const heads = await Promise.all(applications.map(([department]) => office.as('member', department)));
  for (const [department, applicants] of applications) {
    await act(await office.as('manager', department), 'submitBatchApplications', { batchId, applicants });
  }
  const meetingId = await act(chair, 'planMeeting', {
    title: '助学批次会',
    scheduledAt: `${DECISION_DATE}T14:00:00+08:00`,
    place: '会议室',
    memberIds: heads.map(({ staffId }) => staffId),
    caseIds: [],
    batchIds: [batchId],
  });
  await act(chair, 'openMeeting', { meetingId, expectedVersion: 1 });
  const { data } = await chair.raw('query ($id: ID!) { meeting(id: $id) { agenda { id version } } }', {
    id: meetingId,
  });
  const [item] = (data as { meeting: { agenda: { id: string; version: number }[] } }).meeting.agenda;
  const itemId = await act(chair, 'takeItem', { itemId: item?.id, expectedVersion: item?.version });
  const taken = await chair.raw('query ($id: ID!) { meeting(id: $id) { agenda { subjectVersion } } }', {
    id: meetingId,
  });
  const [{ subjectVersion } = { subjectVersion: 0 }] = (
    taken.data as { meeting: { agenda: { subjectVersion: number }[] } }
  ).meeting.agenda;
  for (const voter of [chair, ...heads]) await act(voter, 'castVote', { itemId, subjectVersion, choice: 'for' });
  await act(chair, 'adoptItem', { itemId, expectedVersion: (item?.version ?? 0) + 1 });
  await act(await office.as('manager', 'CYL'), 'decideBatch', { batchId, outcome: 'confirmed' });
}

/** Everybody of a household allows that registers are asked. */
export async function authorise({ office, records }: Pick<TestOffice, 'office' | 'records'>, householdId: string) {
  const people = await records.rows<{ personId: string }>(
    'select id as "personId" from person where household_id = $1',
    [householdId],
  );
  const input = { householdId, people, manner: 'paper', paperNumber: 'SQ-1' };
  await act(await office.as('clerk'), 'recordAuthorisation', input);
}

/** Answers what waits of an item of a request at its desk: nothing on record. */
export async function answerNothing(
  { office, records }: Pick<TestOffice, 'office' | 'records'>,
  requestId: string,
  item: string,
): Promise<void> {
  const questions = await records.rows<{ questionId: string; expectedVersion: number; desk: string }>(
    `select id as "questionId", version as "expectedVersion", desk_code as desk from verification_question
     where request_id = $1 and item_code = $2`,
    [requestId, item],
  );
  for (const { desk, ...question } of questions) {
    await act(await office.atDesk(desk), 'answerVerification', { ...question, records: [] });
  }
}

/** Verifications of single households, of which one answer disagrees with the family, and of the batch's by the chair. */
async function verify(
  here: Pick<TestOffice, 'office' | 'records' | 'work'>,
  households: string[],
  disagreeing: string,
): Promise<void> {
  const clerk = await here.office.as('clerk');
  const [freshman] = await here.records.rows<{ household: string; batchId: string }>(
    'select household_id as household, batch_id as "batchId" from application where batch_id is not null order by id limit 1',
  );
  for (const id of [...households, disagreeing, freshman?.household ?? '']) await authorise(here, id);
  const ask = (householdId: string) =>
    act(clerk, 'requestVerification', {
      householdIds: [householdId],
      items: ['V02', 'V17', 'V19'],
      purpose: '低保审核',
    });
  for (const id of households) await ask(id);
  await act(clerk, 'recordFacts', {
    householdId: disagreeing,
    facts: [{ code: 'hh_disabled_count', value: 1 }],
  });
  const requestId = await ask(disagreeing);
  await act(await here.office.as('chair'), 'requestVerification', {
    batchId: freshman?.batchId,
    items: ['V17'],
    purpose: '助学批次核对',
  });
  await here.work();
  await answerNothing(here, requestId, 'V19');
}

export interface HouseholdRecord {
  id: string;
  code: string;
  township: string;
  cases: CaseRecord[];
  people: { id: string; name: string; idNumber: string; phone: string | null }[];
  /** Ids of what happened to it, of the observations of its size, and of who looks after its people. */
  events: string[];
  sizes: string[];
  cares: string[];
  accounts: string[];
}

export interface CaseRecord {
  id: string;
  number: string;
  township: string;
  householdId: string;
  beneficiaryId: string;
  status: string;
  difficulty: string;
  /** Departments that have an item of its package, an application or a task for it. */
  departments: string[];
}

/** Everything on record, as the owner of the database reads it. */
export interface CountyRecords {
  households: HouseholdRecord[];
  cases: CaseRecord[];
  packages: { id: string; caseId: string }[];
  reviews: { id: string; caseId: string }[];
  remedies: { id: string; caseId: string }[];
  recoveries: {
    id: string;
    caseId: string;
    department: string;
    township: string;
    plans: string[];
    entries: string[];
  }[];
  items: { id: string; caseId: string; department: string; status: string }[];
  applications: { id: string; township: string; department: string; caseId: string | null; batchId: string | null }[];
  aid: { id: string; householdId: string; department: string }[];
  schedules: { id: string; aidId: string; itemId: string | null; department: string; waits: boolean }[];
  /** What is due, with the ids of what was handed out for it. */
  dues: { id: string; scheduleId: string; deliveries: string[] }[];
  /** Batches of payments, with the ids of their lines, of what they could not pay, and of the bank's answers. */
  paymentBatches: { id: string; department: string; lines: string[]; results: string[] }[];
  /** Recalculations, with the ids of their rows. */
  recalculations: { id: string; department: string; rows: string[] }[];
  tasks: { id: string; department: string | null; township: string | null; assignee: string | null; status: string }[];
  /** `substituteIds`: who sits in a member's place, while the meeting is not over. */
  meetings: { id: string; staffIds: string[]; substituteIds: string[] }[];
  meetingRequests: { id: string; caseId: string }[];
  agenda: { id: string; meetingId: string; caseId: string | null; batchId: string | null }[];
  opinions: { id: string; meetingId: string }[];
  subgroups: { id: string; caseId: string }[];
  itemQuestions: { id: string; meetingId: string }[];
  ties: { id: string; staffId: string }[];
  itemAnswers: { id: string; meetingId: string }[];
  batches: { id: string; status: string }[];
  decisions: { id: string; department: string; itemId: string | null; batchId: string | null }[];
  commitments: { id: string; itemId: string }[];
  lines: { id: string; department: string; year: number }[];
  budgetRequests: { id: string; department: string }[];
  donations: { id: string; department: string }[];
  stockItems: { id: string; department: string }[];
  livelihoodFigures: { id: string }[];
  reserveUses: { id: string; department: string; township: string }[];
  stockMovements: { id: string; department: string }[];
  stockCounts: { id: string; department: string }[];
  budgetPlans: { id: string }[];
  budgetMovements: { id: string; department: string }[];
  /** Movements of money: holds that stand, and commitments. Fen. */
  entries: { id: string; department: string; fen: number }[];
  /** Items of packages for which there was no money, that wait. */
  waiting: { id: string; department: string }[];
  waitingCalls: { id: string; department: string }[];
  /** Cases of households that bear more than 5000 yuan after all aid. */
  hardships: { id: string; departments: string[] }[];
  /** Open work past its day. */
  late: { id: string; department: string | null }[];
  links: { id: string }[];
  /** Versions of rules and standards that were not discarded. */
  rules: { id: string; department: string; status: string }[];
  jobs: {
    id: string;
    kind: string;
    department: string | null;
    township: string | null;
    requestedBy: string | null;
  }[];
  readings: { id: string; township: string }[];
  /** Pairs that may be of one person, with the townships of both. */
  pairs: { id: string; townships: string[] }[];
  screenings: { id: string }[];
  authorisations: { id: string; township: string }[];
  verifications: { id: string; townships: string[]; households: string[]; requestedBy: string }[];
  /** What waits at desks. */
  questions: { id: string; desk: string }[];
  conflicts: { id: string; householdId: string; township: string; corrector: string | null }[];
  imports: { id: string; author: string }[];
  rehearsals: { id: string; department: string | null; sharedWith: string; author: string; archived: boolean }[];
  lists: { id: string; department: string; sharedWith: string[] }[];
  listEntries: { id: string; listId: string; householdId: string | null }[];
  registerChanges: { id: string; township: string; householdId: string; current: boolean }[];
  matches: { id: string; department: string | null }[];
  matchRuns: { id: string; matchId: string }[];
  matchNames: { id: string; matchId: string; householdId: string | null }[];
  discoveries: { id: string; department: string | null; township: string; householdId: string | null }[];
  audits: { id: string; department: string | null; events: string[] }[];
  appraisals: { id: string; annexes: string[] }[];
  appraisalObjections: { id: string; department: string }[];
  appraisalReadings: { id: string; department: string | null }[];
  askings: { id: string; township: string; answers: string[] }[];
  findings: { id: string; kind: string; householdId: string; township: string; departments: string[] }[];
}

export async function readCounty(records: RecordRoom, vault: Vault): Promise<CountyRecords> {
  const sealed = await records.rows<SealedPerson & { householdId: string; name: string }>(
    `select id, household_id as "householdId", name, encode(id_number_sealed, 'base64') as "idNumber",
       encode(phone_sealed, 'base64') as phone from person`,
  );
  const people = sealed.map((person) => ({
    ...person,
    idNumber: openIdNumber(vault, person),
    phone: openPhone(vault, person),
  }));
  const cases = await records.rows<CaseRecord>(
    `select c.id, c.number, c.township_code as township, c.household_id as "householdId",
       c.beneficiary_id as "beneficiaryId", c.status, c.difficulty,
       array(select i.department_code from package_item i join aid_package p on p.id = i.package_id where p.case_id = c.id
             union select a.department_code from application a where a.case_id = c.id
             union select t.department_code from task t where t.case_id = c.id and t.department_code is not null)
         as departments
     from case_file c`,
  );
  const households = await records.rows<Omit<HouseholdRecord, 'cases' | 'people'>>(
    `select h.id, h.code, h.township_code as township,
       array(select event_id::text from household_event_household o where o.household_id = h.id) as events,
       array(select o.id::text from observation o where o.household_id = h.id and o.fact = 'hh_size') as sizes,
       array(select c.id::text from person_carer c join person p on p.id = c.person_id where p.household_id = h.id) as cares,
       array(select a.id::text from person_account a join person p on p.id = a.person_id where p.household_id = h.id) as accounts
     from household h`,
  );
  const commitment = `join ledger_account a on a.id = t.credit_account_id and a.kind = 'committed'`;
  return {
    households: households.map((one) => ({
      ...one,
      cases: cases.filter(({ householdId }) => householdId === one.id),
      people: people.filter(({ householdId }) => householdId === one.id),
    })),
    cases,
    packages: await records.rows('select id, case_id as "caseId" from aid_package'),
    reviews: await records.rows('select id, case_id as "caseId" from package_review'),
    remedies: await records.rows('select id, case_id as "caseId" from remedy'),
    recoveries: await records.rows(
      `select c.id, c.case_id as "caseId", c.department_code as department, c.township_code as township,
         array(select id from recovery_plan p where p.claim_id = c.id) as plans,
         array(select id from recovery_entry e where e.claim_id = c.id) as entries from recovery_claim c`,
    ),
    items: await records.rows(
      `select i.id, p.case_id as "caseId", i.department_code as department, i.status
       from package_item i join aid_package p on p.id = i.package_id`,
    ),
    applications: await records.rows(
      `select a.id, h.township_code as township, a.department_code as department, a.case_id as "caseId",
         a.batch_id as "batchId" from application a join household h on h.id = a.household_id`,
    ),
    aid: await records.rows('select id, household_id as "householdId", department_code as department from aid_record'),
    schedules: await records.rows(
      `select s.id, a.id as "aidId", a.package_item_id as "itemId", s.department_code as department,
         s.kind = 'monthly' and s.status = 'suspended' as waits
       from payment_schedule s join aid_record a on a.id = s.aid_record_id`,
    ),
    dues: await records.rows(
      `select d.id, d.schedule_id as "scheduleId",
         array(select e.id::text from payment_delivery e where e.due_id = d.id) as deliveries from payment_due d`,
    ),
    paymentBatches: await records.rows(
      `select b.id, b.department_code as department,
         array(select l.id::text from payment_line l where l.batch_id = b.id union all
           select p.due_id::text from payment_problem p where p.batch_id = b.id
             and not exists (select from payment_line l where l.batch_id = b.id and l.due_id = p.due_id)) as lines,
         array(select r.id::text from payment_result r where r.batch_id = b.id) as results from payment_batch b`,
    ),
    recalculations: await records.rows(
      `select r.id, r.department_code as department, array(select x.recalculation_id || ':' || x.schedule_id
         from recalculation_row x where x.recalculation_id = r.id) as rows from recalculation r`,
    ),
    tasks: await records.rows(
      `select id, department_code as department, township_code as township, assignee_id as assignee, status from task`,
    ),
    meetings: await records.rows(
      `select m.id, array(select staff_id::text from meeting_member x where x.meeting_id = m.id) as "staffIds",
         array(select staff_id::text from meeting_member x
                where x.meeting_id = m.id and x.role = 'substitute' and m.status <> 'closed') as "substituteIds"
       from review_meeting m`,
    ),
    meetingRequests: await records.rows('select id, case_id as "caseId" from meeting_request'),
    agenda: await records.rows(
      'select id, meeting_id as "meetingId", case_id as "caseId", batch_id as "batchId" from agenda_item',
    ),
    opinions: await records.rows(
      'select o.id, i.meeting_id as "meetingId" from opinion o join agenda_item i on i.id = o.agenda_item_id',
    ),
    subgroups: await records.rows('select id, case_id as "caseId" from subgroup'),
    itemQuestions: await records.rows(
      'select q.id, i.meeting_id as "meetingId" from item_question q join agenda_item i on i.id = q.agenda_item_id',
    ),
    ties: await records.rows('select id, staff_id as "staffId" from staff_tie'),
    itemAnswers: await records.rows(
      `select a.id, i.meeting_id as "meetingId" from item_answer a join item_question q on q.id = a.question_id
         join agenda_item i on i.id = q.agenda_item_id`,
    ),
    batches: await records.rows('select id, status from batch'),
    decisions: await records.rows(
      `select id, department_code as department, package_item_id as "itemId", batch_id as "batchId"
       from department_decision`,
    ),
    commitments: await records.rows(
      `select coalesce(moved.id, d.id) as id, d.package_item_id as "itemId" from department_decision d
       left join lateral (select t.id from ledger_transfer t ${commitment}
         where t.package_item_id = d.package_item_id and t.phase in ('single', 'post')) moved on true
       where d.package_item_id is not null and d.outcome = 'confirmed'`,
    ),
    rules: await records.rows(
      `select id, department_code as department, status from rule_version where status <> 'discarded'`,
    ),
    lines: await records.rows('select id, department_code as department, year from budget_line'),
    budgetPlans: await records.rows('select id from budget_plan'),
    budgetRequests: await records.rows(
      'select r.id, l.department_code as department from budget_request r join budget_line l on l.id = r.line_id',
    ),
    donations: await records.rows('select id, department_code as department from donation'),
    livelihoodFigures: await records.rows('select id from livelihood_figure'),
    reserveUses: await records.rows(
      `select u.id, l.department_code as department, u.township_code as township from reserve_use u
       join budget_line l on l.id = u.line_id`,
    ),
    stockItems: await records.rows('select id, department_code as department from stock_item'),
    stockMovements: await records.rows(
      `select m.id, i.department_code as department from stock_movement m join stock_lot l on l.id = m.lot_id
       join stock_item i on i.id = l.item_id`,
    ),
    stockCounts: await records.rows('select id, department_code as department from stock_count'),
    budgetMovements: await records.rows(
      `select t.id, l.department_code as department from ledger_transfer t
       join ledger_account a on a.id = t.debit_account_id join ledger_account c on c.id = t.credit_account_id
       join budget_line l on l.id = a.line_id
       where a.kind in ('source', 'places_source', 'frozen') or c.kind = 'frozen'`,
    ),
    entries: await records.rows(
      `select t.id, l.department_code as department, t.amount as fen from ledger_transfer t ${commitment}
       join budget_line l on l.id = a.line_id
       where t.phase in ('single', 'post')
         or t.phase = 'pending' and not exists (select from ledger_transfer later where later.pending_id = t.id)`,
    ),
    waiting: await records.rows(
      `select 'item:' || id as id, department_code as department from package_item
       where status = 'awaiting_decision' and hold = 'short'`,
    ),
    waitingCalls: await records.rows('select id, department_code as department from waiting_call'),
    hardships: await records.rows(
      `select c.id, c.department_codes as departments from aid_package k join case_file c on c.id = k.case_id
       where k.status = 'adopted' and (k.coverage ->> 'leftFen')::int + coalesce((select sum(i.amount_fen)
         from package_item i where i.package_id = k.id and i.status = 'declined'), 0) > 500000`,
    ),
    late: await records.rows(
      `select id, department_code as department from task where status = 'open' and due_on < current_date`,
    ),
    links: await records.rows('select id from funding_link'),
    jobs: await records.rows(
      `select id, kind, department_code as department, township_code as township, requested_by as "requestedBy" from job`,
    ),
    authorisations: await records.rows(
      'select a.id, h.township_code as township from authorisation a join household h on h.id = a.household_id',
    ),
    verifications: await records.rows(
      `select id, township_codes as townships, household_ids::text[] as households, requested_by as "requestedBy"
       from verification_request`,
    ),
    questions: await records.rows(`select id, desk_code as desk from verification_question where status = 'waiting'`),
    conflicts: await records.rows(
      `select id, household_id as "householdId", township_code as township, corrector_department as corrector
       from fact_conflict where status = 'open'`,
    ),
    rehearsals: await records.rows(
      `select id, department_code as department, shared_with as "sharedWith", author_id as author,
         archived_at is not null as archived from rehearsal`,
    ),
    lists: await records.rows('select id, department_code as department, shared_with as "sharedWith" from kept_list'),
    listEntries: await records.rows(
      'select id, list_id as "listId", household_id as "householdId" from kept_list_entry',
    ),
    registerChanges: await records.rows(
      `select c.id, h.township_code as township, c.household_id as "householdId", not exists (select from register_change n
         where n.subject_id = c.subject_id and n.number > c.number) as current
       from register_change c join household h on h.id = c.household_id`,
    ),
    matches: await records.rows('select id, department_code as department from list_match'),
    matchRuns: await records.rows('select id, match_id as "matchId" from list_match_run'),
    matchNames: await records.rows(
      `select n.mark as id, r.match_id as "matchId", n.household_id as "householdId"
       from list_match_name n join list_match_run r on r.id = n.run_id`,
    ),
    discoveries: await records.rows(
      `select d.id, m.department_code as department, d.township_code as township, d.household_id as "householdId"
       from discovery d join list_match m on m.id = d.match_id`,
    ),
    pairs: await records.rows(
      `select d.id, array[ha.township_code, hb.township_code] as townships from duplicate_pair d
       join person a on a.id = d.person_a join household ha on ha.id = a.household_id
       join person b on b.id = d.person_b join household hb on hb.id = b.household_id`,
    ),
    readings: await records.rows(
      `select r.id, coalesce(h.township_code, d.township_code) as township from identity_reading r
       left join person p on p.id = r.person_id left join household h on h.id = coalesce(p.household_id, p.last_household_id)
       left join discovery d on d.id = r.discovery_id`,
    ),
    screenings: await records.rows('select id from screening_run'),
    imports: await records.rows('select id, author_id as author from import_file'),
    audits: await records.rows(
      `select f.id, f.department_code as department,
         array(select e.id::text from audit_finding_event e where e.finding_id = f.id) as events from audit_finding f`,
    ),
    appraisals: await records.rows(
      `select r.id, array(select a.id::text from appraisal_annex a where a.report_id = r.id) as annexes from appraisal_report r`,
    ),
    appraisalObjections: await records.rows('select id, department_code as department from appraisal_objection'),
    appraisalReadings: await records.rows('select id, department_code as department from appraisal_reading'),
    askings: await records.rows(
      `select k.id, h.township_code as township,
         array(select w.id::text from satisfaction_answer w where w.asking_id = k.id) as answers
       from satisfaction_asking k join aid_record a on a.id = k.aid_record_id join household h on h.id = a.household_id`,
    ),
    findings: await records.rows(
      `select id, kind, household_id as "householdId", township_code as township, department_codes as departments
       from screening_finding`,
    ),
  };
}
