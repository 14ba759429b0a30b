import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { givenOn } from '@yimen/api/features/aid-package/assess-case.js';
import { tellLateClaims } from '@yimen/api/features/recovery/late.jobs.js';
import { HARDSHIP } from '@yimen/api/features/waiting/waiting-line.js';
import { checkBalances, findBrokenChains, linesToCheck } from '@yimen/api/ledger/check-ledger.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { act } from '../api/permission-world.js';
import { inTransaction } from '../ledger/lines.js';
import { PaymentDesk } from '../payments/payment-desk.js';
import type { Client } from '../testkit/client.js';
import { RecoveryDesk, type SeenRecovery } from './recovery-desk.js';
import { discussRound, packageVersion, voteForRound } from './rounds.js';

let desk: RecoveryDesk;
let manager: Client;
let member: Client;

beforeAll(async () => {
  desk = await RecoveryDesk.open();
  manager = await desk.here.office.as('manager', 'MIA');
  member = await desk.here.office.as('member', 'MIA');
});
afterAll(async () => {
  const { pool } = desk.here.api.database;
  const { unbalanced, unlinked } = await checkBalances(pool);
  const broken = await findBrokenChains(pool, await linesToCheck(pool));
  await desk.here.close();
  // Whatever these tests did, the ledger adds up.
  expect({ unbalanced, unlinked, broken }).toEqual({ unbalanced: [], unlinked: 0, broken: [] });
});

/** 7,000 of medical aid were paid; of compliant costs of 6,000 it is 4,200: 2,800 too much. */
async function overpaid(choice?: object): Promise<{ caseId: string; roundId: string }> {
  const room = await desk.aided(['MIA-02']);
  await desk.pay(room.caseId, 'MIA-02');
  const roundId = await desk.reviewed(room, 'med_oop_compliant_12m', '6000');
  if (choice) await desk.choose(roundId, choice);
  return { caseId: room.caseId, roundId };
}

async function claimed(
  choice: object = { kind: 'instalments', months: 3 },
): Promise<SeenRecovery & { caseId: string }> {
  const { caseId, roundId } = await overpaid(choice);
  await desk.adopt(roundId);
  const [claim, ...others] = await desk.recoveriesOf(caseId);
  if (!claim || others.length > 0) throw new Error('There is one claim');
  return { ...claim, caseId };
}

const receipt = (recoveryId: string, amount: string, document: string, on = '2022-10-02') => ({
  recoveryId,
  amount,
  document,
  on,
});

