import { analyzeRegistry } from '../features/registry/analyze-registry.js';
import { completeTask } from '../features/task/complete-task.js';
import { addDays } from '../platform/calendar.js';
import { dayOf } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { County } from '../platform/county.js';
import type { Database } from '../platform/database.js';
import { startWorker } from '../worker.js';
import { appraiseDepartments } from './appraise-departments.js';
import { auditCounty } from './audit-county.js';
import { Casework } from './casework.js';
import { claimOverpaid } from './claim-overpaid.js';
import { tellHistories } from './family-histories.js';
import { fileFreshmen } from './file-freshmen.js';
import { fillRegister } from './fill-register.js';
import { giveDonations } from './give-donations.js';
import { holdReserve } from './hold-reserve.js';
import { IdNumbers } from './identity.js';
import { keepGoods } from './keep-goods.js';
import { keepDemoLists } from './keep-lists.js';
import { registerKnownFamilies } from './known-families.js';
import { letAidWait } from './let-aid-wait.js';
import { moveBudgets, tellLivelihood } from './move-budgets.js';
import { payRunningAid, spendCharity } from './pay-running-aid.js';
import { payThisMonth } from './pay-this-month.js';
import { makePeople } from './people.js';
import { plantTroubles } from './plant.js';
import { plantIrregularities } from './plant-irregularities.js';
import { playCases } from './play-cases.js';
import { recalculateAid } from './recalculate-aid.js';
import { serveTheNext } from './serve-the-next.js';
import { loadDemoStaff } from './staff.js';
import { writePeople } from './write-people.js';

/** How much of the county is made up. */
export interface DemoSize {
  households: number;
  /** The most cases that are played. */
  cases: number;
}

const WHOLE: DemoSize = { households: 4000, cases: 100 };
const SEED = 20_220_623;
const EVENTS_TIMEOUT_MS = 60_000;

/**
 * Fills the demo county: the office, about 12,000 synthetic people on the real villages, the families of known cases,
 * the freshmen batch, and cases in every stage, worked through the same use cases as by hand. Done once; a load that
 * was cut off goes on where it stopped, with the day on which it began.
 */
export async function loadDemo(
  config: Config,
  database: Database,
  county: County,
  progress: (line: string) => void,
  { households, cases }: DemoSize = WHOLE,
): Promise<void> {
  await loadDemoStaff(database, county);
  const work = new Casework(database, county);
  if (await dayOfStep(work, 'finished')) return;
  await markStep(work, 'begun');
  const day = (await dayOfStep(work, 'begun')) as string;

  const [{ count } = { count: 0 }] = await work.sql<{ count: number }>('select count(*)::int as count from household');
  const ids = new IdNumbers();
  const people = makePeople({ households, seed: SEED, county, today: day, ids });
  plantTroubles(people, ids, SEED, day);
  if (count < people.length) {
    await writePeople(database, county, people.slice(count), (done) =>
      progress(`households 住户 ${count + done}/${people.length}`),
    );
    await analyzeRegistry(work.sql);
  }
  progress('payments of the year 本年度已发放资金');
  await payRunningAid(work, day);
  await moveBudgets(work, day);
  await tellLivelihood(work, day);
  await spendCharity(work, day);
  await giveDonations(work, day, 'early');
  const worker = await startWorker(config, database, county);
  try {
    progress('families and the freshmen batch 家庭与助学批次');
    await registerKnownFamilies(work, day);
    await fileFreshmen(work, day);
    progress('low-income register 低收入人口台账');
    await fillRegister(work, day);
    progress('cases, meetings and decisions 个案、研判会与部门决定');
    await playCases(work, day, cases);
    progress('money that is to come back 多发款追回');
    await claimOverpaid(work, day);
    await giveDonations(work, day, 'late');
    await keepGoods(work, day);
    await holdReserve(work, day);
    progress('family histories 家庭变动');
    await tellHistories(work, day);
    await untilEventsHandled(work);
    await completeOldTasks(work, day);
    progress('self-audit 自查');
    await plantIrregularities(work, day);
    await auditCounty(work, day);
    progress('lists of departments and their matches 部门名单与比对');
    await keepDemoLists(work, people, day);
    progress('payment batches of the month 本月发放批次');
    await payThisMonth(work, day);
    await recalculateAid(work, day);
    await letAidWait(work, day);
    await serveTheNext(work, day);
    progress('what families say, and the appraisal of departments 救助回访与部门考核');
    await appraiseDepartments(work, day);
  } finally {
    await worker.stop();
  }
  await markStep(work, 'finished');
}

type Milestone = 'begun' | 'finished';

async function markStep(work: Casework, step: Milestone): Promise<void> {
  const { staffId } = await work.actor('chair');
  await work.act('chair', step, {}, async () => ({ type: 'Staff', id: staffId }), `demo_${step}`);
}

/** The day, in Asia/Shanghai, on which the load began or finished; undefined when it has not. */
async function dayOfStep(work: Casework, step: Milestone): Promise<string | undefined> {
  const [row] = await work.sql<{ at: Date }>('select at from command_log where key = $1', [`demo:${step}`]);
  return row && dayOf(row.at);
}

async function untilEventsHandled(work: Casework): Promise<void> {
  for (const deadline = Date.now() + EVENTS_TIMEOUT_MS; Date.now() < deadline; ) {
    const [open] = await work.sql('select from outbox_event where handled_at is null limit 1');
    if (!open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The events of the demo cases were not handled in time');
}

/** What was due more than a month ago was done, by the unit it belonged to. */
async function completeOldTasks(work: Casework, day: string): Promise<void> {
  const tasks = await work.sql<{ id: string; kind: string; unit: string }>(
    `select id, kind, case when department_code is null then 'clerk-' || lower(township_code)
                           else 'member-' || lower(department_code) end as unit
       from task where status = 'open' and due_on < $1 and kind <> 'department_decision' order by id`,
    [addDays(day, -30)],
  );
  for (const { id, kind, unit } of tasks) {
    const note = kind === 'refusal_phone' ? '已电话说明理由，申请人表示理解' : null;
    await work.act(unit, `task:${id}`, { taskId: id, note }, completeTask);
  }
}
