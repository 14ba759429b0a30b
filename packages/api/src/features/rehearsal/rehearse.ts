import type { Pool, PoolClient } from 'pg';
import { createJudge } from '../../policy/judge.js';
import type { ParsedPack } from '../../policy/parsed-pack.js';
import type { SqlParams } from '../../policy/sql-expression.js';
import type { Bilingual } from '../../policy/types.js';
import { countyFacts } from '../registry/county-facts.js';
import { type Change, changedParsed } from './changed-pack.js';
import { causesOf, FILL_SHIFTS, type FollowOn, followOns, shiftedFacts, touchedBy } from './follow-on.js';
import { affectedPrograms, withBenefitCodes, withSubBenefits } from './rehearsed-programs.js';
import { type ClashCount, settleClashes } from './settle-clashes.js';
import { FILL_HOMES, fillDirect, fillShifted, MARK_HELD, TAKE_SHIFTED, TEMPORARY_TABLES } from './verdict-tables.js';
import { addUnchanged, run, type Work } from './work.js';

/** What is rehearsed: changes of a pack from a day on (YYYY-MM-DD). */
export interface Plan {
  parsed: ParsedPack;
  changes: readonly Change[];
  from: string;
}

/** What a rehearsal found, beside the verdicts in its tables. */
export interface Rehearsed {
  people: number;
  households: number;
  /** Codes of the programs and sub-benefits that the changes reach by themselves. */
  direct: string[];
  followOns: FollowOn[];
  clashes: ClashCount[];
}

/** The steps of a rehearsal, in words. */
export const STEPS: readonly Bilingual[] = [
  { zh: '读取全县家庭', en: 'Reading the county’s households' },
  { zh: '按新旧规则逐人判定', en: 'Judging everybody by the old rules and the new' },
  { zh: '推算对其他项目的影响', en: 'Following the effects on other programs' },
  { zh: '核对互斥', en: 'Settling what excludes each other' },
  { zh: '汇总保存', en: 'Adding up and saving' },
];

/**
 * Judges the whole county by the rules in force and by the changed ones, and hands over the connection whose temporary
 * tables hold every verdict. All of it is one transaction that sees one moment and may write nothing but these tables.
 * `onStep` is told the number of steps done; what it throws ends the work. Throws as `rankCountySql`.
 */
export async function rehearse<T>(
  pool: Pool,
  plan: Plan,
  onStep: (done: number) => Promise<void>,
  use: (client: PoolClient, rehearsed: Rehearsed) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(TEMPORARY_TABLES);
    await client.query('begin isolation level repeatable read read only');
    await client.query("set local jit = off; set local work_mem = '96MB'");
    const rehearsed = await judgeTwice(client, plan, onStep);
    await client.query('commit');
    return await use(client, rehearsed);
  } finally {
    // The connection goes, and its temporary tables with it.
    client.release(true);
  }
}

async function judgeTwice(
  client: PoolClient,
  { parsed, changes, from }: Plan,
  onStep: (done: number) => Promise<void>,
): Promise<Rehearsed> {
  const { pack } = parsed;
  const work: Work = {
    client,
    on: from,
    pack,
    old: withSubBenefits(parsed),
    changed: withSubBenefits(changedParsed(parsed, changes, from)),
    direct: [],
  };
  await onStep(0);
  await client.query(FILL_HOMES, [from]);
  await client.query('analyze pg_temp.rehearsal_home');
  const { rows } = await client.query<{ people: number; households: number }>(
    'select coalesce(sum(people), 0)::int as people, count(*)::int as households from pg_temp.rehearsal_home',
  );
  const [{ people, households }] = rows as [{ people: number; households: number }];
  await onStep(1);
  const programs = affectedPrograms(work.changed, changes);
  work.direct = programs.flatMap((code) => withBenefitCodes(pack, code));
  if (programs.length > 0) await judgeDirect(work);
  await onStep(2);
  const follows = await judgeFollowing(work, programs);
  await onStep(3);
  const clashes = await settleClashes(work, [...programs, ...follows.flatMap((follow) => follow.programs)]);
  return { people, households, direct: work.direct, followOns: follows, clashes };
}

async function judgeDirect({ client, on, old, changed, direct }: Work): Promise<void> {
  const judged = { codes: direct, on, source: countyFacts(on) };
  await run(client, fillDirect({ ...judged, parsed: old }, { ...judged, parsed: changed }));
  await client.query(MARK_HELD, [on]);
  await client.query('analyze pg_temp.rehearsal_row');
}

/** Judges again, in the households that are touched, the programs that follow on those which the changes reach. */
async function judgeFollowing(work: Work, sources: readonly string[]): Promise<FollowOn[]> {
  const { client, changed } = work;
  await client.query(FILL_SHIFTS, [sources]);
  const { rows } = await client.query<{ source: string }>('select distinct source from pg_temp.rehearsal_shift');
  const shifting = rows.map(({ source }) => source);
  const follows = followOns(changed.pack, createJudge(changed.pack, changed), shifting);
  for (const follow of follows) await judgeShifted(work, follow);
  return follows;
}

async function judgeShifted({ client, on, pack, old, changed, direct }: Work, follow: FollowOn): Promise<void> {
  const codes = follow.programs.flatMap((code) => withBenefitCodes(pack, code));
  const causes = causesOf(follow);
  const onlyFollowing = codes.filter((code) => !direct.includes(code));
  const source = (where: (params: SqlParams) => string) => countyFacts(on, where);
  if (onlyFollowing.length > 0) await addUnchanged(client, old, onlyFollowing, on, touchedBy(causes));
  await run(client, fillShifted({ parsed: changed, codes, on, source: shiftedFacts(source, follow) }));
  const [take, add, clear] = TAKE_SHIFTED;
  await client.query(take, [codes, causes]);
  await client.query(add, [direct]);
  await client.query(clear);
}