describe('a remedy', () => {
  test('is proposed with the round, chosen before the vote, and told with its problems', async () => {
    const { roundId } = await overpaid();
    const [remedy, ...others] = await desk.remediesOf(roundId);
    expect(others).toEqual([]);
    expect(remedy).toMatchObject({
      direction: 'over',
      amountFen: 2800_00,
      kind: 'instalments',
      months: 12,
      kinds: ['instalments', 'waive', 'leave'],
      status: 'proposed',
      program: { code: 'MIA-02' },
    });
    const version = await packageVersion(desk.chair, roundId);
    const choose = (choice: object, expectedVersion = version) =>
      desk.attempt(desk.chair, 'chooseRemedies', {
        caseId: roundId,
        expectedVersion,
        remedies: [{ id: remedy?.id, ...choice }],
      });
    for (const [choice, path] of [
      [{ kind: 'pay_difference' }, 'kind'],
      [{ kind: 'set_off', percent: 10 }, 'kind'],
      [{ kind: 'instalments', months: 0 }, 'months'],
      [{ kind: 'instalments', months: 3, firstDueOn: '2022-01-01' }, 'firstDueOn'],
      [{ kind: 'waive' }, 'reason'],
    ] as const)
      expect(await choose(choice)).toMatchObject({
        __typename: 'InvalidInput',
        problems: [{ path: `remedies.0.${path}` }],
      });
    expect((await choose({ kind: 'instalments', months: 3 }, version + 4)).__typename).toBe('StaleVersion');
    for (const stranger of [manager, await desk.here.office.as('leader')])
      expect(['NotAllowed', 'NotFound']).toContain(
        (
          await desk.attempt(stranger, 'chooseRemedies', {
            caseId: roundId,
            expectedVersion: version,
            remedies: [],
          })
        ).__typename,
      );
    expect((await choose({ kind: 'instalments', months: 3 })).__typename).toBe('Case');
    const { meetingId, itemId, expectedVersion } = await discussRound(desk.here.office, roundId);
    await voteForRound(desk.here.office, roundId, itemId);
    expect((await choose({ kind: 'instalments', months: 5 }, version + 1)).__typename).toBe('WrongState');
    const { data } = await desk.chair.raw(
      'query ($id: ID!) { meeting(id: $id) { agenda { allowedActions { action allowed } } } }',
      { id: meetingId },
    );
    const [item] = (data as { meeting: { agenda: { allowedActions: object[] }[] } }).meeting.agenda;
    expect(item?.allowedActions).toContainEqual({ action: 'adopt', allowed: true });
    await act(desk.chair, 'adoptItem', { itemId, expectedVersion });
    expect(await desk.remediesOf(roundId)).toMatchObject([{ status: 'adopted', months: 3 }]);
    expect(await desk.here.records.rows('select status from case_file where id = $1', [roundId])).toEqual([
      { status: 'settled' },
    ]);
  });

  test('of what is not paid yet leaves it with its line, and claims nothing', async () => {
    const room = await desk.aided(['MIA-02']);
    const before = await desk.lineOf('MIA-02');
    await desk.adopt(await desk.reviewed(room, 'med_oop_compliant_12m', '6000'));
    expect(await desk.recoveriesOf(room.caseId)).toEqual([]);
    const after = await desk.lineOf('MIA-02');
    expect(after).toMatchObject({
      committedFen: before.committedFen - 2800_00,
      leftFen: before.leftFen + 2800_00,
      paidFen: before.paidFen,
    });
    // What was decided is not asked for again.
    await act(desk.clerk, 'reviewCase', { caseId: room.caseId });
    const open = await desk.here.records.count(`package_review where case_id = $1 and status = 'open'`, [room.caseId]);
    expect(open).toBe(0);
  });

  test('pays a difference as a due of its own, from the line of the year', async () => {
    const room = await desk.aided(['MIA-02']);
    await desk.pay(room.caseId, 'MIA-02');
    const before = await desk.lineOf('MIA-02');
    await desk.adopt(await desk.reviewed(room, 'med_oop_compliant_12m', '12000'));
    expect(await desk.lineOf('MIA-02')).toMatchObject({
      committedFen: before.committedFen + 1400_00,
      leftFen: before.leftFen - 1400_00,
    });
    const dues = await desk.here.records.rows(
      `select d.status, d.amount_fen::int as fen, d.cause from payment_due d join payment_schedule s on s.id = d.schedule_id
       join aid_record a on a.id = s.aid_record_id where a.case_id = $1 order by d.position desc`,
      [room.caseId],
    );
    expect(dues).toEqual([
      { status: 'paid', fen: 7000_00, cause: null },
      { status: 'open', fen: 1400_00, cause: 'difference' },
    ]);
  });

  test('is let go by the meeting alone', async () => {
    const { caseId, roundId } = await overpaid({ kind: 'waive', reason: '家庭已无偿还能力' });
    const before = await desk.lineOf('MIA-02');
    await desk.adopt(roundId);
    expect(await desk.recoveriesOf(caseId)).toMatchObject([
      { status: 'waived', amountFen: 2800_00, leftFen: 0, waivedFen: 2800_00, entries: [{ kind: 'waiver' }] },
    ]);
    expect(await desk.lineOf('MIA-02')).toEqual(before);
  });
});

