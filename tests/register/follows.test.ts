import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { settleRegisterNightly } from '@yimen/api/features/register/register.jobs.js';
import { addDays } from '@yimen/api/platform/calendar.js';
import { today } from '@yimen/api/platform/clock.js';
import type { Sql } from '@yimen/api/platform/run-command.js';
import { attempt } from '../api/attempt.js';
import { Casework } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { line, monitored } from '../lists/lists.js';
import { type Client, key } from '../testkit/client.js';

let here: TestOffice;
let casework: Casework;
let clerk: Client;
let rural: Client;
let civil: Client;
let night = 0;

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  clerk = await here.office.asUser('clerk-hall');
  rural = await here.office.as('manager', 'RRB');
  civil = await here.office.as('manager', 'MCA');
});
afterAll(() => here?.close());

interface Family {
  id: string;
  people: string[];
  idNumbers: string[];
}

async function family(members = 1): Promise<Family> {
  const people = Array.from({ length: members }, (_none, index) => casework.newMember(index === 0 ? 'head' : 'spouse'));
  const id = await act(clerk, 'registerHousehold', { ...casework.place(), members: people });
  const found = await here.records.rows<{ id: string }>(
    'select id from person where household_id = $1 order by relation = $2 desc, id',
    [id, 'head'],
  );
  return { id, people: found.map((person) => person.id), idNumbers: people.map(({ idNumber }) => idNumber) };
}

interface Move {
  subject: string;
  fromLevel: string;
  toLevel: string;
  onDay: string;
  reason: string;
  source: string;
}
/** The moves of a household and its people, the oldest first; `subject` says whether a person's. */
const movesOf = (householdId: string) =>
  here.records.rows<Move>(
    `select case when person_id is null then 'household' else 'person' end as subject, from_level as "fromLevel",
       to_level as "toLevel", on_day as "onDay", reason, source
     from register_change where household_id = $1 order by recorded_at, id`,
    [householdId],
  );

const enter = (householdId: string, toLevel: string, onDay: string, personId?: string) =>
  act(clerk, 'recordRegisterChanges', {
    source: 'by_hand',
    changes: [{ householdId, personId, fromLevel: 'none', toLevel, onDay, reason: 'recognised' }],
  });

/** Aid of a department, as if it had been given before this system. */
async function aid(householdId: string, personId: string | null, programCode: string, endedOn: string | null) {
  const [record] = await here.records.rows<{ id: string }>(
    `insert into aid_record (household_id, person_id, program_code, department_code, amount_fen, period, granted_on,
       ended_on, source) values ($1, $2, $3, 'MCA', 10000, 'monthly', '2025-01-01', $4, '导入') returning id`,
    [householdId, personId, programCode, endedOn],
  );
  return record?.id as string;
}

