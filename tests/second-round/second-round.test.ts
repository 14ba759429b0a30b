import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attempt } from '../api/attempt.js';
import { Casework, type Discussion } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, key } from '../testkit/client.js';

let here: TestOffice;
let casework: Casework;
let clerk: Client;
let chair: Client;

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  clerk = await here.office.as('clerk');
  chair = await here.office.as('chair');
});
afterAll(() => here?.close());

/** A family with dibao of 60 yuan a month less than without its income, and medical aid. */
async function adopted(): Promise<Discussion> {
  const room = await casework.discuss(4, undefined, [{ programCode: 'MCA-02' }, { programCode: 'MIA-02' }]);
  await act(chair, 'adoptItem', { itemId: room.itemId, expectedVersion: room.itemVersion });
  return room;
}

/** A later review that was superseded, as no command leaves it behind: the open one cannot be told anew. */
async function hideOpen(reviewId: string | undefined): Promise<void> {
  await here.records.rows(
    `insert into package_review (package_id, case_id, cause, through, over_fen, under_fen, items, status)
     select package_id, case_id, cause, through, 0, 0, '[]', 'superseded' from package_review where id = $1`,
    [reviewId],
  );
}

/** Puts right what was recorded of a fact. */
async function correct({ householdId }: Discussion, fact: string, value: string): Promise<void> {
  const [wrong] = await here.records.rows<{ id: string }>(
    `select o.id from observation o where o.household_id = $1 and o.fact = $2 and o.value <> 'null'
       and not exists (select from observation r where r.replaces_id = o.id) order by o.recorded_at desc limit 1`,
    [householdId, fact],
  );
  await act(clerk, 'correctObservation', { observationId: wrong?.id, value, reason: '核对后更正' });
}

interface Review {
  id: string;
  version: number;
  status: string;
  overFen: number;
  underFen: number;
  items: {
    program: { code: string };
    overFen: number;
    underFen: number;
    months: { month: string; decidedFen: number; dueFen: number | null }[];
    remedy: { kind: string; fen: number; words: { zh: string } };
    reasons: { zh: string }[];
  }[];
  nextCase: { id: string } | null;
  allowedActions: { action: string }[];
}

async function roundsOf(client: Client, caseId: string) {
  const { data } = await client.raw(
    `query ($id: ID!) { case(id: $id) { status need { costFen alreadyFen } rounds { round reviewOn reviewedAt formerCase { id }
       cameFrom { id overFen } reviews { id version status overFen underFen nextCase { id } allowedActions { action }
       items { program { code } overFen underFen months { month decidedFen dueFen } remedy { kind fen words { zh } }
         reasons { zh } } } } } }`,
    { id: caseId },
  );
  return (
    data as {
      case: { rounds: { round: number; reviewOn: string | null; reviewedAt: string; reviews: Review[] } } | null;
    }
  ).case;
}

async function review(room: Discussion): Promise<Review[]> {
  await act(clerk, 'reviewCase', { caseId: room.caseId });
  return (await roundsOf(clerk, room.caseId))?.rounds.reviews ?? [];
}

const tasksOf = (caseId: string) =>
  here.records.rows<{ status: string; assignee: string; owner: string; due: boolean }>(
    `select t.status, t.assignee_id as assignee, c.owner_id as owner, t.due_on > current_date as due
       from task t join case_file c on c.id = t.case_id where t.kind = 'package_review' and t.case_id = $1 order by t.id`,
    [caseId],
  );