describe('a claim', () => {
  test('comes back in parts that lose nothing, is late by its days, and tells how it came', async () => {
    const claim = await claimed();
    expect(claim).toMatchObject({ amountFen: 2800_00, leftFen: 2800_00, lateFen: 2800_00, status: 'open' });
    expect(claim.origin).toMatchObject({ meetingTitle: '第二轮研判会', votes: 4 });
    expect(claim.origin.reasons[0]?.zh).toContain('¥6,000');
    expect(claim.plans[0]?.instalments).toEqual([
      { dueOn: '2022-10-01', amountFen: 933_34, paidFen: 0, state: 'late' },
      { dueOn: '2022-11-01', amountFen: 933_33, paidFen: 0, state: 'late' },
      { dueOn: '2022-12-01', amountFen: 933_33, paidFen: 0, state: 'late' },
    ]);
    const before = await desk.lineOf('MIA-02');
    await act(manager, 'recordReceipt', receipt(claim.id, '1000', 'NO.1'));
    expect(await desk.see(claim.id)).toMatchObject({
      leftFen: 1800_00,
      lateFen: 1800_00,
      plans: [{ instalments: [{ state: 'paid' }, { paidFen: 66_66, state: 'late' }, { paidFen: 0 }] }],
    });
    expect(await desk.lineOf('MIA-02')).toMatchObject({
      paidFen: before.paidFen - 1000_00,
      leftFen: before.leftFen + 1000_00,
      budgetFen: before.budgetFen,
    });
    // In a later year the line spends no more: it is handed up.
    await act(manager, 'recordReceipt', receipt(claim.id, '1800', 'NO.2', '2023-01-05'));
    expect(await desk.see(claim.id)).toMatchObject({
      status: 'settled',
      lateFen: 0,
      entries: [{ handedUp: true }, { handedUp: false }],
    });
    expect(await desk.lineOf('MIA-02')).toMatchObject({
      paidFen: before.paidFen - 2800_00,
      leftFen: before.leftFen + 1000_00,
      budgetFen: before.budgetFen - 1800_00,
    });
    const { data } = await desk.chair.raw(
      '{ budgetLines(year: 2022) { program { code } movements { kind fen reason } } }',
    );
    const { budgetLines } = data as { budgetLines: { program: { code: string }; movements: object[] }[] };
    expect(budgetLines.find(({ program }) => program.code === 'MIA-02')?.movements[0]).toMatchObject({
      kind: 'handed_up',
      fen: -1800_00,
      reason: claim.number,
    });
  });

  test('is let go by no statement past the meeting', async () => {
    const { id } = await claimed();
    const forged = desk.here.records.rows(
      `insert into recovery_entry (claim_id, kind, amount_fen, entered_on, remedy_id)
       select id, 'waiver', 1, current_date, remedy_id from recovery_claim where id = $1`,
      [id],
    );
    await expect(forged).rejects.toThrow('without a vote');
    const tooMuch = desk.here.records.rows(
      `insert into recovery_entry (claim_id, kind, amount_fen, entered_on, document)
       select id, 'receipt', amount_fen + 1, current_date, 'X' from recovery_claim where id = $1`,
      [id],
    );
    await expect(tooMuch).rejects.toThrow('recovery_claim_check');
  });

  test('takes no more than is owed, no receipt twice, no day ahead, and nothing from strangers', async () => {
    const claim = await claimed();
    const refused = async (input: object, path: string) =>
      expect(await desk.attempt(manager, 'recordReceipt', input)).toMatchObject({
        __typename: 'InvalidInput',
        problems: [{ path }],
      });
    await refused(receipt(claim.id, '2800.01', 'A'), 'amount');
    await refused(receipt(claim.id, '0', 'A'), 'amount');
    await refused(receipt(claim.id, '-5', 'A'), 'amount');
    await refused(receipt(claim.id, '10', ' '), 'document');
    await refused(receipt(claim.id, '10', 'A', '2099-01-01'), 'on');
    await refused(receipt(claim.id, '10', 'A', '2022-01-01'), 'on');
    await act(manager, 'recordReceipt', receipt(claim.id, '10', 'A'));
    await refused(receipt(claim.id, '10', 'A'), 'document');
    const others = [await desk.here.office.as('manager', 'MCA'), await desk.here.office.as('clerk'), desk.chair];
    for (const other of others)
      expect(['NotAllowed', 'NotFound']).toContain(
        (await desk.attempt(other, 'recordReceipt', receipt(claim.id, '10', 'B'))).__typename,
      );
    const leader = await desk.here.office.as('leader');
    expect(await desk.see(claim.id, leader)).toMatchObject({
      debtorName: null,
      origin: { reasons: [], round: null },
      allowedActions: [],
    });
    expect(await desk.see(claim.id, await desk.here.office.as('manager', 'HUD'))).toBeNull();
    expect((await desk.see(claim.id, desk.clerk))?.debtorName).toContain('测试甲');
  });

  test('never gives back more than is owed, however many record at once, and each key once', async () => {
    const claim = await claimed();
    const before = await desk.lineOf('MIA-02');
    const [one, two] = await Promise.all([
      desk.attempt(manager, 'recordReceipt', receipt(claim.id, '2000', 'X1')),
      desk.attempt(member, 'recordReceipt', receipt(claim.id, '2000', 'X2')),
    ]);
    expect([one?.__typename, two?.__typename].sort()).toEqual(['InvalidInput', 'Recovery']);
    const input = { ...receipt(claim.id, '300', 'X3'), key: `same-${claim.id}` };
    await Promise.all([act(manager, 'recordReceipt', input), act(manager, 'recordReceipt', input)]);
    expect(await desk.see(claim.id)).toMatchObject({ leftFen: 500_00 });
    expect((await desk.lineOf('MIA-02')).paidFen).toBe(before.paidFen - 2300_00);
  });

  test('a wrong receipt is taken back by a counter entry, once', async () => {
    const claim = await claimed();
    const before = await desk.lineOf('MIA-02');
    await act(manager, 'recordReceipt', receipt(claim.id, '2800', 'W1'));
    const entryId = (await desk.see(claim.id))?.entries[0]?.id;
    expect((await desk.attempt(manager, 'correctReceipt', { entryId, reason: ' ' })).__typename).toBe('InvalidInput');
    await act(member, 'correctReceipt', { entryId, reason: '串户，非本户缴款' });
    expect((await desk.attempt(manager, 'correctReceipt', { entryId, reason: '再冲一次' })).__typename).toBe(
      'WrongState',
    );
    expect(await desk.see(claim.id)).toMatchObject({
      status: 'open',
      leftFen: 2800_00,
      entries: [{ kind: 'correction' }, { kind: 'receipt', corrected: true }],
    });
    expect(await desk.lineOf('MIA-02')).toEqual(before);
    // The same receipt may come in again, and what is on record stays as it is.
    await act(manager, 'recordReceipt', receipt(claim.id, '100', 'W1'));
    const { pool } = desk.here.api.database;
    for (const text of ['update recovery_entry set amount_fen = 1', 'delete from recovery_entry'])
      await expect(pool.query(text)).rejects.toThrow('permission denied');
  });

  test('gets another plan from two people, and is told of when late', async () => {
    const claim = await claimed();
    const tell = () =>
      inTransaction(desk.here.api.database.pool, (sql) =>
        tellLateClaims({ sql, county: getCounty(desk.here.config.county) }),
      );
    const tasks = () =>
      desk.here.records.rows<{ status: string; assignee: string; due: boolean }>(
        `select t.status, s.name as assignee, t.due_on > current_date as due from task t left join staff s on s.id = t.assignee_id
         where t.recovery_id = $1 order by t.id`,
        [claim.id],
      );
    await tell();
    await tell();
    expect(await tasks()).toMatchObject([{ status: 'open', due: true, assignee: expect.stringMatching(/.+/) }]);
    const ask = { recoveryId: claim.id, kind: 'instalments', months: 6, reason: '老人住院，延期退回' };
    await act(manager, 'askRecoveryPlan', ask);
    expect((await desk.attempt(member, 'askRecoveryPlan', ask)).__typename).toBe('WrongState');
    const [asked] = (await desk.see(claim.id, member))?.plans ?? [];
    expect(asked).toMatchObject({ status: 'asked', allowedActions: [{ action: 'approve' }, { action: 'refuse' }] });
    expect((await desk.attempt(manager, 'decideRecoveryPlan', { planId: asked?.id, approve: true })).__typename).toBe(
      'NotAllowed',
    );
    await act(manager, 'recordReceipt', receipt(claim.id, '1000', 'P1'));
    await act(member, 'decideRecoveryPlan', { planId: asked?.id, approve: true });
    const seen = await desk.see(claim.id);
    expect(seen).toMatchObject({ lateFen: 0, plans: [{ status: 'in_force' }, { status: 'replaced' }] });
    expect(seen?.plans[0]?.instalments.map(({ amountFen }) => amountFen)).toEqual([
      300_00, 300_00, 300_00, 300_00, 300_00, 300_00,
    ]);
    expect(await tasks()).toMatchObject([{ status: 'done' }]);
    expect((await desk.attempt(manager, 'decideRecoveryPlan', { planId: asked?.id, approve: false })).__typename).toBe(
      'WrongState',
    );
    // What was no receipt after all is owed with the last part of the plan, and not late before.
    const wrongId = seen?.entries[0]?.id;
    await act(manager, 'correctReceipt', { entryId: wrongId, reason: '串户' });
    expect(await desk.see(claim.id)).toMatchObject({ leftFen: 2800_00, lateFen: 0 });
    const days = (from: string, to: string) =>
      desk.here.records.rows(
        `update recovery_instalment i set due_on = due_on + (($2::date - $1::date) || ' days')::interval
         from recovery_plan p where p.id = i.plan_id and p.status = 'in_force' and p.claim_id = $3`,
        [from, to, claim.id],
      );
    await days('2026-01-01', '2025-01-01');
    expect(await desk.see(claim.id)).toMatchObject({ lateFen: 2800_00 });
  });

  test('asks nobody for what the dead owe, and shows it; the audit asks for what else is late for months', async () => {
    const claim = await claimed();
    const asked = async () => {
      await act(desk.chair, 'startSelfAudit', {});
      await desk.here.work();
      return desk.here.records.rows(
        `select status, amount_fen::int as fen, department_code as department from audit_finding
         where question = 'recovery_late' and mark = $1`,
        [claim.id],
      );
    };
    expect(await asked()).toEqual([{ status: 'open', fen: 2800_00, department: 'MIA' }]);
    await desk.here.records.rows(
      `update person set gone = 'died', gone_on = current_date, last_household_id = household_id, household_id = null where id = (select person_id from recovery_claim where id = $1)`,
      [claim.id],
    );
    await inTransaction(desk.here.api.database.pool, (sql) =>
      tellLateClaims({ sql, county: getCounty(desk.here.config.county) }),
    );
    expect(await desk.here.records.count('task where recovery_id = $1', [claim.id])).toBe(0);
    expect(await desk.see(claim.id)).toMatchObject({ debtorDied: true, leftFen: 2800_00 });
    expect(await asked()).toMatchObject([{ status: 'vanished' }]);
  });

  test('the rest is let go by a further round', async () => {
    const claim = await claimed();
    await act(manager, 'recordReceipt', receipt(claim.id, '800', 'R1'));
    await act(manager, 'askWaiver', { recoveryId: claim.id, reason: '户主丧失劳动能力' });
    expect((await desk.attempt(manager, 'askWaiver', { recoveryId: claim.id, reason: '再次提请' })).__typename).toBe(
      'WrongState',
    );
    const roundId = (await desk.see(claim.id, manager))?.waiverRound?.id ?? '';
    expect(await desk.remediesOf(roundId)).toMatchObject([
      { kind: 'waive', amountFen: 2000_00, kinds: ['waive', 'leave'] },
    ]);
    await desk.adopt(roundId);
    expect(await desk.see(claim.id)).toMatchObject({
      status: 'waived',
      leftFen: 0,
      waivedFen: 2000_00,
      waiverRound: null,
      allowedActions: [],
    });
  });
});