describe('a list that is declared a source of the register', () => {
  const list = {
    ...monitored,
    code: 'monitored-classes',
    unit: 'household',
    columns: [{ code: 'category', name: '监测类别', type: 'text' }, ...monitored.columns],
  };
  const keep = (entries: object[], more: object = {}) => act(rural, 'keepList', { ...list, ...more, entries });
  const listed = (one: Family, category: string, risk = '否') =>
    line(one.idNumbers[0] as string, { category, risk_cleared: risk });
  let listId = '';
  const declare = async (client: Client, source: object) => {
    const [row] = await here.records.rows<{ version: number }>('select version from kept_list where id = $1', [listId]);
    return attempt(client, 'declareRegisterSource', { key: key(), listId, expectedVersion: row?.version, ...source });
  };
  const BY_CLASS = { column: 'category', clearedColumn: 'risk_cleared' };

  it('is followed at once when the register’s keeper says so, and by nobody else’s word', async () => {
    const [named, dibao, cleared] = [await family(2), await family(), await family()];
    await enter(dibao.id, 'dibao', '2026-01-05');
    listId = await keep([
      listed(named, '突发严重困难户'),
      listed(dibao, '边缘易致贫户'),
      listed(cleared, '脱贫不稳定户', '是'),
    ]);
    expect(await movesOf(named.id)).toEqual([]);
    expect((await declare(rural, BY_CLASS)).__typename).toBe('NotAllowed');
    expect((await declare(clerk, BY_CLASS)).__typename).toBe('NotFound');
    expect((await declare(civil, { column: 'nothing', level: 'rich' })).problems?.map(({ path }) => path)).toEqual([
      'column',
      'level',
      'column',
    ]);
    expect((await declare(civil, BY_CLASS)).__typename).toBe('KeptList');
    expect(await movesOf(named.id)).toEqual([
      {
        subject: 'household',
        fromLevel: 'none',
        toLevel: 'sudden_severe',
        onDay: today(),
        reason: 'list_update',
        source: 'list',
      },
    ]);
    expect(await movesOf(dibao.id)).toHaveLength(1);
    expect(await movesOf(cleared.id)).toEqual([]);
    const stale = { key: key(), listId, expectedVersion: 1, ...BY_CLASS };
    expect((await attempt(civil, 'declareRegisterSource', stale)).__typename).toBe('StaleVersion');
  });

  it('moves whom a newer list names otherwise, calls cleared or names no more; whom it never named it leaves alone', async () => {
    const [moves, clears, goes, byHand, back] = [
      await family(),
      await family(),
      await family(),
      await family(),
      await family(),
    ];
    await enter(byHand.id, 'sudden_severe', '2026-01-05');
    await enter(back.id, 'dibao', '2026-01-05');
    await aid(back.id, null, 'MCA-02', addDays(today(), -1));
    await keep([moves, clears, goes, back].map((one) => listed(one, '边缘易致贫户')));
    await keep([listed(moves, '突发严重困难户'), listed(clears, '边缘易致贫户', '是'), listed(back, '边缘易致贫户')]);
    const last = async ({ id }: Family) => {
      const { toLevel, reason } = (await movesOf(id)).at(-1) as Move;
      return [toLevel, reason];
    };
    expect(await last(moves)).toEqual(['sudden_severe', 'list_update']);
    expect(await last(clears)).toEqual(['none', 'risk_cleared']);
    expect(await last(goes)).toEqual(['none', 'list_update']);
    expect(await last(byHand)).toEqual(['sudden_severe', 'recognised']);
    // Stands at dibao as long as nobody takes it away; then falls to what the list says.
    expect(await last(back)).toEqual(['dibao', 'recognised']);
    await settleNow();
    expect(await last(back)).toEqual(['marginal_at_risk', 'aid_ended']);
    const [facts] = await here.records.rows<{ dibao: string; monitored: string }>(
      'select hh_dibao_status as dibao, hh_monitor_category as monitored from household_facts where household_id = $1',
      [back.id],
    );
    expect(facts).toEqual({ dibao: 'none', monitored: 'marginal_at_risk' });
  });

  it('moves nobody any more once it is no source', async () => {
    expect((await declare(civil, {})).__typename).toBe('KeptList');
    const one = await family();
    await keep([listed(one, '边缘易致贫户')], { whole: false });
    expect(await movesOf(one.id)).toEqual([]);
  });
});

/** Does what the clock asks for every night. */
async function settleNow(): Promise<void> {
  night += 1;
  await settleRegisterNightly(here.records.rows.bind(here.records) as Sql, `night ${night}`);
  await here.work();
}

describe('aid that has ended', () => {
  it('takes off the register at night who stood there by it, and nobody else', async () => {
    const yesterday = addDays(today(), -1);
    const [ended, runs, other, byHand, later] = [
      await family(),
      await family(),
      await family(),
      await family(),
      await family(),
    ];
    for (const { id } of [ended, runs, other, byHand]) await enter(id, 'dibao', '2026-01-05');
    await aid(ended.id, null, 'MCA-02', yesterday);
    await aid(runs.id, null, 'MCA-02', yesterday);
    await aid(runs.id, null, 'MCA-02', null);
    await aid(other.id, other.people[0] as string, 'MCA-06', yesterday);
    await aid(later.id, null, 'MCA-02', yesterday);
    await enter(later.id, 'dibao', today());
    await settleNow();
    expect((await movesOf(ended.id)).at(-1)).toEqual({
      subject: 'household',
      fromLevel: 'dibao',
      toLevel: 'none',
      onDay: today(),
      reason: 'aid_ended',
      source: 'aid_ended',
    });
    for (const { id } of [runs, other, byHand, later]) expect(await movesOf(id)).toHaveLength(1);
    await settleNow();
    expect(await movesOf(ended.id)).toHaveLength(2);
    const [by] = await here.records.rows<{ name: string }>(
      `select s.name from register_change c join staff s on s.id = c.recorded_by where c.household_id = $1 and c.to_level = 'none'`,
      [ended.id],
    );
    expect(by).toEqual({ name: '系统' });
  });

  it('is ended by its department, which takes the household off the register at once', async () => {
    const file = await casework.openCase();
    await enter(file.householdId, 'dibao', '2026-01-05');
    const aidRecordId = await aid(file.householdId, null, 'MCA-02', null);
    const end = (client: Client, more: object = {}) =>
      attempt(client, 'endAid', {
        key: key(),
        aidRecordId,
        endedOn: addDays(today(), -3),
        reason: '收入超过标准',
        ...more,
      });
    expect((await end(clerk)).__typename).toBe('NotAllowed');
    expect((await end(await here.office.as('manager', 'EDU'))).__typename).toBe('NotFound');
    await act(clerk, 'applyForProgram', { caseId: file.caseId, programCode: 'MCA-05' }).catch(() => undefined);
    await here.records.rows(`update case_file set department_codes = '{MCA}' where id = $1`, [file.caseId]);
    const wrong = await end(civil, { endedOn: '2024-12-31', reason: ' ' });
    expect(wrong.problems?.map(({ path }) => path)).toEqual(['endedOn', 'reason']);
    expect((await end(civil)).__typename).toBe('Household');
    expect((await movesOf(file.householdId)).at(-1)).toMatchObject({
      toLevel: 'none',
      onDay: addDays(today(), -2),
      reason: 'aid_ended',
    });
    expect((await end(civil)).__typename).toBe('WrongState');
  });
});