describe('a review', () => {
  test('finds nothing where nothing changed, and tells when it looks again', async () => {
    const room = await adopted();
    expect(await review(room)).toEqual([]);
    expect((await roundsOf(clerk, room.caseId))?.rounds).toMatchObject({ round: 1, reviewOn: '2022-12-23' });
    expect(await tasksOf(room.caseId)).toEqual([]);
  });

  test('beside another that is open is told which one', async () => {
    const room = await adopted();
    await correct(room, 'hh_income_month', '400');
    const [open] = await review(room);
    await hideOpen(open?.id);
    expect(await attempt(clerk, 'reviewCase', { key: key(), caseId: room.caseId })).toMatchObject({
      __typename: 'WrongState',
      message: expect.stringContaining('未办结的复核'),
    });
    await here.records.rows(`delete from package_review where case_id = $1 and id <> $2`, [room.caseId, open?.id]);
  });

  test('of a corrected income tells month by month what was paid too much, why, and what to do', async () => {
    const room = await adopted();
    await correct(room, 'hh_income_month', '400');
    const [found, ...others] = await review(room);
    expect(others).toEqual([]);
    const [item, ...unchanged] = found?.items ?? [];
    expect(unchanged).toEqual([]);
    expect(item).toMatchObject({
      program: { code: 'MCA-02' },
      underFen: 0,
      remedy: { kind: 'instalments', fen: found?.overFen },
      reasons: [{ zh: expect.stringContaining('家庭月收入：¥300 → ¥400') }],
    });
    const months = item?.months ?? [];
    expect(months[0]?.month).toBe('2022-07');
    expect(new Set(months.map(({ decidedFen, dueFen }) => decidedFen - (dueFen ?? 0)))).toEqual(new Set([100_00]));
    expect(found?.overFen).toBe(months.length * 100_00);
    const [task] = await tasksOf(room.caseId);
    expect(task).toMatchObject({ status: 'open', due: true });
    expect(task?.assignee).toBe(task?.owner);
    // The same again says nothing new; what is put right once more takes its place.
    expect(await review(room)).toHaveLength(1);
    await correct(room, 'hh_income_month', '300');
    expect((await review(room)).map(({ status }) => status)).toEqual(['superseded']);
    expect((await tasksOf(room.caseId)).map(({ status }) => status)).toEqual(['done']);
  });

  test('counts a change from the month after it, and a correction of the need at once', async () => {
    const room = await adopted();
    await act(clerk, 'recordFacts', {
      householdId: room.householdId,
      facts: [{ code: 'hh_income_month', value: '500', observedOn: '2022-09-10' }],
    });
    await correct(room, 'med_oop_compliant_12m', '12000');
    const [found] = await review(room);
    const of = (code: string) => found?.items.find(({ program }) => program.code === code);
    expect(of('MCA-02')?.months[0]).toMatchObject({ month: '2022-10' });
    expect(of('MIA-02')).toMatchObject({
      underFen: 1400_00,
      overFen: 0,
      months: [{ month: '2022-06', decidedFen: 7000_00, dueFen: 8400_00 }],
      remedy: { kind: 'pay_difference', words: { zh: '建议补发 ¥1,400' } },
    });
  });

  test('moves no money', async () => {
    const count = () => here.records.count('ledger_transfer');
    const room = await adopted();
    const before = await count();
    await correct(room, 'hh_income_month', '450');
    expect(await review(room)).toHaveLength(1);
    expect(await count()).toBe(before);
  });

  test('needs a package that was adopted', async () => {
    const { caseId } = await casework.compose();
    expect((await attempt(clerk, 'reviewCase', { key: key(), caseId })).__typename).toBe('WrongState');
  });
});

describe('the second round', () => {
  test('is a case before the meeting, with the review, the need and the facts of the first', async () => {
    const room = await adopted();
    const [medical] = await here.records.rows<{ id: string }>(
      `select i.id from package_item i join aid_package k on k.id = i.package_id
        where k.case_id = $1 and i.program_code = 'MIA-02'`,
      [room.caseId],
    );
    await act(await here.office.as('manager', 'MIA'), 'decidePackageItem', {
      packageItemId: medical?.id,
      outcome: 'confirmed',
    });
    await correct(room, 'med_oop_compliant_12m', '12000');
    const [found] = await review(room);
    const input = { reviewId: found?.id, expectedVersion: found?.version, reason: '合规费用更正，需补发' };
    expect(await attempt(clerk, 'openSecondRound', { key: key(), ...input, reason: ' ' })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ path: 'reason' }],
    });
    expect((await attempt(clerk, 'openSecondRound', { key: key(), ...input, expectedVersion: 9 })).__typename).toBe(
      'StaleVersion',
    );
    const nextId = await act(clerk, 'openSecondRound', input);
    expect(await roundsOf(chair, nextId)).toMatchObject({
      status: 'awaiting_review',
      need: { costFen: 14000_00, alreadyFen: 7000_00 },
      rounds: { round: 2, formerCase: { id: room.caseId }, cameFrom: { id: found?.id }, reviews: [] },
    });
    const [first] = (await roundsOf(chair, room.caseId))?.rounds.reviews ?? [];
    expect(first).toMatchObject({ status: 'second_round', nextCase: { id: nextId }, allowedActions: [] });
    expect((await tasksOf(room.caseId)).map(({ status }) => status)).toEqual(['done']);
    expect((await attempt(clerk, 'openSecondRound', { key: key(), ...input })).__typename).toBe('WrongState');
    const facts = (caseId: string) =>
      here.records.rows(
        `select fact, value, observed_on from observation where case_id = $1 and person_id is null order by fact`,
        [caseId],
      );
    expect(await facts(nextId)).toEqual(await facts(room.caseId));
    // What the review says again does not ask for another round.
    expect(await review(room)).toHaveLength(1);
  });

  test('is asked for by nobody outside the area, and reviews are seen with the package only', async () => {
    const room = await adopted();
    await correct(room, 'hh_income_month', '420');
    const [found] = await review(room);
    const elsewhere = casework.county.townships.find(({ code }) => code !== room.townshipCode)?.code ?? '';
    const stranger = await here.office.asUser(`clerk-${elsewhere.toLowerCase()}`);
    const input = { key: key(), reviewId: found?.id, expectedVersion: found?.version, reason: '看看别的乡镇' };
    expect((await attempt(stranger, 'openSecondRound', input)).__typename).toBe('NotFound');
    expect((await attempt(stranger, 'reviewCase', { key: key(), caseId: room.caseId })).__typename).toBe('NotFound');
    const idsOf = async (client: Client) => {
      const { data } = await client.raw('{ packageReviews(first: 100) { total nodes { id } } }');
      const { total, nodes } = (data as { packageReviews: { total: number; nodes: { id: string }[] } }).packageReviews;
      expect(total).toBe(nodes.length);
      return nodes.map(({ id }) => id);
    };
    expect(await idsOf(chair)).toContain(found?.id);
    expect(await idsOf(await here.office.as('manager', 'MCA'))).toContain(found?.id);
    for (const other of [stranger, await here.office.as('leader'), await here.office.as('manager', 'HUD')])
      expect(await idsOf(other)).not.toContain(found?.id);
  });
});