describe('what came back', () => {
  test('is given no more: not to the case, not to a later round; what is let go the family keeps', async () => {
    const claim = await claimed();
    const { id: roundId } = claim.origin.round ?? { id: '' };
    const leftOf = async (caseId: string) => {
      const { data } = await desk.chair.raw('query ($id: ID!) { case(id: $id) { need { alreadyFen leftFen } } }', {
        id: caseId,
      });
      return (data as { case: { need: { alreadyFen: number; leftFen: number } } }).case.need;
    };
    const before = await leftOf(claim.caseId);
    await act(manager, 'recordReceipt', receipt(claim.id, '1000', 'N1'));
    expect((await leftOf(claim.caseId)).leftFen).toBe(before.leftFen + 1000_00);
    const given = (on: string) =>
      inTransaction(desk.here.api.database.pool, async (sql) => {
        const [file] = await sql<{ id: string; householdId: string; beneficiaryId: string }>(
          'select id, household_id as "householdId", beneficiary_id as "beneficiaryId" from case_file where id = $1',
          [roundId],
        );
        if (!file) throw new Error('There is a round');
        const aid = await givenOn(sql, getCounty(desk.here.config.county), file, on);
        return aid.filter(({ programCode }) => programCode === 'MIA-02').map(({ fen }) => fen);
      });
    expect(await given('2022-10-01')).toEqual([7000_00]);
    expect(await given('2022-10-02')).toEqual([6000_00]);
    await act(manager, 'askWaiver', { recoveryId: claim.id, reason: '户主丧失劳动能力' });
    const round = (await desk.see(claim.id, manager))?.waiverRound?.id ?? '';
    await desk.adopt(round);
    expect((await leftOf(claim.caseId)).leftFen).toBe(before.leftFen + 1000_00);
    expect(await given('2026-01-01')).toEqual([6000_00]);
    // Of the rounds that only put right nobody is asked to help on; of the case itself one is.
    await inTransaction(desk.here.api.database.pool, (sql) =>
      sql(`update aid_package set coverage = jsonb_set(coverage, '{leftFen}', '99000000') where case_id = any($1)`, [
        [claim.caseId, round],
      ]),
    );
    const { pool } = desk.here.api.database;
    const { rows } = await pool.query<{ case_id: string }>(
      `select case_id from (${HARDSHIP}) h where case_id = any($1)`,
      [[claim.caseId, round]],
    );
    expect(rows).toEqual([{ case_id: claim.caseId }]);
  });

  test('is told by the next review as settled, which asks for the rest only', async () => {
    const room = await desk.aided(['MIA-02']);
    await desk.pay(room.caseId, 'MIA-02');
    await desk.adopt(await desk.reviewed(room, 'med_oop_compliant_12m', '6000'));
    const thirdId = await desk.reviewed(room, 'med_oop_compliant_12m', '5000');
    expect(await desk.remediesOf(thirdId)).toMatchObject([
      { direction: 'over', amountFen: 700_00, status: 'proposed' },
    ]);
    const { data } = await desk.chair.raw(
      'query ($id: ID!) { case(id: $id) { rounds { reviews { status items { overFen settledFen remedy { fen } } } } } }',
      { id: room.caseId },
    );
    const { reviews } = (data as { case: { rounds: { reviews: object[] } } }).case.rounds;
    expect(reviews[0]).toMatchObject({ items: [{ overFen: 3500_00, settledFen: 2800_00, remedy: { fen: 700_00 } }] });
    // The third round is not decided yet.
    await expect(desk.reviewed(room, 'med_oop_compliant_12m', '4000')).rejects.toThrow('WrongState');
  });

  test('ends what the audit found: aid above the loss', async () => {
    const claim = await claimed();
    await desk.here.records.rows('update case_file set cost_fen = insurance_paid_fen + 420000 where id = $1', [
      claim.caseId,
    ]);
    const asked = async () => {
      await act(desk.chair, 'startSelfAudit', {});
      await desk.here.work();
      return desk.here.records.rows(
        `select status, amount_fen::int as fen from audit_finding where question = 'above_loss' and case_id = $1`,
        [claim.caseId],
      );
    };
    expect(await asked()).toEqual([{ status: 'open', fen: 2800_00 }]);
    await act(manager, 'recordReceipt', receipt(claim.id, '2800', 'L1'));
    expect(await asked()).toMatchObject([{ status: 'vanished' }]);
  });
});

