import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadCounty } from '@yimen/api/cli/load-county.js';
import { Casework } from '@yimen/api/demo/casework.js';
import { loadDemo } from '@yimen/api/demo/load-demo.js';
import { type Irregularities, plantIrregularities } from '@yimen/api/demo/plant-irregularities.js';
import { recordBankAccount, verifyBankAccount } from '@yimen/api/features/bank-account/record-bank-account.js';
import { DIGEST } from '@yimen/api/features/minutes/minutes.reader.js';
import { signMinutes } from '@yimen/api/features/minutes/sign-minutes.js';
import { fileReservePapers } from '@yimen/api/features/reserve/account-for-use.js';
import { papersFor } from '@yimen/api/features/reserve/rules.js';
import { askQuestion } from '@yimen/api/features/self-audit/ask-question.js';
import type { FindingRow } from '@yimen/api/features/self-audit/audit.reader.js';
import { readDossier } from '@yimen/api/features/self-audit/evidence.reader.js';
import { evidenceWords } from '@yimen/api/features/self-audit/evidence-words.js';
import { auditQuestion } from '@yimen/api/features/self-audit/keep-findings.js';
import { answerAuditFinding, sendBackAuditFinding } from '@yimen/api/features/self-audit/settle-finding.js';
import { findLine, lockLines, moveMany, payDirectly } from '@yimen/api/ledger/ledger.js';
import { addDays } from '@yimen/api/platform/calendar.js';
import { today } from '@yimen/api/platform/clock.js';
import type { ReserveRules } from '@yimen/api/policy/types.js';
import { AUDIT_QUESTIONS } from '@yimen/schema';
import { createTestDatabase, type TestDatabase } from '../testkit/database.js';

const SIZE = { households: 1500, cases: 24 };
let county: TestDatabase;
let work: Casework;
let before: Map<string, string[]>;
let planted: Irregularities;

/** What each question finds now, by mark. */
async function ask(): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const rule of county.county.pack.auditRules) {
    const rows = await askQuestion(work.sql, { county: county.county, rule, on: today() });
    found.set(
      rule.code,
      rows.map(({ mark }) => mark),
    );
  }
  return found;
}

let runs = 0;
/** Asks and keeps, as every night. */
async function audit(): Promise<void> {
  runs += 1;
  const step = `audit:${runs}`;
  for (const rule of county.county.pack.auditRules) {
    await work.act(
      'chair',
      `${step}:${rule.code}`,
      {},
      async (unit) => {
        await auditQuestion(unit, { county: county.county, rule, on: today() });
        return { type: 'Staff', id: unit.actor.staffId };
      },
      'selfAudit',
    );
  }
}

interface Finding {
  id: string;
  status: string;
  version: number;
  departmentCode: string;
  householdId: string;
}

const findings = (question: string) =>
  work.sql<Finding>(
    `select id, status, version, department_code as "departmentCode", household_id as "householdId"
     from audit_finding where question = $1 order by number`,
    [question],
  );

async function counts() {
  return work.row<{ findings: number; events: number; tasks: number }>(
    `select (select count(*)::int from audit_finding) as findings, (select count(*)::int from audit_finding_event) as events,
       (select count(*)::int from task where kind = 'audit_finding') as tasks`,
    [],
  );
}

beforeAll(async () => {
  county = await createTestDatabase();
  await loadCounty(county.database, county.county);
  const beforePlanting = (line: string) => {
    if (line.startsWith('self-audit')) throw new Error('before planting');
  };
  await expect(loadDemo(county.config, county.database, county.county, beforePlanting, SIZE)).rejects.toThrow();
  work = new Casework(county.database, county.county);
  before = await ask();
  planted = await plantIrregularities(work, today());
});

afterAll(() => county?.close());

/** So much (fen) of the latest award of a household came back. */
async function comeBack(householdId: string, fen: number): Promise<void> {
  const { id } = await work.row<{ id: string }>(
    `with aid as (select * from aid_record where household_id = $1 order by granted_on desc limit 1),
     item as (select i.id, k.case_id from package_item i join aid_package k on k.id = i.package_id order by i.id limit 1),
     remedy as (
       insert into remedy (case_id, position, package_item_id, direction, amount_fen, kind, months, status, decided_on)
       select case_id, 99, id, 'over', $2, 'instalments', 1, 'adopted', current_date from item returning id, case_id)
     insert into recovery_claim (number, remedy_id, case_id, aid_record_id, household_id, township_code, program_code,
       department_code, decided_on, amount_fen, left_fen)
     select 'ZH-TEST-99', remedy.id, remedy.case_id, aid.id, $1, 'T01', aid.program_code, aid.department_code,
       current_date, $2, $2 from remedy, aid returning id`,
    [householdId, fen],
  );
  await work.sql(
    `insert into recovery_entry (claim_id, kind, amount_fen, entered_on, document) values ($1, 'receipt', $2, $3, '收据')`,
    [id, fen, today()],
  );
}