test('all packages that something touched are reviewed by one job, the others not', async () => {
  const touched = await adopted();
  const untouched = await adopted();
  const job = async () => {
    const id = await act(chair, 'startReviews', {});
    expect((await attempt(chair, 'startReviews', { key: key() })).__typename).toBe('WrongState');
    await here.work();
    const [row] = await here.records.rows<{ status: string; result: { reviewed: number; found: number } }>(
      'select status, result from job where id = $1',
      [id],
    );
    return row;
  };
  expect(await job()).toMatchObject({ status: 'succeeded' });
  await correct(touched, 'hh_income_month', '480');
  expect(await job()).toMatchObject({ status: 'succeeded', result: { found: 1 } });
  const reviewsOf = async ({ caseId }: Discussion) =>
    (await roundsOf(chair, caseId))?.rounds.reviews.filter(({ status }) => status === 'open') ?? [];
  expect((await reviewsOf(touched))[0]?.overFen).toBeGreaterThan(0);
  expect(await reviewsOf(untouched)).toEqual([]);
  // Somebody is to look at the family on its date, also where nothing differs.
  await here.records.rows(
    `update aid_package set adopted_at = '2022-06-23 12:00+08', replayed_at = null where case_id = $1`,
    [untouched.caseId],
  );
  expect(await job()).toMatchObject({ result: { found: 1 } });
  expect((await reviewsOf(untouched)).map(({ overFen, underFen }) => overFen + underFen)).toEqual([0]);
  expect(await tasksOf(untouched.caseId)).toMatchObject([{ status: 'open' }]);
  // A package beside whose open review none can be made is passed over; the others are reviewed all the same.
  const stuck = await adopted();
  const behind = await adopted();
  await correct(stuck, 'hh_income_month', '400');
  const [open] = await review(stuck);
  await hideOpen(open?.id);
  for (const room of [stuck, behind]) await correct(room, 'hh_income_month', '450');
  expect(await job()).toMatchObject({ status: 'succeeded', result: { found: 1, skipped: 1 } });
  expect((await reviewsOf(behind))[0]?.overFen).toBeGreaterThan(0);
  expect((await reviewsOf(stuck)).map(({ id }) => id)).toEqual([open?.id]);
  // Anything else that goes wrong is told, and passes for no open review.
  await correct(behind, 'hh_income_month', '470');
  const broken = await act(clerk, 'startReviews', {});
  await here.records.rows(
    `insert into command_log (actor_id, key, name, input_hash, result)
     select requested_by, id || ':' || $2, 'other', 'other', '{"type":"Case","id":""}' from job where id = $1`,
    [broken, behind.caseId],
  );
  await here.work();
  expect(await here.records.rows('select status, result from job where id = $1', [broken])).toMatchObject([
    { status: 'failed', result: null },
  ]);
});
