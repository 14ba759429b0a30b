import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { today } from '@yimen/api/platform/clock.js';
import { ScreeningFindingsDocument, ScreeningRunDocument } from '@yimen/schema/documents';
import { readXlsx } from 'hucre/xlsx';
import { attempt } from '../api/attempt.js';
import { Casework } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { startApiProcess } from '../testkit/api-process.js';
import { type Client, key } from '../testkit/client.js';

const YEAR = today().slice(0, 4);

let here: TestOffice;
let casework: Casework;
let chair: Client;

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  chair = await here.office.as('chair');
});
afterAll(() => here?.close());

interface Aid {
  program: string;
  householdId: string;
  personId?: string;
  fen?: number;
  period?: string;
  caseId?: string;
}

/** What a department gave before this system. */
async function give({ program, householdId, personId, fen = 100_00, period = 'monthly', caseId }: Aid): Promise<void> {
  await here.records.rows(
    `insert into aid_record (household_id, person_id, case_id, program_code, department_code, amount_fen, period, granted_on, source)
     values ($1, $2, $3, $4, split_part($4, '-', 1), $5, $6, $7, 'test')`,
    [householdId, personId, caseId, program, fen, period, `${YEAR}-01-02`],
  );
}

async function know(householdId: string, personId: string, facts: Record<string, string>): Promise<void> {
  const list = Object.entries(facts).map(([code, value]) => ({ code, value, personId }));
  const { rows } = await here.api.database.pool.query<{ code: string }>(
    `select column_name as code from information_schema.columns where table_name = 'person_facts'`,
  );
  const personal = new Set(rows.map(({ code }) => code));
  await act(await here.office.as('clerk'), 'recordFacts', {
    householdId,
    facts: list.map(({ personId: of, ...fact }) => (personal.has(fact.code) ? { ...fact, personId: of } : fact)),
  });
}

/** Screens the county and answers the run's id. */
async function screen(): Promise<string> {
  const id = await act(chair, 'startScreening', {});
  await here.work();
  const [job] = await here.records.rows<{ status: string }>('select status from job where id = $1', [id]);
  expect(job?.status).toBe('succeeded');
  return id;
}

async function findings(kind: string, filter: Record<string, string> = {}, client = chair) {
  const run = (await client.run(ScreeningRunDocument, {})).screeningRun?.id ?? '';
  const { screeningFindings } = await client.run(ScreeningFindingsDocument, {
    filter: { run, kind, ...filter },
    first: 100,
  });
  expect(screeningFindings.nodes.length).toBe(screeningFindings.total);
  return screeningFindings.nodes;
}

async function counts(client = chair) {
  const { screeningRun } = await client.run(ScreeningRunDocument, {});
  return Object.fromEntries((screeningRun?.counts ?? []).map((count) => [count.kind, count]));
}

/** What the care allowance MCA-09 asks for, and says yes to. */
const CARE = {
  hukou_in_county: 'true',
  disability_level: '1',
  needs_long_term_care: 'true',
  tekun_status: 'none',
  work_injury_care_allowance: 'false',
};
const { needs_long_term_care: _unknown, ...ALL_BUT_CARE } = CARE;

interface Family {
  householdId: string;
  personId: string;
}
const families: Record<string, Family> = {};
const of = (name: string) => families[name] as Family;

/** Registers a family of one, of whom these facts are known. */
async function register(name: string, facts: Record<string, string>, township?: string): Promise<Family> {
  const householdId = await act(await here.office.as('clerk'), 'registerHousehold', {
    ...casework.place(township),
    members: [casework.newMember()],
  });
  const [head] = await here.records.rows<{ id: string }>('select head_person_id as id from household where id = $1', [
    householdId,
  ]);
  const family = { householdId, personId: head?.id ?? '' };
  families[name] = family;
  if (Object.keys(facts).length > 0) await know(householdId, family.personId, facts);
  return family;
}

const householdsOf = async (kind: string, program: string, filter: Record<string, string> = {}) => {
  const run = (await chair.run(ScreeningRunDocument, {})).screeningRun?.id;
  const gone = filter.change === 'gone';
  const found = await findings(kind, { program, ...filter });
  const codes = await here.records.rows<{ id: string; code: string }>('select id, code from household');
  const named = new Map(codes.map(({ id, code }) => [code, id]));
  expect(run).toBeDefined();
  const names = found.map(({ householdCode, change }) => {
    expect([change, gone]).toEqual([change, change === 'gone']);
    const id = named.get(householdCode);
    return Object.keys(families).find((name) => families[name]?.householdId === id) ?? householdCode;
  });
  return names.sort();
};

