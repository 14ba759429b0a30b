import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Config } from '@yimen/api/platform/config.js';
import { startApi } from '@yimen/api/server.js';
import { type Attempt, attempt } from '../api/attempt.js';
import { Casework, type Discussion } from '../api/casework.js';
import { RecordRoom } from '../api/test-office.js';
import { type ApiProcess, startApiProcess } from '../testkit/api-process.js';
import { key, type Office, openOffice } from '../testkit/client.js';
import { emptyCounty } from '../testkit/empty-county.js';

/** The items of the package that the cases here end in, by program. */
const DEPARTMENT_OF: Record<string, string> = { 'MIA-02': 'MIA', 'MCA-05': 'MCA', 'RC-01': 'RC' };
const PROGRAMS = Object.keys(DEPARTMENT_OF);

let config: Config;
let drop: () => Promise<void>;
let records: RecordRoom;
const running: ApiProcess[] = [];
/** Cases that wait for nothing but the chair's adoption; each test takes its own. */
const discussions: Discussion[] = [];
/** How many cases the tests so far left committed, and how many adopted only. */
let settled = 0;
let adoptedOnly = 0;
const CONCURRENT = 4;

beforeAll(async () => {
  const { YIMEN_TEST_OWNER_URL: ownerUrl = '', YIMEN_TEST_APP_URL: appUrl = '' } = process.env;
  ({ config, drop } = await emptyCounty(ownerUrl, appUrl));
  records = new RecordRoom(config);
  const api = await startApi({ ...config, embeddedWorker: false });
  const casework = await Casework.begin(await openOffice(api.url));
  while (discussions.length < CONCURRENT + 3) discussions.push(await casework.discuss(4));
  await api.close();
});

function nextDiscussion(): Discussion {
  const next = discussions.pop();
  if (!next) throw new Error('Prepare more cases');
  return next;
}

afterAll(async () => {
  await Promise.all(running.map((one) => one.kill()));
  await records?.close();
  await drop?.();
});

interface Running {
  api: ApiProcess;
  office: Office;
}

async function start(worker: 'with its worker' | 'without a worker'): Promise<Running> {
  const api = await startApiProcess({ ...config, embeddedWorker: worker === 'with its worker' });
  running.push(api);
  return { api, office: await openOffice(api.url) };
}

const unhandled = () => records.count('outbox_event where handled_at is null');

/** Waits until a count is reached; fails after 10 seconds. */
async function until(count: () => Promise<number>, expected: number): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await delay(50)) {
    if ((await count()) === expected) return;
  }
  expect(await count()).toBe(expected);
}

async function adopt(office: Office, { itemId, itemVersion }: Discussion, once: string): Promise<Attempt> {
  return attempt(await office.as('chair'), 'adoptItem', { key: once, itemId, expectedVersion: itemVersion });
}

async function confirm(office: Office, program: string, packageItemId: string, once: string): Promise<Attempt> {
  const member = await office.as('member', DEPARTMENT_OF[program]);
  return attempt(member, 'decidePackageItem', { key: once, packageItemId, outcome: 'confirmed' });
}

async function itemsOf(caseId: string): Promise<Map<string, string>> {
  const found = await records.rows<{ program: string; id: string }>(
    `select i.program_code as program, i.id from package_item i join aid_package p on p.id = i.package_id
     where p.case_id = $1`,
    [caseId],
  );
  return new Map(found.map(({ program, id }) => [program, id]));
}

/** What became of each item of a case: status, tasks, decisions, holds of money, what they were posted as. */
async function outcome(caseId: string): Promise<Record<string, { tasks: string[] }>> {
  const found = await records.rows<{ program: string; tasks: string[] }>(
    `select i.program_code as program, i.status,
       array(select t.status from task t where t.package_item_id = i.id) as tasks,
       (select count(*)::int from department_decision d where d.package_item_id = i.id) as decisions,
       (select count(*)::int from ledger_transfer t join ledger_account a on a.id = t.credit_account_id
        where t.package_item_id = i.id and t.phase = 'pending' and a.kind = 'committed') as holds,
       (select coalesce(sum(t.amount), 0)::int from ledger_transfer t join ledger_account a on a.id = t.credit_account_id
        where t.package_item_id = i.id and t.phase in ('single', 'post') and a.kind = 'committed') as fen
     from package_item i join aid_package p on p.id = i.package_id where p.case_id = $1`,
    [caseId],
  );
  return Object.fromEntries(found.map(({ program, ...rest }) => [program, rest]));
}

