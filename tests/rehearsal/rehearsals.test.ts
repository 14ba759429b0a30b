import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makePeople } from '@yimen/api/demo/people.js';
import { writePeople } from '@yimen/api/demo/write-people.js';
import { loadFactBags } from '@yimen/api/features/registry/fact-bag.js';
import { type Change, changedPack } from '@yimen/api/features/rehearsal/changed-pack.js';
import { type County, getCounty } from '@yimen/api/platform/county.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { createJudge } from '@yimen/api/policy/judge.js';
import { type RunningWorker, startWorker } from '@yimen/api/worker.js';
import { RehearsalDocument, type RehearsalQuery, RehearsedPeopleDocument } from '@yimen/schema/documents';
import { type Attempt, attempt } from '../api/attempt.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { key } from '../testkit/client.js';

const FROM = '2027-01-01';
const MONTHS = 14;
/** Old-age allowance: reaches no other program, so that every figure follows from its verdicts. */
const OLD_AGE = { programCode: 'MCA-14', rule: '年龄 >= 66', formula: 'if 年龄 >= 80 then 90.5 else 55' };
/** What a rehearsal may write. */
const OWN = ['rehearsal', 'rehearsal_cell', 'rehearsal_person', 'job', 'audit_event', 'command_log', 'outbox_event'];

let here: TestOffice;
let county: County;
let worker: RunningWorker;

beforeAll(async () => {
  here = await openTestOffice();
  county = getCounty(here.config.county);
  await writePeople(
    here.api.database,
    county,
    makePeople({ households: 150, seed: 7, county, today: '2026-11-23' }),
    () => undefined,
  );
  worker = await startWorker(here.config, here.api.database, county);
});
afterAll(async () => {
  await worker?.stop();
  await here?.close();
});

const inputOf = (changes: object[], more: object = {}) => ({
  key: key(),
  title: '试算',
  from: FROM,
  horizonMonths: MONTHS,
  sharedWith: 'private',
  changes,
  ...more,
});

async function startAs(username: string, changes: object[], more: object = {}): Promise<Attempt> {
  return attempt(await here.office.asUser(username), 'startRehearsal', inputOf(changes, more));
}

type Rehearsal = NonNullable<RehearsalQuery['rehearsal']>;

async function read(username: string, id: string): Promise<Rehearsal | null> {
  const client = await here.office.asUser(username);
  return (await client.run(RehearsalDocument, { id })).rehearsal ?? null;
}

async function worked(username: string, id: string): Promise<Rehearsal> {
  for (;;) {
    const found = await read(username, id);
    if (found?.status === 'succeeded') return found;
    if (found?.status === 'failed') throw new Error('The rehearsal failed');
    await delay(50);
  }
}

async function rehearsed(username: string, changes: object[], more: object = {}): Promise<Rehearsal> {
  const { id = '' } = await startAs(username, changes, more);
  return worked(username, id);
}

interface Judged {
  township: string;
  /** A fact was, or is, missing to tell. */
  open: boolean;
  old: number | null;
  new: number | null;
}

/** Everybody's old-age allowance before and after, by the interpreter; fen, null = none. */
async function judgedByHand(): Promise<Judged[]> {
  const { pool } = here.api.database;
  const { rows } = await pool.query<{ householdId: string; personId: string; township: string }>(
    `select h.id as "householdId", p.id as "personId", h.township_code as township
     from person p join household h on h.id = p.household_id order by p.id`,
  );
  const bags = await loadFactBags(poolSql(pool), rows, FROM);
  const judges = [county.pack, changedPack(county.pack, [OLD_AGE as Change], FROM)].map((pack) => createJudge(pack));
  return rows.map(({ township }, index) => {
    const [before, after] = judges.map((judge) => {
      const { outcome, amount } = judge.judge('MCA-14', bags[index] ?? {}, FROM);
      return { open: outcome === 'NEEDS_FACTS', fen: outcome === 'ELIGIBLE' ? amount.fen : null };
    });
    return { township, open: Boolean(before?.open || after?.open), old: before?.fen ?? null, new: after?.fen ?? null };
  });
}

const total = (list: readonly Judged[], of: 'old' | 'new') => list.reduce((sum, one) => sum + (one[of] ?? 0), 0);
const countOf = (counts: readonly { kind: string; subjects: number }[], kind: string) =>
  counts.find((one) => one.kind === kind)?.subjects ?? 0;