/** Three months of one person (100, 200 and 400 yuan) are paid to an account that one clerk recorded; the last comes back. */
async function payUnchecked() {
  const paid = await work.row<{ aidId: string; personId: string; householdId: string; townshipCode: string }>(
    `select a.id as "aidId", p.id as "personId", h.id as "householdId", h.township_code as "townshipCode"
     from aid_record a join person p on p.id = a.person_id join household h on h.id = p.household_id
     where a.program_code = 'MCA-08' and a.ended_on is null and p.gone is null
       and not exists (select from payment_schedule s where s.aid_record_id = a.id)
       and not exists (select from person_account k where k.person_id = p.id) order by a.id limit 1`,
    [],
  );
  const { personId, householdId, townshipCode } = paid;
  const account = {
    personId,
    bank: '县农商银行',
    holder: '本人',
    bankAccount: '6230270100009911114',
    reason: '新开户',
  };
  await work.act('clerk-hall', 'account', { ...account, document: '存折复印件' }, recordBankAccount);
  const { accountId } = await work.row<{ accountId: string }>(
    'select id as "accountId" from person_account where person_id = $1',
    [personId],
  );
  const lines = await work.sql<{ id: string; fen: number }>(
    `with s as (
       insert into payment_schedule (aid_record_id, department_code, program_code, kind, amount_fen, starts_on)
       values ($1, 'MCA', 'MCA-08', 'monthly', 10000, date_trunc('month', $3::date)) returning id),
     d as (
       insert into payment_due (schedule_id, position, amount_fen, due_on, status, paid_on)
       select s.id, x.place, x.fen, $3, x.status, case x.status when 'paid' then $3::date end
       from s, (values (1, 10000, 'paid'), (2, 20000, 'paid'), (3, 40000, 'open')) x (place, fen, status)
       returning id, position, amount_fen),
     b as (
       insert into payment_batch (number, department_code, kind, month, status, made_by)
       select 'FF-TEST-1', 'MCA', 'monthly', date_trunc('month', $3::date), 'settled', id from staff where role = 'chair'
       returning id)
     insert into payment_line (batch_id, due_id, account_id, amount_fen, township_code, number, live, result, bank_reason, result_on)
     select b.id, d.id, $2, d.amount_fen, 'T01', d.position, d.position < 3,
       case when d.position < 3 then 'paid' else 'returned' end, case d.position when 3 then '户名不符' end, $3 from d, b
     returning id, amount_fen as fen`,
    [paid.aidId, accountId, today()],
  );
  await work.act('manager-mca', 'paid', {}, async ({ sql, actor }) => {
    const line = await findLine(sql, 'MCA-08', Number(today().slice(0, 4)));
    await payDirectly(sql, {
      lineId: line?.id as string,
      payments: lines
        .filter(({ fen }) => fen < 40_000)
        .map(({ id, fen }) => ({ key: `payment:${id}`, fen, refs: { householdId, personId, townshipCode } })),
      reason: 'paid: FF-TEST-1',
      on: today(),
      actorId: actor.staffId,
    });
    return { type: 'Staff', id: actor.staffId };
  });
  return { ...paid, accountId };
}