const waiting = { status: 'awaiting_decision', tasks: ['open'], decisions: 0, fen: 0 };
const committed = { status: 'committed', tasks: ['done'], decisions: 1 };
const ADOPTED = {
  'MIA-02': { ...waiting, holds: 1 },
  'MCA-05': { ...waiting, holds: 1 },
  'RC-01': { ...waiting, holds: 0 },
};
const COMMITTED = {
  'MIA-02': { ...committed, holds: 1, fen: 700_000 },
  'MCA-05': { ...committed, holds: 1, fen: 300_000 },
  'RC-01': { ...committed, holds: 0, fen: 0 },
};

/** Every yuan is somewhere: what a line has left, holds and committed is its budget, and no more is committed than confirmed. */
async function expectBalanced(office: Office): Promise<void> {
  const chair = await office.as('chair');
  const { data } = await chair.raw(
    '{ budgetLines(year: 2022) { budgetFen reservedFen heldFen committedFen paidFen leftFen program { code } } }',
  );
  const { budgetLines } = data as { budgetLines: (Record<string, number> & { program: { code: string } })[] };
  for (const {
    budgetFen = 0,
    reservedFen = 0,
    heldFen = 0,
    committedFen = 0,
    paidFen = 0,
    leftFen = 0,
  } of budgetLines) {
    expect(leftFen + reservedFen + heldFen + committedFen + paidFen).toBe(budgetFen);
  }
  const totals = new Map(budgetLines.map((line) => [line.program.code, line]));
  const each: Record<string, number> = { 'MIA-02': 700_000, 'MCA-05': 300_000 };
  for (const [program, fen] of Object.entries(each)) {
    expect([program, totals.get(program)?.committedFen, totals.get(program)?.heldFen]).toEqual([
      program,
      settled * fen,
      adoptedOnly * fen,
    ]);
  }
}

describe('killed after the adoption was answered and before its event was handled', () => {
  const adoption = key();
  let adopted: Discussion;
  let restarted: Running;
  const confirmations = new Map(PROGRAMS.map((program) => [program, key()]));
  const once = (program: string) => confirmations.get(program) as string;

  test('the adoption stands, and nothing has followed from it yet', async () => {
    const { api, office } = await start('without a worker');
    adopted = nextDiscussion();
    expect(await adopt(office, adopted, adoption)).toMatchObject({ id: adopted.itemId });
    await api.kill();
    expect(await unhandled()).toBe(1);
    expect(await outcome(adopted.caseId)).toMatchObject({ 'MIA-02': { ...waiting, tasks: [], holds: 1 } });
  });

  test('after the restart each department has its task once, its money held once', async () => {
    restarted = await start('with its worker');
    await until(unhandled, 0);
    expect(await outcome(adopted.caseId)).toEqual(ADOPTED);
    const before = await records.everything();
    expect(await adopt(restarted.office, adopted, adoption)).toMatchObject({ id: adopted.itemId });
    expect(await records.everything()).toEqual(before);
  });

  test('killed between two confirmations: each is committed once, and a repeated request answers the same', async () => {
    const items = await itemsOf(adopted.caseId);
    const { api, office } = restarted;
    const [first = '', ...others] = PROGRAMS;
    const answer = await confirm(office, first, items.get(first) ?? '', once(first));
    expect(answer.id).toBe(items.get(first));
    await api.kill();
    const { api: next, office: again } = await start('without a worker');
    expect(await confirm(again, first, items.get(first) ?? '', once(first))).toEqual(answer);
    for (const program of others) await confirm(again, program, items.get(program) ?? '', once(program));
    expect(await outcome(adopted.caseId)).toEqual(COMMITTED);
    settled += 1;
    await expectBalanced(again);
    await next.kill();
  });
});