describe('a county with something of each kind', () => {
  beforeAll(async () => {
    await register('without', CARE);
    await register('holding', CARE);
    await give({ program: 'MCA-09', ...of('holding') });
    await register('not in need', { ...CARE, needs_long_term_care: 'false' });
    await give({ program: 'MCA-09', ...of('not in need'), fen: 120_00 });
    await register('both', {}, 'T02');
    await give({ program: 'MCA-03', ...of('both'), fen: 900_00 });
    await give({ program: 'MCA-09', ...of('both'), fen: 100_00 });
    await register('barred', CARE);
    await give({ program: 'MCA-03', ...of('barred') });
    await register('unknown', ALL_BUT_CARE);
    await register('this year', CARE);
    await give({ program: 'MCA-09', ...of('this year'), period: 'yearly' });
    await register('last year', CARE, 'T02');
    await give({ program: 'MCA-09', ...of('last year'), period: 'yearly' });
    await here.records.rows(
      `update aid_record set granted_on = granted_on - interval '1 year' where household_id = $1`,
      [of('last year').householdId],
    );
    const file = await casework.openCase();
    families.case = file;
    await give({ program: 'RC-01', ...file, fen: 15_000_00, period: 'per_event' });
    await give({ program: 'MCA-09', householdId: file.householdId, personId: file.personId });
    await screen();
  });

  it('finds who is entitled without it: not who holds it, this year either, nor who is kept out by what he holds', async () => {
    expect(await householdsOf('ENTITLED_WITHOUT', 'MCA-09')).toEqual(['last year', 'without']);
    const [finding] = await findings('ENTITLED_WITHOUT', { program: 'MCA-09', township: 'T02' });
    expect(finding).toMatchObject({
      programs: [{ program: { code: 'MCA-09' }, version: 1 }],
      change: 'stayed',
      firstSeen: today(),
      oldestFactOn: today(),
      latestFactOn: today(),
    });
    expect(finding?.amountFen).toBeGreaterThan(0);
    expect(finding?.programs[0]?.figuresFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('finds who holds what the rule refuses him', async () => {
    expect(await householdsOf('HOLDING_UNENTITLED', 'MCA-09')).toEqual(['case', 'not in need']);
    const found = await findings('HOLDING_UNENTITLED', { program: 'MCA-09' });
    expect(found.map(({ amountFen, since }) => [amountFen, since])).toContainEqual([120_00, `${YEAR}-01-02`]);
  });

  it('finds two programs that exclude each other, with the rule', async () => {
    const found = await findings('EXCLUSIVE_PAIR');
    expect(found.map(({ programs, amountFen }) => [programs.map(({ program }) => program.code), amountFen])).toEqual(
      expect.arrayContaining([[['MCA-03', 'MCA-09'], 100_00]]),
    );
    expect(await householdsOf('EXCLUSIVE_PAIR', 'MCA-09')).toEqual(['both']);
    expect(found[0]?.words.zh).not.toBe('');
  });

  it('finds the case whose aid is above its loss, and by how much', async () => {
    const found = await findings('ABOVE_LOSS');
    expect(found.map(({ amountFen, lossFen }) => [amountFen, lossFen])).toEqual([[1_000_00, 14_000_00]]);
  });

  it('finds the one fact that is missing', async () => {
    expect(await householdsOf('BLOCKING_FACT', 'MCA-09', { fact: 'needs_long_term_care' })).toEqual(['unknown']);
    const unexplained = (await findings('BLOCKING_FACT', { program: 'MCA-09' })).filter(
      ({ fact }) => fact?.code !== 'needs_long_term_care',
    );
    expect(unexplained).toEqual([]);
  });

  it('says how many, by kind, and a list is as long as its number', async () => {
    const all = await counts();
    for (const [kind, count] of Object.entries(all)) {
      const found = await findings(kind);
      expect([kind, count.findings, count.fresh, count.gone]).toEqual([kind, found.length, 0, 0]);
      expect([kind, count.households]).toEqual([kind, new Set(found.map((one) => one.householdCode)).size]);
    }
  });

  it('compares with the run before: new, gone, stayed', async () => {
    await give({ program: 'MCA-09', ...of('without') });
    await know(of('unknown').householdId, of('unknown').personId, { needs_long_term_care: 'true' });
    await screen();
    const change = (kind: string, which: string) => householdsOf(kind, 'MCA-09', { change: which });
    expect(await change('ENTITLED_WITHOUT', 'fresh')).toEqual(['unknown']);
    expect(await change('ENTITLED_WITHOUT', 'gone')).toEqual(['without']);
    expect(await change('ENTITLED_WITHOUT', 'stayed')).toEqual(['last year']);
    expect(await change('BLOCKING_FACT', 'gone')).toEqual(['unknown']);
    expect((await counts()).ENTITLED_WITHOUT).toMatchObject({ fresh: 1, gone: 1 });
  });

  it('refuses a kind, a change and a run that there is not, in words', async () => {
    const ask = (filter: Record<string, string>) =>
      chair.raw('query ($filter: FindingFilter!) { screeningFindings(filter: $filter) { total } }', { filter });
    const run = (await chair.run(ScreeningRunDocument, {})).screeningRun?.id ?? '';
    const codes = async (filter: Record<string, string>) =>
      (await ask(filter)).errors?.map(({ extensions }) => extensions?.code);
    expect(await codes({ run, kind: 'NONSENSE' })).toEqual(['INVALID_INPUT']);
    expect(await codes({ run, kind: 'ABOVE_LOSS', change: 'maybe' })).toEqual(['INVALID_INPUT']);
    expect(await codes({ run: 'x', kind: 'ABOVE_LOSS' })).toEqual(['NOT_FOUND']);
    const sums = await chair.raw('{ screeningRun { rows(by: "moon") { findings } } }');
    expect(sums.errors?.map(({ extensions }) => extensions?.code)).toEqual(['INVALID_INPUT']);
  });

  describe('as a workbook', () => {
    const address = async (filter: Record<string, string>) => {
      const run = (await chair.run(ScreeningRunDocument, {})).screeningRun?.id ?? '';
      return `/api/screening/findings.xlsx?${new URLSearchParams({ run, ...filter })}`;
    };
    const table = async (client: Client, filter: Record<string, string>) => {
      const response = await client.get(await address(filter));
      expect(response.status).toBe(200);
      const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()));
      const [head = [], ...rows] = sheets[0]?.rows ?? [];
      return rows.map((row) => Object.fromEntries(head.map((title, index) => [String(title), row[index]])));
    };

    it('holds the list as the reader may see it, under Chinese headings', async () => {
      const rows = await table(chair, { kind: 'HOLDING_UNENTITLED', program: 'MCA-09' });
      expect(rows.map((row) => row['金额（元）'])).toContain(120);
      expect(rows[0]).toMatchObject({ 类别: '享受中已不符合', 项目: '重度残疾人护理补贴', 规则版本: '第1版' });
      for (const row of rows) expect(row.姓名).toMatch(/\*$/);
      const own = await table(await here.office.asUser('clerk-t02'), { kind: 'ENTITLED_WITHOUT', program: 'MCA-09' });
      expect(own.map((row) => row.乡镇)).toEqual([casework.county.townships[1]?.name.zh]);
      expect(own[0]?.姓名).toMatch(/^测试甲\d+号$/);
      expect(
        await table(await here.office.as('manager', 'RC'), { kind: 'ENTITLED_WITHOUT', program: 'MCA-09' }),
      ).toEqual([]);
    });

    it('is in the language of the page that asks', async () => {
      const [row] = await table(chair, { kind: 'HOLDING_UNENTITLED', program: 'MCA-09', lang: 'en' });
      expect(row).toMatchObject({ Kind: 'Holding it, no longer entitled', 'Version of the rule': 'Version 1' });
      expect(Object.keys(row ?? {}).join()).not.toMatch(/\p{Script=Han}/u);
    });

    it('holds no formula, whatever somebody is called', async () => {
      await here.records.rows(`update person set name = '=1+1' where id = $1`, [of('last year').personId]);
      const rows = await table(await here.office.asUser('clerk-t02'), { kind: 'ENTITLED_WITHOUT', program: 'MCA-09' });
      expect(rows.map((row) => row.姓名)).toEqual(["'=1+1"]);
    });

    it('is refused to whoever sees numbers only or is not signed in, and leaves its trace otherwise', async () => {
      const leader = await here.office.as('leader');
      expect((await leader.get(await address({ kind: 'ABOVE_LOSS' }))).status).toBe(403);
      expect((await here.office.stranger().get(await address({ kind: 'ABOVE_LOSS' }))).status).toBe(401);
      expect((await chair.get(await address({ kind: 'NONSENSE' }))).status).toBe(400);
      expect((await chair.get('/api/screening/findings.xlsx?run=1&kind=ABOVE_LOSS')).status).toBe(404);
      expect(await here.records.count(`audit_event where command = 'exportFindings'`)).toBe(5);
    });
  });

  it('sees one moment, whatever is written while it runs', async () => {
    const { screeningJobs } = await import('@yimen/api/features/screening/run-screening.js');
    const { startNightlyScreening } = await import('@yimen/api/features/screening/start-screening.js');
    const { poolSql } = await import('@yimen/api/platform/read.js');
    const { getCounty } = await import('@yimen/api/platform/county.js');
    const { database } = here.api;
    expect(await startNightlyScreening(poolSql(database.pool), today())).toBe(true);
    expect(await startNightlyScreening(poolSql(database.pool), today())).toBe(false);
    const [job] = await here.records.rows<{ id: string }>('select id from job where origin is not null');
    let step = 0;
    const progress = async () => {
      step += 1;
      // After the first township: the second one's family gets what it lacks, and somebody else loses what he has.
      if (step !== 2) return;
      await give({ program: 'MCA-09', ...of('last year') });
      await know(of('without').householdId, of('without').personId, { needs_long_term_care: 'false' });
      await register('newcomer', CARE, 'T02');
    };
    const input = { on: today() };
    const run = { id: job?.id ?? '', input, checkpoint: null, database, county: getCounty('yichuan'), actor: null };
    await screeningJobs.screening?.({ ...run, progress });
    expect(step).toBeGreaterThan(5);
    await here.records.rows(`update job set status = 'succeeded' where id = $1`, [run.id]);
    expect(await householdsOf('ENTITLED_WITHOUT', 'MCA-09')).toEqual(['last year', 'unknown']);
    expect(await householdsOf('HOLDING_UNENTITLED', 'MCA-09')).toEqual(['case', 'not in need']);
    await screen();
    expect(await householdsOf('ENTITLED_WITHOUT', 'MCA-09')).toEqual(['newcomer', 'unknown']);
    expect(await householdsOf('HOLDING_UNENTITLED', 'MCA-09')).toEqual(['case', 'not in need', 'without']);
  });

  it('leaves nothing when it is cancelled, and is done once when its process is killed', async () => {
    const runs = () => here.records.count('screening_run');
    const before = await runs();
    const open = () => startApiProcess({ ...here.config, embeddedWorker: true });
    const stuck = async (meanwhile: (jobId: string) => Promise<void>): Promise<string> => {
      let id = '';
      await here.records.with(async (client) => {
        await client.query('begin; lock table screening_count in exclusive mode');
        id = await act(chair, 'startScreening', {});
        const waiting = `pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into screening_count%'`;
        while ((await here.records.count(`${waiting} and datname = current_database()`)) === 0) await delay(50);
        await meanwhile(id);
        await client.query('rollback');
      });
      return id;
    };
    const ended = async (id: string): Promise<string> => {
      for (;;) {
        const [job] = await here.records.rows<{ status: string }>('select status from job where id = $1', [id]);
        if (job && !['queued', 'running'].includes(job.status)) return job.status;
        await delay(50);
      }
    };
    const first = await open();
    const cancelled = await stuck(async (jobId) => {
      await attempt(chair, 'cancelJob', { key: key(), jobId });
    });
    expect(await ended(cancelled)).toBe('cancelled');
    expect(await runs()).toBe(before);
    expect(await here.records.count('screening_verdict where run_id = $1', [cancelled])).toBe(0);

    const killed = await stuck(() => first.kill());
    expect(await runs()).toBe(before);
    const second = await open();
    expect(await ended(killed)).toBe('succeeded');
    await second.kill();
    expect(await runs()).toBe(before + 1);
    expect(await householdsOf('ENTITLED_WITHOUT', 'MCA-09')).toEqual(['newcomer', 'unknown']);
    expect((await counts()).ENTITLED_WITHOUT).toMatchObject({ fresh: 0, gone: 0 });
  });
});

describe('what cannot stand together', () => {
  it('is listed with the program it gives way to, and counts no money', async () => {
    const freshman = await register('freshman', {
      enrolled_university_this_year: 'true',
      hukou_in_county: 'true',
      hardship_recognised_student: 'true',
      admission_level: 'undergraduate',
    });
    await screen();
    const [household] = await here.records.rows<{ code: string }>('select code from household where id = $1', [
      freshman.householdId,
    ]);
    const all = await findings('ENTITLED_WITHOUT');
    const own = all.filter(({ householdCode }) => householdCode === household?.code);
    const grants = ['CHA-01', 'CYL-01', 'EDU-04', 'FIC-01'];
    const codeOf = ({ programs }: (typeof own)[number]) => programs[0]?.program.code ?? '';
    expect(own.map(codeOf)).toEqual(expect.arrayContaining(grants));
    const freshmen = own.filter((finding) => grants.includes(codeOf(finding)));
    const [kept, ...others] = freshmen.filter(({ givesWayTo }) => givesWayTo === null);
    expect(others).toEqual([]);
    expect(kept?.amountFen).toBe(Math.max(...freshmen.map(({ amountFen }) => amountFen ?? 0)));
    const names = freshmen.flatMap(({ givesWayTo }) => (givesWayTo ? [givesWayTo.zh] : []));
    expect(names).toEqual(Array(grants.length - 1).fill(kept?.programs[0]?.program.name.zh));
    const standing = all.filter(({ givesWayTo }) => givesWayTo === null);
    expect((await counts()).ENTITLED_WITHOUT).toMatchObject({
      findings: all.length,
      fen: standing.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0),
    });
  });
});