describe('the self-audit', () => {
  test('asks every question that there is', () => {
    expect([...before.keys()].sort()).toEqual(Object.keys(AUDIT_QUESTIONS).sort());
  });

  test('finds exactly what was planted, some of each kind', async () => {
    const now = await ask();
    const fresh = (code: string) => (now.get(code) ?? []).filter((mark) => !before.get(code)?.includes(mark));
    for (const code of Object.keys(AUDIT_QUESTIONS)) {
      // Claims that are late have tests of their own.
      if (['idle_funds', 'missing_papers', 'recovery_late'].includes(code)) continue;
      const expected = planted[code as keyof Irregularities];
      expect({ code, found: fresh(code).length, some: expected !== 0 }).toEqual({ code, found: expected, some: true });
    }
    // Papers were missing everywhere before they were signed.
    expect(planted.missing_papers).toBeGreaterThan(0);
    expect(now.get('missing_papers')).toHaveLength(planted.missing_papers as number);
    for (const code of [
      'above_loss',
      'paid_before_decision',
      'no_quorum',
      'splitting',
      'rule_version',
      'one_person',
      'shared_account',
    ])
      expect({ code, before: before.get(code) }).toEqual({ code, before: [] });
  });

  test('adds nothing when it is asked again', async () => {
    await audit();
    const once = await counts();
    expect(once.tasks).toBe(once.findings);
    await audit();
    expect(await counts()).toEqual(once);
  });

  test('keeps a finding once when it is asked twice at the same time', async () => {
    const before = await counts();
    await work.sql(
      `insert into aid_record (household_id, program_code, department_code, amount_fen, period, granted_on, source)
       select h.id, 'MCA-05', 'MCA', 190000, 'per_event', $1::date - days, '部门手工台账'
       from (select id from household h where not exists (select from aid_record a where a.household_id = h.id)
         and not exists (select from case_file c where c.household_id = h.id) order by code limit 1) h, unnest(array[3, 9]) days`,
      [today()],
    );
    await Promise.all([audit(), audit(), audit()]);
    const { findings: all, events, tasks } = before;
    expect(await counts()).toEqual({ findings: all + 1, events: events + 1, tasks: tasks + 1 });
  });

  test('an explanation stands until the facts are others', async () => {
    const [split] = await findings('splitting');
    const { id, version, departmentCode, householdId } = split as Finding;
    const answer = {
      findingId: id,
      expectedVersion: version,
      answer: 'explain',
      text: '两次困难不同',
      document: '说明1',
    };
    await work.act(`manager-${departmentCode.toLowerCase()}`, 'answer', answer, answerAuditFinding);
    await audit();
    expect((await findings('splitting'))[0]?.status).toBe('explained');
    expect(await work.sql(`select from task where audit_finding_id = $1 and status = 'open'`, [id])).toHaveLength(0);
    await work.sql(
      `insert into aid_record (household_id, program_code, department_code, amount_fen, period, granted_on, source)
       values ($1, 'MCA-05', 'MCA', 150000, 'per_event', $2::date - 45, '部门手工台账')`,
      [householdId, today()],
    );
    await audit();
    expect((await findings('splitting'))[0]?.status).toBe('open');
    expect(await work.sql(`select from task where audit_finding_id = $1 and status = 'open'`, [id])).toHaveLength(1);
  });

  test('an answer that does not do is sent back, and what was put right is gone', async () => {
    const [paper] = await findings('missing_papers');
    const { id, version, departmentCode, householdId } = paper as Finding;
    const by = `manager-${departmentCode.toLowerCase()}`;
    const answer = { findingId: id, expectedVersion: version, answer: 'correct', text: '已补签', document: '授权书2' };
    await work.act(by, 'paper', answer, answerAuditFinding);
    const back = { findingId: id, expectedVersion: version + 1, text: '未见扫描件' };
    await work.act('chair', 'paper:back', back, sendBackAuditFinding);
    expect((await findings('missing_papers'))[0]?.status).toBe('open');
    await expect(work.act(by, 'paper:stale', answer, answerAuditFinding)).rejects.toThrow(/changed this record/);
    await work.sql(
      `insert into authorisation (household_id, person_id, signer_id, text_code, items, signed_on, valid_until, manner,
         paper_number, recorded_by)
       select p.household_id, p.id, p.id, 'HD-2022', '{}', $2, $2, 'paper', '1', s.id from person p, staff s
       where p.household_id = $1 and s.role = 'chair'`,
      [householdId, today()],
    );
    await audit();
    expect((await findings('missing_papers'))[0]?.status).toBe('vanished');
    expect(await work.sql(`select from task where audit_finding_id = $1 and status = 'open'`, [id])).toHaveLength(0);
  });

  describe('missing papers', () => {
    const missing = (mark: string) =>
      work.sql<FindingRow & { mark: string; times: number }>(
        `select id, mark, status, department_code as "departmentCode", household_id as "householdId", case_id as "caseId",
           amount_fen as "amountFen", evidence, times_found as times
         from audit_finding where question = 'missing_papers' and starts_with(mark, $1) order by number`,
        [mark],
      );
    const kinds = (row: FindingRow | undefined) => row?.evidence.map(({ kind }) => kind);

    test('minutes are asked of the chair until both have signed, with what the meeting adopted', async () => {
      const found = await missing('minutes|');
      expect(found).toHaveLength(1);
      const minutes = found[0] as FindingRow;
      expect(minutes).toMatchObject({ status: 'open', departmentCode: null, householdId: null, amountFen: null });
      const [told, ...adopted] = minutes.evidence;
      expect(told).toMatchObject({ kind: 'minutes', count: adopted.length, how: 'chair' });
      expect(new Set(adopted.map(({ kind }) => kind))).toEqual(new Set(['adopted']));
      const { votes, documents } = await readDossier(county.database.pool, minutes);
      expect(votes.length).toBeGreaterThanOrEqual(adopted.length * 5);
      expect(documents.map(({ name }) => name)).toEqual([`E19 ${told?.meeting}`]);
      const { digest } = await work.row<{ digest: string }>(
        `select ${DIGEST} as digest from review_meeting m where m.id = $1`,
        [told?.meetingId],
      );
      const input = { meetingId: told?.meetingId as string, digest };
      await work.act('chair', 'sign', input, signMinutes);
      await audit();
      expect((await missing('minutes|')).map(({ status }) => status)).toEqual(['vanished']);
    });

    test('urgent aid is asked for its papers past their day, until they are filed', async () => {
      const due = await work.row<{ id: string; householdId: string; townshipCode: string; reason: string }>(
        `update reserve_use u set due_on = $1 from aid_record a where a.id = u.aid_record_id and u.id = (
           select id from reserve_use where status = 'awaiting_papers' and due_on >= $1 order by id limit 1)
         returning u.id, a.household_id as "householdId", u.township_code as "townshipCode", u.reason`,
        [today()],
      );
      const mark = `reserve|${due.householdId}|MCA`;
      await audit();
      expect(await missing(mark)).toEqual([]);
      await work.sql('update reserve_use set due_on = $2 where id = $1', [due.id, addDays(today(), -1)]);
      await audit();
      const [late] = await missing(mark);
      const rules = county.county.pack.reserves[0] as ReserveRules;
      const papers = papersFor(rules, due.reason) as string[];
      expect(late).toMatchObject({ status: 'open', departmentCode: 'MCA', evidence: [{ papers }, {}] });
      expect(kinds(late)).toEqual(['urgent', 'payment']);
      const { transfers } = await readDossier(county.database.pool, late as FindingRow);
      expect(transfers.map(({ amount, to }) => ({ amount, to }))).toEqual([{ amount: late?.amountFen, to: 'paid' }]);
      const filed = { useId: due.id, expectedVersion: 1, papers, document: '备用金档案 9' };
      await work.act(`clerk-${due.townshipCode.toLowerCase()}`, 'filed', filed, fileReservePapers);
      await audit();
      expect((await missing(mark)).map(({ status }) => status)).toEqual(['vanished']);
    });

    test('who was paid to an account that nobody checked is found once, without what came back, until it is checked', async () => {
      const paid = await payUnchecked();
      const mark = `account|${paid.personId}|`;
      await audit();
      const found = await missing(mark);
      expect(found).toMatchObject([
        { status: 'open', departmentCode: 'MCA', householdId: paid.householdId, amountFen: 30_000 },
      ]);
      expect(kinds(found[0])).toEqual(['unchecked', 'payment', 'payment']);
      const { documents, transfers } = await readDossier(county.database.pool, found[0] as FindingRow);
      expect(documents.map(({ name }) => name)).toContain('E18 存折复印件');
      expect(transfers.map(({ amount }) => amount)).toEqual([10_000, 20_000]);
      const clerk = `clerk-${paid.townshipCode.toLowerCase()}`;
      await work.act(clerk, 'check', { accountId: paid.accountId }, verifyBankAccount);
      await audit();
      expect((await missing(mark)).map(({ status }) => status)).toEqual(['vanished']);
    });

    test('each row of evidence says its paper by the name of the pack, in two languages', async () => {
      const rows = (await missing('')).flatMap(({ evidence }) => evidence);
      const told = new Map(rows.map((row) => [row.kind, evidenceWords(county.county, row)]));
      expect(told.get('minutes')?.zh).toContain('“县融救助研判会议纪要”召集人至今未签字');
      expect(told.get('unchecked')).toMatchObject({
        zh: expect.stringContaining('“银行账户”未经第二人核对：县农商银行'),
      });
      expect(told.get('urgent')?.en).toMatch(/are not filed: .+, .+/);
      expect(told.get('adopted')?.en).toMatch(/^Item \d+ was adopted$/);
    });
  });

  test('splitting counts what one department gives once, by any of its programs and in batches too', async () => {
    const given = (households: string[], programCode: string, days: number, source: string) =>
      work.sql(
        `insert into aid_record (household_id, program_code, department_code, amount_fen, period, granted_on, source)
         select id, $2, left($2, 3), 120000, $3, $4, $5 from unnest($1::uuid[]) id`,
        [households, programCode, county.county.program(programCode)?.period, addDays(today(), -days), source],
      );
    const free = await work.sql<{ id: string }>(
      `select h.id from household h where h.dissolved_on is null
         and not exists (select from aid_record a where a.household_id = h.id)
         and not exists (select from case_file c where c.household_id = h.id) order by h.code limit 7`,
      [],
    );
    const [batch, urgent, running, other, late, alone, returned] = free.map(({ id }) => id) as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    await given([batch, urgent, running, other, late], 'MCA-05', 9, '部门手工台账');
    await given([batch, alone], 'MCA-12', 3, '批次 PC-2026-000009');
    await given([urgent], 'MCA-10', 3, '部门手工台账');
    await given([running], 'MCA-08', 3, '部门手工台账');
    await given([other], 'EDU-03', 3, '批次 PC-2026-000009');
    await given([late], 'MCA-12', 60, '批次 PC-2026-000008');
    await given([returned], 'MCA-12', 4, '批次 PC-2026-000009');
    await given([returned], 'MCA-05', 3, '部门手工台账');
    await comeBack(returned, 50000);
    const found = (await ask()).get('splitting') ?? [];
    expect(free.filter(({ id }) => found.includes(id)).map(({ id }) => id)).toEqual([batch, urgent]);
    await audit();
    const told = await work.row<{ fen: number; programs: string[] }>(
      `select amount_fen as fen, (select array_agg(e ->> 'program') from jsonb_array_elements(evidence) e
         where e ->> 'kind' = 'aid') as programs from audit_finding where question = 'splitting' and household_id = $1`,
      [batch],
    );
    expect(told).toEqual({ fen: 240000, programs: ['MCA-05', 'MCA-12'] });
  });

  test('the evidence of a finding has its payments in the chain, its papers and its votes', async () => {
    const dossierOf = async (question: string) => {
      const row = await work.row<FindingRow>(
        `select id, case_id as "caseId", household_id as "householdId", evidence from audit_finding
         where question = $1 order by number limit 1`,
        [question],
      );
      return { row, dossier: await readDossier(county.database.pool, row) };
    };
    const dead = await dossierOf('deceased_paid');
    const payments = dead.row.evidence.filter(({ kind }) => kind === 'payment');
    expect(payments.length).toBeGreaterThan(0);
    expect(dead.dossier.transfers.map(({ amount, to, on }) => ({ amount, to, on }))).toEqual(
      payments.map(({ fen, on }) => ({ amount: fen, to: 'paid', on })),
    );
    for (const { hash } of dead.dossier.transfers) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(dead.dossier.documents.map(({ name }) => name).join()).toContain('死亡医学证明');
    const { dossier } = await dossierOf('no_quorum');
    expect(dossier.votes).toHaveLength(5);
    expect(dossier.decisions.length).toBeGreaterThan(0);
    expect(dossier.timeline.length).toBeGreaterThan(0);
  });

  test('what the bank brought back is not paid to the dead, nor in the sum', async () => {
    const dead = await work.row<{ id: string; evidence: { kind: string; id?: string }[] }>(
      `select id, evidence from audit_finding where question = 'deceased_paid'
       order by jsonb_array_length(evidence) desc, number limit 1`,
      [],
    );
    const payments = await work.sql<{ key: string; fen: number }>(
      'select key, amount as fen from ledger_transfer where id = any($1) order by id',
      [dead.evidence.filter(({ kind }) => kind === 'payment').map(({ id }) => id)],
    );
    const [first, ...others] = payments;
    expect(others.length).toBeGreaterThan(0);
    const sum = (of: readonly { fen: number }[]) => of.reduce((all, { fen }) => all + fen, 0);
    const bringBack = (keys: readonly (string | undefined)[]) =>
      work.act('manager-mca', `returned:${keys[0]}`, {}, async ({ sql, actor }) => {
        const returned = `from ledger_transfer t join ledger_account c on c.id = t.credit_account_id where t.key = any($1)`;
        const lines = await sql<{ id: string }>(`select distinct c.line_id as id ${returned}`, [keys]);
        await lockLines(
          sql,
          lines.map(({ id }) => id),
        );
        await moveMany(
          sql,
          'return',
          `select c.line_id as "lineId", t.key || ':return' as key, t.amount, 'returned: 账户已销户' as reason, $2::date as "on",
             $3::uuid as "actorId", t.household_id as "householdId", t.person_id as "personId" ${returned}`,
          [keys, today(), actor.staffId],
        );
        return { type: 'Staff', id: actor.staffId };
      });
    const now = async () => {
      await audit();
      return work.row<{ status: string; fen: number; payments: number }>(
        `select status, amount_fen as fen, (select count(*)::int from jsonb_array_elements(evidence) e
           where e ->> 'kind' = 'payment') as payments from audit_finding where id = $1`,
        [dead.id],
      );
    };
    expect(await now()).toEqual({ status: 'open', fen: sum(payments), payments: payments.length });
    await bringBack([first?.key]);
    expect(await now()).toEqual({ status: 'open', fen: sum(others), payments: others.length });
    await bringBack(others.map(({ key }) => key));
    expect(await now()).toMatchObject({ status: 'vanished' });
  });

  test('what was paid to the dead is put right once it has come back', async () => {
    const dead = await work.row<{ id: string; fen: number; householdId: string; personId: string; code: string }>(
      `select f.id, f.amount_fen as fen, f.household_id as "householdId", f.person_id as "personId", t.program_code as code
       from audit_finding f join ledger_transfer x on x.id = (f.evidence -> 1 ->> 'id')::uuid
       join ledger_account a on a.id = x.credit_account_id join budget_line t on t.id = a.line_id
       where f.question = 'deceased_paid' and f.status = 'open' order by f.number limit 1`,
      [],
    );
    const claim = await work.row<{ id: string }>(
      `with i as (select i.id, i.department_code, k.case_id from package_item i join aid_package k on k.id = i.package_id limit 1),
         r as (insert into remedy (case_id, position, package_item_id, direction, amount_fen, kind, months)
           select case_id, 9, id, 'over', $3, 'instalments', 1 from i returning id, case_id)
       insert into recovery_claim (number, remedy_id, case_id, aid_record_id, household_id, person_id, township_code,
         program_code, department_code, decided_on, amount_fen, left_fen)
       select 'SH-dead', r.id, r.case_id, a.id, $1, $2, h.township_code, $4::text, split_part($4, '-', 1), current_date, $3, $3
       from r, household h, (select id from aid_record limit 1) a where h.id = $1 returning id`,
      [dead.householdId, dead.personId, dead.fen, dead.code],
    );
    const comeBack = (fen: number) =>
      work.sql(
        `insert into recovery_entry (claim_id, kind, amount_fen, entered_on, document)
         values ($1, 'receipt', $2, current_date, '陕财票')`,
        [claim.id, fen],
      );
    const now = async () => {
      await audit();
      return work.row('select status, amount_fen as fen from audit_finding where id = $1', [dead.id]);
    };
    expect(await now()).toEqual({ status: 'open', fen: dead.fen });
    await comeBack(100);
    expect(await now()).toEqual({ status: 'open', fen: dead.fen - 100 });
    await comeBack(dead.fen - 100);
    expect(await now()).toMatchObject({ status: 'vanished' });
  });

  test('an answer needs its words and its document, and is the owner’s alone', async () => {
    const [double] = await findings('exclusive_pair');
    const { id, version } = double as Finding;
    const answer = { findingId: id, expectedVersion: version, answer: 'perhaps', text: ' ', document: '' };
    await expect(work.act('manager-mca', 'bad', answer, answerAuditFinding)).rejects.toThrow(/3 entries/);
    await expect(work.act('manager-edu', 'other', answer, answerAuditFinding)).rejects.toThrow(/does not exist/);
    await expect(work.act('chair', 'chair', answer, answerAuditFinding)).rejects.toThrow(/may not do this/);
  });
});
