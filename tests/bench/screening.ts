import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { countyFacts } from '@yimen/api/features/registry/county-facts.js';
import { loadFactBags } from '@yimen/api/features/registry/fact-bag.js';
import { countCounty } from '@yimen/api/features/screening/count-county.js';
import { today } from '@yimen/api/platform/clock.js';
import type { Config } from '@yimen/api/platform/config.js';
import { type County, getCounty } from '@yimen/api/platform/county.js';
import { countyStatement, readCounty } from '@yimen/api/platform/county-statement.js';
import { type Database, openDatabase } from '@yimen/api/platform/database.js';
import { startEmbeddedPostgres } from '@yimen/api/platform/embedded-postgres.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { storeCountySql } from '@yimen/api/policy/county-sql.js';
import type { FactBag } from '@yimen/api/policy/types.js';
import { emptyCounty } from '../testkit/empty-county.js';
import { asOwner, fillCounty, multiplyPeople } from './big-county.js';
import { cpuOfTree, parentOf } from './cpu.js';
import { handWritten } from './hand-sql.js';
import { median } from './load.js';
import { byFeelin, completed, zenDecision } from './row-by-row.js';

const ROUNDS = 5;
/** People judged one by one. */
const SAMPLE = 60;
const COPIES = 8;
const FIGURES = [
  'people',
  'households',
  'asking_people',
  'asking_households',
  'holding_people',
  'holding_households',
  'fen',
];

type Answer = Record<string, string | number>;

/**
 * All programs over a county of 118,000: counted and summed, stored, next to hand-written SQL, to feelin and zen row by
 * row, and to a county of a million; and one person's judgement with its traces. The last line is one JSON object.
 */
