import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { act } from '../api/permission-world.js';
import { type ApiProcess, startApiProcess } from '../testkit/api-process.js';
import { Verifying } from './verifying.js';

const FAMILIES = 60;
const ITEMS = ['V02', 'V07', 'V13', 'V19'];
/** Two people a family; the disability federation answers at its desk. */
const BY_SYSTEM = FAMILIES * 2 * 3;

let office: Verifying;
const living: ApiProcess[] = [];
const households: string[] = [];

beforeAll(async () => {
  office = await Verifying.begin();
  for (let count = 0; count < FAMILIES; count += 1) {
    const family = await office.register();
    await office.authorise(family);
    households.push(family.householdId);
  }
});

afterAll(async () => {
  await Promise.all(living.map((one) => one.kill()));
  await office?.close();
});

const open = async () => {
  const process = await startApiProcess({ ...office.here.config, embeddedWorker: true });
  living.push(process);
  return process;
};

const askAll = () =>
  act(office.clerk, 'requestVerification', { householdIds: households, items: ITEMS, purpose: '复核低保家庭' });

async function until(id: string, reached: (answered: number, queued: number) => boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; ; await delay(20)) {
    const { answered, queued } = (await office.request(id)).counts;
    if (reached(answered, queued)) return;
    if (Date.now() > deadline) throw new Error(`It stands at ${answered} answered, ${queued} queued`);
  }
}

it('a verification of many whose process is killed goes on, and keeps each answer once', async () => {
  // Each slice of the police takes a while, so that the power cut falls between two of them.
  await office.fault('PSB', 'slow', 2, 250);
  const id = await askAll();
  const first = await open();
  await until(id, (answered) => answered > 0);
  await first.kill();
  const half = (await office.request(id)).counts;
  expect(half.answered).toBeLessThan(BY_SYSTEM);
  expect(half.queued).toBeGreaterThan(0);

  const second = await open();
  await until(id, (_answered, queued) => queued === 0);
  expect((await office.request(id)).counts).toMatchObject({ answered: BY_SYSTEM, waiting: FAMILIES * 2, queued: 0 });
  const [kept] = await office.here.records.rows(
    `select count(*)::int as answers, count(distinct question_id)::int as questions
     from verification_answer a join verification_question q on q.id = a.question_id where q.request_id = $1`,
    [id],
  );
  expect(kept).toEqual({ answers: BY_SYSTEM, questions: BY_SYSTEM });
  await second.kill();
});

it('one that is cancelled on its way sends nothing more, and keeps what was answered', async () => {
  await office.fault('AMR', 'slow', 3, 300);
  await office.fault('PSB', 'slow', 3, 300);
  const id = await askAll();
  const process = await open();
  await until(id, (answered) => answered > 0);
  const { version } = await office.request(id);
  await act(office.clerk, 'cancelVerification', { requestId: id, expectedVersion: version });
  const stopped = await office.request(id);
  expect(stopped.status).toBe('cancelled');
  expect(stopped.counts.queued).toBe(0);
  expect(stopped.counts.stopped).toBeGreaterThan(0);
  for (const deadline = Date.now() + 30_000; ; await delay(50)) {
    const [job] = await office.here.records.rows<{ status: string }>(
      'select j.* from job j join verification_request r on r.job_id = j.id where r.id = $1',
      [id],
    );
    if (job && !['queued', 'running'].includes(job.status)) break;
    if (Date.now() > deadline) throw new Error(`The job is ${JSON.stringify(job)}`);
  }
  expect((await office.request(id)).counts).toEqual(stopped.counts);
  await process.kill();
});