test('monthly aid goes on at the right amount once its department says so', async () => {
  const room = await desk.aided(['MCA-02']);
  const payments = await PaymentDesk.open(desk.here, 'MCA');
  await payments.gather('2022-08', 'monthly', false);
  await desk.pay(room.caseId, 'MCA-02');
  await desk.adopt(await desk.reviewed(room, 'hh_income_month', '400'));
  const dueOf = (month: string) =>
    desk.here.records.rows<{ fen: number }>(
      `select d.amount_fen::int as fen from payment_due d join payment_schedule s on s.id = d.schedule_id
       join aid_record a on a.id = s.aid_record_id where a.case_id = $1 and d.month = $2`,
      [room.caseId, month],
    );
  const tasks = await desk.here.records.rows(
    `select status, department_code as department from task where kind = 'review_payments' and case_id = $1`,
    [room.caseId],
  );
  expect(tasks).toEqual([{ status: 'open', department: 'MCA' }]);
  const civil = await desk.here.office.as('manager', 'MCA');
  const { data } = await civil.raw(
    `{ paymentsToDecide { schedule { id version amountFen askedFen allowedActions { action } } } }`,
    {},
  );
  const seen = (data as { paymentsToDecide: { schedule: SeenSchedule }[] }).paymentsToDecide;
  const [{ schedule }] = seen as [{ schedule: SeenSchedule }];
  expect(seen).toHaveLength(1);
  expect(schedule.askedFen).toBeLessThan(schedule.amountFen);
  expect(schedule.allowedActions.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['change_amount', 'keep_amount']),
  );
  const of = { scheduleId: schedule.id, expectedVersion: schedule.version };
  expect((await desk.attempt(manager, 'changeAmount', of)).__typename).not.toBe('PaymentSchedule');
  expect((await desk.attempt(civil, 'keepAmount', { ...of, reason: ' ' })).__typename).toBe('InvalidInput');
  expect((await desk.attempt(civil, 'changeAmount', { ...of, expectedVersion: 99 })).__typename).toBe('StaleVersion');
  await act(civil, 'changeAmount', of);
  expect(
    (await desk.attempt(civil, 'changeAmount', { ...of, expectedVersion: of.expectedVersion + 1 })).__typename,
  ).toBe('WrongState');
  const [amount] = await desk.here.records.rows<{ from: string; fen: number }>(
    `select to_char(from_month, 'YYYY-MM-DD') as "from", fen::int from payment_amount where schedule_id = $1`,
    [schedule.id],
  );
  expect(amount?.fen).toBe(schedule.askedFen);
  await payments.gather(amount?.from.slice(0, 7) ?? '', 'monthly', false);
  expect(await dueOf(amount?.from ?? '')).toEqual([{ fen: schedule.askedFen }]);
  expect(
    await desk.here.records.count(
      `task where kind = 'review_payments' and status = 'open' and department_code = 'MCA'`,
    ),
  ).toBe(0);
});