describe('the outcome of a rehearsal', () => {
  it('counts and sums as the interpreter does, by program, township and month', async () => {
    const { outcome } = await rehearsed('manager-mca', [OLD_AGE]);
    const people = await judgedByHand();
    const [program] = outcome?.programs ?? [];
    const kinds = {
      gains: people.filter((one) => !one.open && one.old === null && one.new !== null),
      loses: people.filter((one) => !one.open && one.old !== null && one.new === null),
      more: people.filter((one) => one.old !== null && one.new !== null && one.new > one.old),
      less: people.filter((one) => one.old !== null && one.new !== null && one.new < one.old),
      settled_in: people.filter((one) => one.open && one.old === null && one.new !== null),
      same: people.filter((one) => one.old !== null && one.new === one.old),
    };
    expect(kinds.gains.length).toBeGreaterThan(5);
    expect(kinds.more.length + kinds.less.length).toBeGreaterThan(5);
    expect(outcome?.programs.map((row) => row.key)).toEqual(['MCA-14']);
    for (const [kind, list] of Object.entries(kinds)) {
      expect([kind, countOf(program?.counts ?? [], kind)]).toEqual([kind, list.length]);
    }
    expect(program?.oldPeriodFen).toBe(total(people, 'old'));
    expect(program?.newPeriodFen).toBe(total(people, 'new'));
    expect(program?.newFen).toBe(total(people, 'new') * MONTHS);
    for (const { key: township, counts, newFen } of outcome?.townships ?? []) {
      const own = people.filter((one) => one.township === township);
      expect(newFen).toBe(total(own, 'new') * MONTHS);
      expect(countOf(counts, 'gains')).toBe(kinds.gains.filter((one) => one.township === township).length);
    }
    expect(outcome?.months.map(({ month }) => month)).toHaveLength(MONTHS);
    expect(outcome?.months[0]).toMatchObject({
      month: '2027-01',
      oldFen: total(people, 'old'),
      newFen: total(people, 'new'),
    });
    expect(outcome?.months.at(-1)?.month).toBe('2028-02');
    const sumOf = (rows: readonly { newFen: number }[]) => rows.reduce((sum, row) => sum + row.newFen, 0);
    expect(sumOf(outcome?.householdKinds ?? [])).toBe(program?.newFen);
    expect(sumOf(outcome?.townships ?? [])).toBe(program?.newFen);
  });

  it('lists whom it concerns, names masked, page by page', async () => {
    const { id, outcome } = await rehearsed('manager-mca', [OLD_AGE]);
    const gaining = countOf(outcome?.programs[0]?.counts ?? [], 'gains');
    const client = await here.office.asUser('manager-mca');
    const filter = { rehearsalId: id, program: 'MCA-14', kind: 'gains' };
    const first = (await client.run(RehearsedPeopleDocument, { filter, first: 5 })).rehearsedPeople;
    expect(first.total).toBe(gaining);
    expect(first.nodes).toHaveLength(5);
    const second = (await client.run(RehearsedPeopleDocument, { filter, first: 100, after: first.nextCursor }))
      .rehearsedPeople;
    expect(new Set([...first.nodes, ...second.nodes].map(({ place }) => place)).size).toBe(gaining);
    for (const { personName, oldFen, newFen } of second.nodes) {
      expect(personName).toMatch(/^.\*+$/);
      expect(oldFen).toBeNull();
      expect([5500, 9050]).toContain(newFen);
    }
  });

  it('settles by the highest award what a newly fitting person may hold once', async () => {
    await here.records.rows(
      `update person set birth_date = '1908-01-01' where id = (select min(id::text)::uuid from person)`,
    );
    const oldest = '年龄 = 119';
    const { outcome } = await rehearsed('chair', [
      { programCode: 'EDU-04', rule: oldest, formula: '5000' },
      { programCode: 'CYL-01', rule: oldest, formula: '4000' },
    ]);
    const planted = outcome?.clashes.filter(({ newFen }) => newFen === 400_000);
    expect(planted).toMatchObject([{ oldCount: 0, newCount: 1, oldFen: 0, kept: county.program('EDU-04')?.name }]);
    const money = outcome?.programs.map((row) => [row.key, row.newPeriodFen]);
    expect(money).toEqual(
      expect.arrayContaining([
        ['EDU-04', 500_000],
        ['CYL-01', 0],
      ]),
    );
  });

  it('shows which line runs short, and until when it lasts', async () => {
    const { outcome } = await rehearsed('manager-mca', [OLD_AGE]);
    const cover = outcome?.budgets.find(({ program, year }) => program.zh.includes('高龄') && year === 2027);
    const [line] = await here.records.rows<{ left: number }>(
      `select sum(a.credits_posted - a.debits_posted - a.debits_pending)::int as left from budget_line l
       join ledger_account a on a.line_id = l.id and a.kind = 'available' where l.program_code = 'MCA-14' and l.year = 2027`,
    );
    const monthly = outcome?.programs[0]?.newPeriodFen ?? 0;
    if (!line?.left) return expect(cover).toBeUndefined();
    const lasts = Math.min(12, Math.floor(line.left / monthly));
    expect(cover).toMatchObject({ newFen: monthly * 12, leftFen: line.left });
    expect(cover?.coversUntil).toBe(lasts === 0 ? null : `2027-${String(lasts).padStart(2, '0')}`);
    expect(cover?.shortFen).toBe(Math.max(0, monthly * 12 - line.left));
  });
});

