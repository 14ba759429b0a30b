import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startJob } from '@yimen/api/features/job/start-job.js';
import { attempt } from '../api/attempt.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { key } from '../testkit/client.js';

const PROCESS = fileURLToPath(new URL('../dist/platform/job-process.js', import.meta.url));

let here: TestOffice;
const living = new Set<ChildProcess>();

beforeAll(async () => {
  here = await openTestOffice();
  await here.records.rows(
    `create table slice_log (job_id uuid, slice int, process int, begun_at timestamptz default clock_timestamp(),
       ended_at timestamptz)`,
  );
  await here.records.rows('grant all on slice_log to yimen_app');
});

afterEach(async () => {
  await Promise.all([...living].map(kill));
});

afterAll(() => here?.close());

async function open(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [PROCESS], {
    env: { PATH: process.env.PATH, JOB_CONFIG: JSON.stringify(here.config) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  living.add(child);
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  living.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
const kill = (child: ChildProcess) => end(child, 'SIGKILL');

/** Queues a job that the chair asks for. */
async function ask(kind: string, input: Record<string, unknown> = {}): Promise<string> {
  const { staffId } = await here.office.as('chair');
  const title = { zh: '数数', en: 'Count' };
  return startJob(
    { sql: here.records.rows.bind(here.records) as never, actor: { staffId } as never },
    { kind, title, input },
  );
}

interface JobSeen {
  status: string;
  done: number;
  total: number;
  attempt: number;
  result: unknown;
  error_id: string | null;
  error_zh: string | null;
}

async function see(id: string): Promise<JobSeen> {
  const [job] = await here.records.rows<JobSeen>('select * from job where id = $1', [id]);
  return job as JobSeen;
}

/** Looks at a job until `enough`, for at most 20 seconds; answers all that was seen. */
async function watch(id: string, enough: (job: JobSeen) => boolean): Promise<JobSeen[]> {
  const seen: JobSeen[] = [];
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await delay(20)) {
    const job = await see(id);
    seen.push(job);
    if (enough(job)) return seen;
  }
  throw new Error(`Still ${JSON.stringify(seen.at(-1))}`);
}
const ended = ({ status }: JobSeen) => !['queued', 'running'].includes(status);

interface Slice {
  slice: number;
  process: number;
  begun: number;
  ended: number | null;
}

function slicesOf(id: string): Promise<Slice[]> {
  return here.records.rows<Slice>(
    `select slice, process, extract(epoch from begun_at)::float8 as begun, extract(epoch from ended_at)::float8 as ended
     from slice_log where job_id = $1 order by begun_at`,
    [id],
  );
}
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a job whose process is killed', () => {
  test('goes on from its checkpoint in another process within seconds, and ends right', async () => {
    const first = await open();
    const id = await ask('count', { slices: 30, ms: 100 });
    const before = await watch(id, ({ done }) => done >= 8);
    await kill(first);
    await open();
    const after = await watch(id, ended);
    expect(after.at(-1)).toMatchObject({
      status: 'succeeded',
      done: 30,
      total: 30,
      attempt: 2,
      result: { slices: 30 },
    });

    const progress = [...before, ...after].map(({ done }) => done);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    const slices = await slicesOf(id);
    expect([...new Set(slices.map(({ slice }) => slice))]).toEqual(numbers(30));
    // Only the slice that was under way is done again.
    expect(slices.length).toBeLessThanOrEqual(31);
    expect(new Set(slices.map((one) => one.process)).size).toBe(2);
  });

  test('goes on in a process that runs already', async () => {
    const [one, two] = [await open(), await open()];
    const id = await ask('count', { slices: 30, ms: 100 });
    await watch(id, ({ done }) => done >= 5);
    const [{ process } = { process: 0 }] = await slicesOf(id);
    const killedAt = Date.now();
    await kill(process === one.pid ? one : two);
    await watch(id, ({ attempt }) => attempt === 2);
    expect(Date.now() - killedAt).toBeLessThan(5_000);
    expect((await watch(id, ended)).at(-1)).toMatchObject({ status: 'succeeded', done: 30, attempt: 2 });
  });

  test('is given up after ten attempts', async () => {
    const id = await ask('count', { slices: 1, ms: 1 });
    await here.records.rows(`update job set attempt = 10, status = 'running' where id = $1`, [id]);
    await open();
    expect((await watch(id, ended)).at(-1)).toMatchObject({ status: 'failed', error_id: expect.any(String) });
    expect(await slicesOf(id)).toEqual([]);
  });
});