interface SeenSchedule {
  id: string;
  version: number;
  amountFen: number;
  askedFen: number;
  allowedActions: { action: string }[];
}

test('what is owed is kept back of coming months: paid in full by its line, received by the line that paid too much', async () => {
  const room = await desk.aided(['MCA-02']);
  const payments = await PaymentDesk.open(desk.here, 'MCA');
  await payments.gather('2022-08', 'monthly', false);
  await desk.pay(room.caseId, 'MCA-02');
  await payments.gather('2022-09', 'monthly', false);
  // Two months were paid with 100 too much each; the third is committed and not paid.
  const roundId = await desk.reviewed(room, 'hh_income_month', '400');
  expect(await desk.remediesOf(roundId)).toMatchObject([
    { amountFen: 300_00, kinds: ['instalments', 'waive', 'leave'] },
  ]);
  await desk.adopt(roundId);
  const [claim] = await desk.recoveriesOf(room.caseId);
  expect(claim).toMatchObject({ amountFen: 200_00 });
  // The county's pack keeps nothing back of dibao; here it does.
  await desk.here.records.rows('delete from recovery_instalment where plan_id = $1', [claim?.plans[0]?.id]);
  await desk.here.records.rows(`update recovery_plan set kind = 'set_off', months = null, percent = 20 where id = $1`, [
    claim?.plans[0]?.id,
  ]);
  const before = await desk.lineOf('MCA-02');
  await payments.gather('2022-11', 'monthly', false);
  const dues = await desk.here.records.rows<{ month: string; fen: number; withheld: number }>(
    `select to_char(d.month, 'YYYY-MM') as month, d.amount_fen::int as fen, d.withheld_fen::int as withheld
     from payment_due d join payment_schedule s on s.id = d.schedule_id join aid_record a on a.id = s.aid_record_id
     where a.case_id = $1 and d.month >= '2022-10-01' order by d.month`,
    [room.caseId],
  );
  const [first] = dues;
  const whole = (first?.fen ?? 0) + (first?.withheld ?? 0);
  const share = Math.floor(whole / 5);
  expect(dues).toMatchObject([
    { month: '2022-10', fen: whole - share, withheld: share },
    { month: '2022-11', withheld: Math.min(share, 200_00 - share) },
  ]);
  const kept = dues.reduce((sum, { withheld }) => sum + withheld, 0);
  expect((await desk.recoveriesOf(room.caseId))[0]).toMatchObject({ leftFen: 200_00 - kept });
  // Both months are spent; what was kept back of them went up, since the line's year is over.
  expect(await desk.lineOf('MCA-02')).toMatchObject({
    paidFen: before.paidFen,
    committedFen: before.committedFen + 2 * whole - kept,
    leftFen: before.leftFen - 2 * whole,
    budgetFen: before.budgetFen - kept,
  });
  // Gathered again nothing more is kept; a month that is not owed gives back what was.
  await payments.gather('2022-11', 'monthly', false);
  expect((await desk.recoveriesOf(room.caseId))[0]).toMatchObject({ leftFen: 200_00 - kept });
  await desk.here.records.rows(`update aid_record set ended_on = '2022-10-31' where case_id = $1`, [room.caseId]);
  await payments.gather('2022-11', 'monthly', false);
  expect((await desk.recoveriesOf(room.caseId))[0]).toMatchObject({ leftFen: 200_00 - share });
  expect(await desk.lineOf('MCA-02')).toMatchObject({
    paidFen: before.paidFen,
    committedFen: before.committedFen + whole - share,
    leftFen: before.leftFen - whole,
    budgetFen: before.budgetFen - share,
  });
});