describe('a rehearsal', () => {
  it('touches nothing real', async () => {
    const before = await here.records.everything();
    const { outcome } = await rehearsed('chair', [{ standardCode: 'dibao_rural_month', value: '900' }]);
    expect(outcome?.better).toBeGreaterThan(0);
    const after = await here.records.everything();
    const real = (records: Record<string, string>) =>
      Object.fromEntries(Object.entries(records).filter(([table]) => !OWN.includes(table)));
    expect(real(after)).toEqual(real(before));
    expect(Object.keys(before)).toEqual(expect.arrayContaining(OWN));
  });

  it('is worked out once, however often it is asked for with one key', async () => {
    const client = await here.office.asUser('chair');
    const input = inputOf([{ standardCode: 'dibao_rural_month', value: '500' }]);
    const [one, other] = [
      await attempt(client, 'startRehearsal', input),
      await attempt(client, 'startRehearsal', input),
    ];
    expect(one.id).toBe(other.id);
    await worked('chair', one.id ?? '');
  });

  it('tells every problem of its input with its place and the nearest name', async () => {
    const answer = await startAs(
      'chair',
      [
        { programCode: 'MCA-08', rule: '本县户藉 and 残疾等级 >= 1', formula: '120 +' },
        { programCode: 'MCA-02', rule: '城乡属性 = "镇"' },
        { standardCode: 'dibao_rural_month', value: '-3' },
        { standardCode: 'nothing', value: '3' },
      ],
      { title: ' ', from: '2027-02-30', horizonMonths: 40, sharedWith: 'everybody' },
    );
    expect(answer.__typename).toBe('InvalidInput');
    const paths = answer.problems?.map(({ path }) => path) ?? [];
    for (const path of [
      'title',
      'from',
      'horizonMonths',
      'sharedWith',
      'changes.0.rule',
      'changes.0.formula',
      'changes.1.rule',
      'changes.2.value',
      'changes.3',
    ])
      expect(paths).toContain(path);
    expect(answer.problems?.find(({ path }) => path === 'changes.0.rule')?.message).toContain('本县户籍');
  });

  it('must change something', async () => {
    const program = county.program('MCA-08');
    for (const changes of [[], [{ programCode: 'MCA-08', rule: program?.rule }], [{ programCode: 'MCA-08' }]]) {
      expect((await startAs('chair', changes)).__typename).toBe('InvalidInput');
    }
  });

  it('is of programs of one’s own department, and of any standard', async () => {
    expect((await startAs('manager-rc', [OLD_AGE])).__typename).toBe('NotAllowed');
    expect((await startAs('clerk-hall', [OLD_AGE])).__typename).toBe('NotAllowed');
    for (const username of ['member-mca', 'leader']) {
      expect((await startAs(username, [OLD_AGE])).__typename).toBe('Rehearsal');
    }
    const standard = [{ standardCode: 'dibao_rural_month', value: '520' }];
    expect((await startAs('manager-rc', standard)).__typename).toBe('Rehearsal');
  });

  it('is seen by its author, and by those with whom it is shared', async () => {
    const { id, version } = await rehearsed('manager-mca', [OLD_AGE]);
    const seenBy = async () => {
      const seeing: string[] = [];
      for (const username of ['manager-mca', 'member-mca', 'manager-rc', 'chair', 'leader', 'clerk-hall']) {
        if (await read(username, id)) seeing.push(username);
      }
      return seeing;
    };
    const share = async (username: string, sharedWith: string, expectedVersion: number) =>
      attempt(await here.office.asUser(username), 'shareRehearsal', {
        key: key(),
        rehearsalId: id,
        expectedVersion,
        sharedWith,
      });
    expect(await seenBy()).toEqual(['manager-mca']);
    expect((await share('chair', 'leadership', version)).__typename).toBe('NotFound');
    expect((await share('manager-mca', 'department', version)).__typename).toBe('Rehearsal');
    expect(await seenBy()).toEqual(['manager-mca', 'member-mca']);
    expect((await share('member-mca', 'leadership', version + 1)).__typename).toBe('NotAllowed');
    expect((await share('manager-mca', 'leadership', version)).__typename).toBe('StaleVersion');
    expect((await share('manager-mca', 'leadership', version + 1)).__typename).toBe('Rehearsal');
    expect(await seenBy()).toEqual(['manager-mca', 'member-mca', 'chair', 'leader']);
    const listed = async (username: string) => {
      const client = await here.office.asUser(username);
      return (await client.run(RehearsedPeopleDocument, { filter: { rehearsalId: id } })).rehearsedPeople.total;
    };
    expect(await listed('chair')).toBeGreaterThan(0);
    expect(await listed('member-mca')).toBe(await listed('chair'));
    for (const username of ['leader', 'manager-rc']) expect(await listed(username)).toBe(0);
    expect((await read('leader', id))?.outcome?.programs.map(({ listed }) => listed)).toEqual([false]);
  });
});