test('a process that is told to end lets go after the slice, and the next one goes on', async () => {
  const first = await open();
  const id = await ask('count', { slices: 20, ms: 200 });
  await watch(id, ({ done }) => done >= 3);
  await end(first, 'SIGTERM');
  expect(await see(id)).toMatchObject({ status: 'running' });
  await open();
  await watch(id, ended);
  expect((await slicesOf(id)).map(({ slice }) => slice)).toEqual(numbers(20));
});

test('several processes work on several jobs at once, on each job one at a time', async () => {
  await Promise.all([open(), open(), open()]);
  const ids = await Promise.all(numbers(5).map(() => ask('count', { slices: 40, ms: 40 })));
  for (const id of ids) {
    const seen = await watch(id, ended);
    expect(seen.at(-1)).toMatchObject({ status: 'succeeded', done: 40, attempt: 1 });
  }
  const all = await Promise.all(ids.map(slicesOf));
  for (const slices of all) {
    expect(slices.map(({ slice }) => slice)).toEqual(numbers(40));
    expect(new Set(slices.map((one) => one.process)).size).toBe(1);
  }
  const first = all.map((slices) => slices[0]?.begun ?? 0);
  const last = all.map((slices) => slices.at(-1)?.ended ?? 0);
  expect(Math.max(...first)).toBeLessThan(Math.min(...last));
});

describe('cancelling', () => {
  const cancel = async (jobId: string, once = key()) =>
    attempt(await here.office.as('chair'), 'cancelJob', { key: once, jobId });

  test('ends a running job at its next slice', async () => {
    await open();
    const id = await ask('count', { slices: 100, ms: 40 });
    await watch(id, ({ done }) => done >= 3);
    const once = key();
    expect(await cancel(id, once)).toMatchObject({ __typename: 'Job', id });
    const { status, done } = (await watch(id, ended)).at(-1) as JobSeen;
    expect(status).toBe('cancelled');
    expect(done).toBeLessThan(20);
    const slices = await slicesOf(id);
    await delay(200);
    expect(await slicesOf(id)).toEqual(slices);
    expect(await cancel(id, once)).toMatchObject({ __typename: 'Job', id });
    expect(await cancel(id)).toMatchObject({ __typename: 'WrongState' });
  });

  test('ends a waiting job at once', async () => {
    const id = await ask('count', { slices: 3, ms: 1 });
    expect(await cancel(id)).toMatchObject({ __typename: 'Job', id });
    expect(await see(id)).toMatchObject({ status: 'cancelled', attempt: 0 });
    await open();
    await delay(1_500);
    expect(await slicesOf(id)).toEqual([]);
  });

  test('asked for before a crash is not forgotten', async () => {
    const first = await open();
    const id = await ask('count', { slices: 10, ms: 400 });
    await watch(id, ({ status }) => status === 'running');
    expect(await cancel(id)).toMatchObject({ __typename: 'Job', id });
    await kill(first);
    await open();
    expect((await watch(id, ended)).at(-1)).toMatchObject({ status: 'cancelled', attempt: 2 });
  });

  test('what is no id, and an id that nobody has, is not found', async () => {
    expect(await cancel('1')).toMatchObject({ __typename: 'NotFound' });
    expect(await cancel('019d0000-0000-7000-8000-000000000000')).toMatchObject({ __typename: 'NotFound' });
  });
});

test('a refusal is told in its words, a surprise with an id to quote', async () => {
  await open();
  const [refused, burst, unknown] = [await ask('refuse'), await ask('burst'), await ask('nobody-knows')];
  expect((await watch(refused, ended)).at(-1)).toMatchObject({ status: 'failed', error_zh: '不可以' });
  for (const id of [burst, unknown]) {
    const { status, error_id, error_zh } = (await watch(id, ended)).at(-1) as JobSeen;
    expect(status).toBe('failed');
    expect(error_zh).toContain(error_id);
  }
});