describe('a change of a household', () => {
  const change = async (kind: string, { id }: Family, people: object[], more: object = {}) => {
    const [row] = await here.records.rows<{ version: number }>('select version from household where id = $1', [id]);
    await act(clerk, 'recordHouseholdChange', {
      kind,
      householdId: id,
      expectedVersion: row?.version,
      effectiveOn: today(),
      reason: '登记',
      people,
      ...more,
    });
    const [event] = await here.records.rows<{ id: string }>(
      'select e.id from household_event e join household_event_household h on h.event_id = e.id where h.household_id = $1 order by e.id desc limit 1',
      [id],
    );
    return event?.id as string;
  };

  it('takes the dead off the register, asks to stop their aid, and gives all back when it is undone', async () => {
    const pair = await family(2);
    const [, spouse] = pair.people as [string, string];
    await enter(pair.id, 'edge', '2026-01-05');
    await enter(pair.id, 'tekun', '2026-02-05', spouse);
    await aid(pair.id, spouse, 'MCA-03', null);
    const eventId = await change('died', pair, [{ personId: spouse }]);
    expect((await movesOf(pair.id)).at(-1)).toMatchObject({
      subject: 'person',
      fromLevel: 'tekun',
      toLevel: 'none',
      reason: 'deceased',
      source: 'household_change',
    });
    const tasks = () =>
      here.records.rows<{ kind: string; status: string }>(
        'select kind, status from task where starts_with(origin, $1)',
        [`household_event:${eventId}`],
      );
    expect(await tasks()).toEqual([{ kind: 'stop_aid', status: 'open' }]);
    await act(clerk, 'undoHouseholdChange', { eventId, householdId: pair.id, reason: '误登' });
    expect((await movesOf(pair.id)).at(-1)).toMatchObject({ toLevel: 'tekun', reason: 'correction' });
    expect(await tasks()).toEqual([{ kind: 'stop_aid', status: 'done' }]);
  });

  it('takes a household of which nobody is left off the register, and asks to stop its aid', async () => {
    const one = await family();
    await enter(one.id, 'dibao', '2026-01-05');
    await aid(one.id, null, 'MCA-02', null);
    const eventId = await change('died', one, [{ personId: one.people[0] }]);
    expect((await movesOf(one.id)).at(-1)).toMatchObject({
      subject: 'household',
      fromLevel: 'dibao',
      toLevel: 'none',
      reason: 'deceased',
    });
    const dibao = () =>
      here.records.rows<{ status: string; start: string }>(
        'select hh_dibao_status as status, hh_dibao_start as start from household_facts where household_id = $1',
        [one.id],
      );
    expect((await dibao())[0]?.status).toBe('none');
    const [task] = await here.records.rows<{ kind: string }>('select kind from task where starts_with(origin, $1)', [
      `household_event:${eventId}`,
    ]);
    expect(task?.kind).toBe('stop_aid');
    await act(clerk, 'undoHouseholdChange', { eventId, householdId: one.id, reason: '误登' });
    expect(await dibao()).toEqual([{ status: 'rural', start: '2026-01-05' }]);
  });
});

describe('dibao of a single person', () => {
  it('is his own: his household stays where it stands', async () => {
    const file = await casework.openCase();
    await enter(file.householdId, 'edge', '2022-01-05');
    const [version] = await here.records.rows<{ id: string }>(
      `with p as (insert into aid_package (case_id, status, decision_date) values ($1, 'adopted', '2022-06-23') returning id)
       insert into package_item (package_id, program_code, department_code, person_id, variant_code, amount_fen, form, period,
         position, status, verdict)
       select id, 'MCA-02', 'MCA', $2, 'MCA-02-S', 30000, 'cash_monthly', 'monthly', 1, 'awaiting_decision', '{}' from p
       returning id`,
      [file.caseId, file.personId],
    );
    await here.records.rows(`update case_file set department_codes = '{MCA}', status = 'adopted' where id = $1`, [
      file.caseId,
    ]);
    await act(civil, 'decidePackageItem', { packageItemId: version?.id, outcome: 'confirmed' });
    expect((await movesOf(file.householdId)).at(-1)).toEqual({
      subject: 'person',
      fromLevel: 'none',
      toLevel: 'dibao',
      onDay: '2022-06-23',
      reason: 'recognised',
      source: 'decision',
    });
  });
});