describe('killed while its worker handles the event', () => {
  /** Adopts a case while nobody can write tasks, until a worker is stuck with the event; then kills it. */
  async function killAtWork({ api, office }: Running, meanwhile: () => Promise<void>): Promise<Discussion> {
    const discussion = nextDiscussion();
    await records.with(async (client) => {
      await client.query('begin; lock table task in exclusive mode');
      await adopt(office, discussion, key());
      const stuck = `pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into task%' and datname = $1`;
      const name = new URL(config.ownerUrl).pathname.slice(1);
      await until(() => records.count(stuck, [name]), 1);
      await meanwhile();
      await api.kill();
      await client.query('rollback');
    });
    expect(await outcome(discussion.caseId)).toMatchObject({ 'MIA-02': { tasks: [] } });
    adoptedOnly += 1;
    return discussion;
  }

  let survivor: Running;

  test('the restarted process takes the event up within seconds', async () => {
    const { caseId } = await killAtWork(await start('with its worker'), async () => undefined);
    survivor = await start('with its worker');
    await until(unhandled, 0);
    expect(await outcome(caseId)).toEqual(ADOPTED);
  });

  test('another process, that runs on, takes it up', async () => {
    let other: Running | undefined;
    const { caseId } = await killAtWork(survivor, async () => {
      other = await start('with its worker');
    });
    await until(unhandled, 0);
    expect(await outcome(caseId)).toEqual(ADOPTED);
    await other?.api.kill();
  });
});

describe('killed at any moment', () => {
  const KILLS = 2;

  test('what was asked is done once, nothing is lost, and every repeated request answers the same', async () => {
    let { api, office } = await start('with its worker');
    const cases = Array.from({ length: CONCURRENT }, nextDiscussion);

    /** Asks again, with the same key, until somebody answers. */
    async function insist(ask: (office: Office) => Promise<Attempt>): Promise<Attempt> {
      for (;;) {
        const answer = await ask(office).catch(() => undefined);
        if (answer) return answer;
        await delay(20);
      }
    }
    const asked: ((office: Office) => Promise<Attempt>)[] = [];
    const answers: Attempt[] = [];
    async function doOnce(ask: (office: Office) => Promise<Attempt>): Promise<void> {
      const place = asked.push(ask) - 1;
      answers[place] = await insist(ask);
    }
    async function settle(one: Discussion): Promise<void> {
      const adoption = key();
      await doOnce((where) => adopt(where, one, adoption));
      const items = await itemsOf(one.caseId);
      await Promise.all(
        PROGRAMS.map((program) => {
          const once = key();
          return doOnce((where) => confirm(where, program, items.get(program) ?? '', once));
        }),
      );
    }
    const all = Promise.all(cases.map((one, index) => delay(index * 500).then(() => settle(one))));
    for (let kill = 0; kill < KILLS; kill += 1) {
      await delay(20 + Math.random() * 300);
      await api.kill();
      ({ api, office } = await start('with its worker'));
    }
    await all;
    await until(unhandled, 0);
    for (const { caseId } of cases) {
      const became = await outcome(caseId);
      expect(Object.keys(became).sort()).toEqual(Object.keys(COMMITTED).sort());
      for (const [program, expected] of Object.entries(COMMITTED)) {
        // A department that decided before its task was made needs none.
        const tasks = became[program]?.tasks ?? [];
        expect([[], ['done']]).toContainEqual(tasks);
        expect(became[program]).toEqual({ ...expected, tasks });
      }
    }
    settled += CONCURRENT;
    await expectBalanced(office);
    const before = await records.everything();
    expect(await Promise.all(asked.map((ask) => ask(office)))).toEqual(answers);
    expect(await records.everything()).toEqual(before);
  });
});
