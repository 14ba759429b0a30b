import { FINDING_KINDS, type FindingKind } from '@yimen/schema';
import type { PoolClient } from 'pg';
import type { County } from '../../platform/county.js';
import { countyStatement } from '../../platform/county-statement.js';
import type { Database } from '../../platform/database.js';
import { storeCountySql } from '../../policy/county-sql.js';
import { clashingPairs } from '../../policy/exclusivity.js';
import { SqlParams, type SqlStatement } from '../../policy/sql-expression.js';
import { standardOn } from '../../policy/standards.js';
import type { Bilingual } from '../../policy/types.js';
import type { JobHandlers, JobRun } from '../job/job-run.js';
import { countyFacts } from '../registry/county-facts.js';
import { countFindingsSql } from './count-findings.js';
import { needsOf } from './fact-needs.js';
import { findEntitled } from './find-entitled.js';
import { FINDING_STATEMENTS } from './finding-statements.js';
import type { RunVerdicts } from './run-verdicts.js';
import { findingSql } from './write-findings.js';

export const SCREENING_JOB = 'screening';

/**
 * Every join and every group is of many rows: what the planner guesses of rows that have just been written must not turn
 * one into loops, or into sorting.
 */
const SETTINGS =
  "set local enable_nestloop = off; set local enable_sort = off; set local jit = off; set local work_mem = '128MB'";

/** Lists of that many runs are kept; of older ones only the counts. */
const LISTS_KEPT = 7;

/** A program as a run judged by it. */
export interface RunProgram {
  code: string;
  /** Of its rule. */
  version: number;
  /** The figures that held, by the day from which they do. */
  standards: { code: string; from: string }[];
}

export const screeningJobs: JobHandlers = { [SCREENING_JOB]: runScreening };

/**
 * Judges everybody by every program on a day and writes down what does not fit together. All of it sees one snapshot:
 * it is one transaction, of which nothing is left when it is cancelled or its process dies; then it is done anew.
 */
async function runScreening(job: JobRun): Promise<Record<string, unknown>> {
  const { id, database } = job;
  const { rows: done } = await database.pool.query('select from screening_run where id = $1', [id]);
  if (done.length === 0) {
    const client = await database.pool.connect();
    try {
      await client.query('begin isolation level repeatable read');
      const on = String(job.input.on);
      await screen(client, { ...job, county: job.county.on(on) }, on);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
  await forgetOldLists(database);
  return { runId: id };
}

async function screen(client: PoolClient, job: JobRun, on: string): Promise<void> {
  const { id, county } = job;
  const run = await openRun(client, job, on);
  const townships = await peopleByTownship(client);
  const people = townships.reduce((sum, township) => sum + township.people, 0);
  const kinds = Object.keys(FINDING_KINDS) as FindingKind[];
  // What follows the verdicts takes about as long as they do.
  const share = Math.ceil(people / kinds.length) + 1;
  const total = people + share * (kinds.length + 1);
  let done = 0;
  const tell = (step: Bilingual) => job.progress({ done, total, step });

  for (const township of townships) {
    const name = county.township(township.code)?.name ?? { zh: township.code, en: township.code };
    await tell({ zh: `评定：${name.zh}`, en: `Judging: ${name.en}` });
    const source = countyFacts(on, (params) => `h.township_code = ${params.add(township.code, 'text')}`);
    const codes = run.programs.map(({ code }) => code);
    await countyStatement(client, storeCountySql(county.parsed, codes, on, source, id));
    done += township.people;
  }
  // The planner would take them for a handful of rows.
  await client.query('analyze screening_verdict (run_id, household_id, person_id)');
  await client.query(SETTINGS);
  await findEntitled(client, run, county.pack);
  for (const kind of kinds) {
    const { zh, en } = FINDING_KINDS[kind];
    await tell({ zh: `查找：${zh}`, en: `Finding: ${en}` });
    await execute(client, (params) => findingSql(run, kind, FINDING_STATEMENTS[kind](run, params), params));
    done += share;
  }
  await tell({ zh: '汇总', en: 'Counting' });
  await execute(client, (params) => countFindingsSql(run, params));
  await tell({ zh: '保存', en: 'Saving' });
}

async function openRun(client: PoolClient, { id, county, actor }: JobRun, on: string): Promise<RunVerdicts> {
  const { programs } = county.pack;
  const { rows } = await client.query<{ id: string }>(
    'select id from screening_run order by completed_at desc limit 1',
  );
  const previousId = rows[0]?.id ?? null;
  await client.query(
    `insert into screening_run (id, previous_id, on_day, requested_by, programs, people, households, snapshot_at)
     select $1, $2, $3, $4, $5::jsonb, (select count(*) from person where household_id is not null),
       (select count(*) from household where dissolved_on is null), now()`,
    [id, previousId, on, actor?.staffId ?? null, JSON.stringify(programs.map(({ code }) => ruleOf(county, code, on)))],
  );
  const needs = new Map(programs.map(({ code }) => [code, needsOf(county.parsed, code)]));
  return { runId: id, previousId, on, programs, pairs: clashingPairs(county.pack), needs };
}

function ruleOf({ pack, judge, program }: County, code: string, on: string): RunProgram {
  const standards = judge.standardsOf(code).flatMap((standardCode) => {
    const standard = pack.standards.find((one) => one.code === standardCode);
    const figure = standard && standardOn(standard, on);
    return figure ? [{ code: standardCode, from: figure.from }] : [];
  });
  return { code, version: program(code)?.version ?? 0, standards };
}

async function peopleByTownship(client: PoolClient): Promise<{ code: string; people: number }[]> {
  const { rows } = await client.query<{ code: string; people: number }>(
    `select h.township_code as code, count(*)::int as people from household h join person p on p.household_id = h.id
     group by 1 order by 1`,
  );
  return rows;
}

async function execute(client: PoolClient, build: (params: SqlParams) => string): Promise<void> {
  const params = new SqlParams();
  const { text, values }: SqlStatement = params.statement(build(params));
  await client.query(text, values);
}

/** Keeps the verdicts of the latest run, and the lists of the latest few. */
async function forgetOldLists({ pool }: Database): Promise<void> {
  const former = (kept: number) => `(select id from screening_run order by completed_at desc offset ${kept})`;
  await pool.query(`delete from screening_verdict where run_id in ${former(1)}`);
  await pool.query(`delete from screening_finding where run_id in ${former(LISTS_KEPT)}`);
}