export async function benchScreening(): Promise<Record<string, number>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, fsync: false });
  const { config } = await emptyCounty(server.url, server.appUrl);
  const database = await openDatabase(config);
  try {
    const { rows } = await database.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    const bench = new Screening(database, config, getCounty(config.county), today(), parentOf(rows[0]?.pid ?? 0));
    await fillCounty(database, bench.county, bench.day);
    await asOwner(config, (owner) => owner.query('vacuum analyze'));
    return await bench.run();
  } finally {
    await database.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

class Screening {
  private readonly codes: readonly string[];

  constructor(
    private readonly database: Database,
    private readonly config: Config,
    readonly county: County,
    readonly day: string,
    private readonly postmaster: number,
  ) {
    this.codes = county.pack.programs.map(({ code }) => code);
  }

  async run(): Promise<Record<string, number>> {
    const people = await this.people();
    const counted = await this.times(() => this.counted(this.codes));
    const stored = await this.stored();
    row('people', people);
    row('programs', this.codes.length);
    row('counted and summed, s, processor s', counted.seconds, counted.cpu);
    row('every verdict stored, s, processor s', stored.seconds, stored.cpu);
    const { vsHandSql, vsHandSqlCpu, liveMs } = await this.besideHandSql();
    const [vsRowByRow, vsZen] = await this.besideRows(people, counted.seconds);
    const explainMs = await this.explain();
    row('one person with traces, ms', explainMs);
    await asOwner(this.config, (owner) => multiplyPeople(owner, COPIES));
    const many = await this.people();
    const million = await this.times(() => this.counted(this.codes), 3);
    row('people, typed facts copied', many);
    row('counted and summed, s, processor s', million.seconds, million.cpu);
    const load = loadavg()[0] ?? 0;
    row('others want the processors, load', load);
    return rounded({
      countySeconds: counted.seconds,
      storedSeconds: stored.seconds,
      vsHandSql,
      vsRowByRow,
      growth1M: million.seconds / many / (counted.seconds / people),
      explainMs,
      vsZen,
      liveMs,
      people,
      countyCpuSeconds: counted.cpu,
      storedCpuSeconds: stored.cpu,
      vsHandSqlCpu,
      growth1MCpu: million.cpu / many / (counted.cpu / people),
      load,
    });
  }

  private async counted(codes: readonly string[]): Promise<Answer[]> {
    return (await countCounty(this.database.pool, this.county.parsed, codes, this.day)).map((row) => ({ ...row }));
  }

  private async people(): Promise<number> {
    const { rows } = await this.database.pool.query<{ n: number }>('select count(*)::int as n from person');
    return rows[0]?.n ?? 0;
  }

  /** What it answers; wall and processor seconds, the compilation of statements included. */
  private async timed(work: () => Promise<Answer[]>): Promise<{ rows: Answer[]; seconds: number; cpu: number }> {
    const before = cpuOfTree(this.postmaster);
    const start = performance.now();
    const rows = await work();
    const seconds = (performance.now() - start) / 1000;
    // Processes that helped are counted once they have ended.
    await setTimeout(50);
    return { rows, seconds, cpu: (cpuOfTree(this.postmaster) - before) / 1000 };
  }

  private async times(work: () => Promise<Answer[]>, rounds = ROUNDS): Promise<Times> {
    const all: Times[] = [];
    for (let round = 0; round < rounds; round += 1) all.push(await this.timed(work));
    return middle(all);
  }

  private async stored(): Promise<Times> {
    const times = await this.times(async () => {
      const client = await this.database.pool.connect();
      const statement = storeCountySql(this.county.parsed, this.codes, this.day, countyFacts(this.day), randomUUID());
      await client.query('begin');
      await countyStatement(client, statement);
      await client.query('commit');
      client.release();
      return [];
    }, 3);
    const { rows } = await this.database.pool.query('select count(*)::int as n from screening_verdict');
    if (rows[0].n !== 3 * (await this.people())) throw new Error(`${rows[0].n} verdicts were stored`);
    await asOwner(this.config, (owner) => owner.query('truncate screening_verdict'));
    return times;
  }

  /** Our seconds for five programs over those of their hand-written statements, measured in turn. */
  private async besideHandSql(): Promise<{ vsHandSql: number; vsHandSqlCpu: number; liveMs: number }> {
    const [ours, theirs]: [Times[], Times[]] = [[], []];
    for (const [code, text] of handWritten(this.county.pack, this.day)) {
      const [one, other]: [Times[], Times[]] = [[], []];
      for (let round = 0; round < ROUNDS; round += 1) {
        const made = await this.timed(() => this.counted([code]));
        const hand = await this.timed(() => readCounty<Answer>(this.database.pool, [{ text, values: [this.day] }]));
        const [a, b] = [made, hand].map(({ rows }) => FIGURES.map((name) => Number(rows[0]?.[name])).join(' '));
        if (a !== b) throw new Error(`${code}: ours ${a}, by hand ${b}`);
        one.push(made);
        other.push(hand);
      }
      ours.push(middle(one));
      theirs.push(middle(other));
      const [a, b] = [middle(one), middle(other)];
      row(`${code}: ours, by hand, ms; processor`, a.seconds * 1000, b.seconds * 1000, a.cpu * 1000, b.cpu * 1000);
    }
    const ratio = (of: (times: Times) => number) => sum(ours.map(of)) / sum(theirs.map(of));
    return {
      vsHandSql: ratio(({ seconds }) => seconds),
      vsHandSqlCpu: ratio(({ cpu }) => cpu),
      liveMs: median(ours.map(({ seconds }) => seconds * 1000)),
    };
  }

  /** What feelin and zen would take for the county over what we take; on known facts all three say the same. */
  private async besideRows(people: number, countySeconds: number): Promise<[feelin: number, zen: number]> {
    const { parsed, judge } = this.county;
    const bags = (await this.bags()).map((bag) => completed(bag, parsed));
    const judged = bags.map((bag) =>
      judge
        .judgeAll(bag, this.day)
        .flatMap(({ outcome, programCode }) => (outcome === 'ELIGIBLE' ? [programCode] : [])),
    );
    const zen = zenDecision(parsed);
    row('programs in zen’s language', zen.programs.length);
    const rates: number[] = [];
    for (const [name, answer] of [
      ['feelin', async () => byFeelin(parsed, bags, this.day)],
      ['zen', async () => zen.answer(bags, this.day)],
    ] as const) {
      const start = performance.now();
      const answers = await answer();
      const seconds = ((performance.now() - start) / 1000 / bags.length) * people;
      const told = (lists: readonly (readonly string[])[]) => JSON.stringify(lists.map((list) => [...list].sort()));
      if (told(answers) !== told(judged)) throw new Error(`${name} answers otherwise`);
      row(`${name} row by row, s for the county`, seconds);
      rates.push(seconds / countySeconds);
    }
    return rates as [number, number];
  }

  private async bags(): Promise<FactBag[]> {
    const { rows } = await this.database.pool.query<{ householdId: string; personId: string }>(
      `select household_id as "householdId", id as "personId" from person p
        where exists (select from observation o where o.person_id = p.id) order by id limit $1`,
      [SAMPLE],
    );
    return loadFactBags(poolSql(this.database.pool), rows, this.day);
  }

  /** Milliseconds for all programs of one person, with every trace. */
  private async explain(): Promise<number> {
    const times = (await this.bags()).map((bag) => {
      const start = performance.now();
      this.county.judge.judgeAll(bag, this.day);
      return performance.now() - start;
    });
    return median(times);
  }
}

interface Times {
  seconds: number;
  cpu: number;
}

function middle(all: readonly Times[]): Times {
  return { seconds: median(all.map(({ seconds }) => seconds)), cpu: median(all.map(({ cpu }) => cpu)) };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function row(name: string, ...values: number[]): void {
  console.log(`${name.padEnd(40)}${values.map((value) => String(round(value)).padStart(12)).join('')}`);
}

const round = (value: number) => Number(value.toPrecision(4));

function rounded(figures: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)]));
}
