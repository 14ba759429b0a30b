import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeHousehold } from '@yimen/api/features/household-change/change-household.js';
import type { HouseholdChangeInput } from '@yimen/api/features/household-change/household-change.inputs.js';
import { previewChange } from '@yimen/api/features/household-change/preview-change.js';
import { undoHouseholdChange } from '@yimen/api/features/household-change/undo-change.js';
import { addMember } from '@yimen/api/features/registry/add-member.js';
import { countyFacts } from '@yimen/api/features/registry/county-facts.js';
import { loadFactBag } from '@yimen/api/features/registry/fact-bag.js';
import { recordObservations } from '@yimen/api/features/registry/record-observations.js';
import { Failure } from '@yimen/api/platform/errors.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { SqlParams } from '@yimen/api/policy/sql-expression.js';
import { syntheticIdNumber } from '../testkit/people.js';
import { openRegistry, type Registry } from './registry.js';

const ON = '2026-11-24';

let registry: Registry;
let families: Family[];
beforeAll(async () => {
  registry = await openRegistry(160, 11);
  families = await registry.rows<Family>(
    `select h.id, h.township_code as township, h.village_code as village, array_agg(p.id order by (p.id = h.head_person_id) desc, p.birth_date) as people
     from household h join person p on p.household_id = h.id group by h.id having count(*) >= 3 order by h.id`,
  );
});
afterAll(() => registry.close());

interface Family {
  id: string;
  township: string;
  village: string;
  /** The head first. */
  people: [string, string, string, ...string[]];
}

let next = 0;
/** A family that no other test changed. */
function family(): Family {
  const one = families[next];
  next += 1;
  if (!one) throw new Error('Too few families');
  return one;
}

async function versionOf(id: string): Promise<number> {
  const [row] = await registry.rows<{ version: number }>('select version from household where id = $1', [id]);
  return row?.version ?? 0;
}

type Change = Partial<HouseholdChangeInput> & Pick<HouseholdChangeInput, 'kind' | 'householdId'>;

async function change(input: Change): Promise<string> {
  const full = {
    key: randomUUID(),
    expectedVersion: await versionOf(input.householdId),
    effectiveOn: ON,
    reason: '家庭变动',
    people: [],
    ...input,
  };
  await registry.act((unit) => changeHousehold(unit, full));
  const [event] = await registry.rows<{ id: string }>('select id from household_event order by id desc limit 1');
  return event?.id as string;
}

const undo = (householdId: string, eventId: string) =>
  registry.act((unit) => undoHouseholdChange(unit, { key: randomUUID(), householdId, eventId, reason: '登记有误' }));

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const failure = await work.then(
    () => new Error('It was allowed'),
    (error: unknown) => error,
  );
  if (failure instanceof Failure) return failure;
  throw failure;
}

const pathsOf = (failure: Failure) => (failure.extra.problems as { path: string }[]).map(({ path }) => path);

/** Where everybody and every household is, and what counts of them; without versions. */
async function state(): Promise<unknown> {
  const people = await registry.rows(
    `select p.id, p.household_id, p.last_household_id, p.gone, p.gone_on, p.relation, f.alive, f.hukou_in_county
     from person p left join person_facts f on f.person_id = p.id order by p.id`,
  );
  const households = await registry.rows(
    `select h.id, h.head_person_id, h.dissolved_on, h.township_code, h.village_code, h.address, f.hh_size, f.hh_area_type
     from household h left join household_facts f on f.household_id = h.id
     where h.dissolved_on is null order by h.id`,
  );
  const aid = await registry.rows('select id, household_id from aid_record order by id');
  const care = await registry.rows('select id, until_on from person_carer order by id');
  const hukou = await registry.rows('select id from person_hukou order by id');
  const register = await registry.rows(
    'select subject_id, level from register_spell where ended_on is null order by subject_id',
  );
  return { people, households, aid, care, hukou, register };
}

const sizeOf = async (id: string) =>
  (
    await registry.rows<{ size: number | null }>(
      'select hh_size as size from household_facts where household_id = $1',
      [id],
    )
  )[0]?.size;

describe('a household', () => {
  it('loses a member to another household: facts and personal aid go along, sizes follow', async () => {
    const [from, to] = [family(), family()];
    const mover = from.people[2];
    await registry.act((unit) =>
      recordObservations(unit, { householdId: from.id }, [
        { code: 'personal_income_month', personId: mover, value: 1234, observedOn: '2026-11-01' },
      ]),
    );
    const [before, beforeThere] = [await sizeOf(from.id), await sizeOf(to.id)];
    await change({
      kind: 'moved',
      householdId: from.id,
      otherHouseholdId: to.id,
      people: [{ personId: mover, relation: 'child' }],
    });
    expect(await sizeOf(from.id)).toBe((before ?? 0) - 1);
    expect(await sizeOf(to.id)).toBe((beforeThere ?? 0) + 1);
    const bag = await loadFactBag(poolSql(registry.database.pool), { householdId: to.id, personId: mover }, ON);
    expect(bag.personal_income_month?.value).toBe(1234);
    expect(
      await registry.rows('select 1 from aid_record where person_id = $1 and household_id <> $2', [mover, to.id]),
    ).toEqual([]);
  });

  it('does not lose its head without another one', async () => {
    const { id, people } = family();
    const died = { kind: 'died', householdId: id, people: [{ personId: people[0] }] };
    expect(pathsOf(await failureOf(change(died)))).toEqual(['staying']);
    const rest = people.slice(1).map((personId, index) => ({ personId, relation: index === 0 ? 'head' : 'other' }));
    await change({ ...died, staying: rest });
    const [household] = await registry.rows<{ head: string }>(
      'select head_person_id as head from household where id = $1',
      [id],
    );
    expect(household?.head).toBe(people[1]);
    const [dead] = await registry.rows(
      'select household_id, last_household_id, gone, gone_on from person where id = $1',
      [people[0]],
    );
    expect(dead).toEqual({ household_id: null, last_household_id: id, gone: 'died', gone_on: ON });
  });

  it('is found without its dead by the county’s rules, and asks departments to stop their aid', async () => {
    const { id, people } = family();
    await registry.database.pool.query(
      `insert into aid_record (household_id, person_id, program_code, department_code, amount_fen, period, granted_on, source)
       values ($1, $2, 'MCA-08', 'MCA', 10000, 'monthly', '2026-01-01', '台账'), ($1, null, 'MCA-01', 'MCA', 30000, 'monthly', '2026-01-01', '台账')`,
      [id, people[2]],
    );
    await change({ kind: 'died', householdId: id, people: [{ personId: people[2] }] });
    const params = new SqlParams();
    const { text, values } = params.statement(countyFacts(ON).people(['age'], params));
    const found = await registry.rows<{ person_id: string }>(text, values as unknown[]);
    expect(found.some(({ person_id }) => person_id === people[2])).toBe(false);
    expect(found.some(({ person_id }) => person_id === people[1])).toBe(true);
    const tasks = await registry.rows<{ kind: string; department: string }>(
      `select kind, department_code as department from task where kind in ('stop_aid', 'review_aid')
         and title_zh like (select '%' || code || '%' from household where id = $1) order by kind desc`,
      [id],
    );
    expect(tasks).toContainEqual({ kind: 'stop_aid', department: 'MCA' });
    expect(tasks).toContainEqual({ kind: 'review_aid', department: 'MCA' });
  });

  it('splits and merges, and is dissolved when nobody is left', async () => {
    const { id, people, township, village } = family();
    const place = { townshipCode: township, villageCode: village, address: '新房 1 号' };
    await change({
      kind: 'split',
      householdId: id,
      people: [
        { personId: people[1], relation: 'head' },
        { personId: people[2], relation: 'child' },
      ],
      place,
    });
    const [founded] = await registry.rows<{ id: string; address: string; head: string }>(
      'select h.id, h.address, h.head_person_id as head from household h join person p on p.household_id = h.id where p.id = $1',
      [people[1]],
    );
    expect(founded).toMatchObject({ address: '新房 1 号', head: people[1] });
    expect(await sizeOf(founded?.id as string)).toBe(2);
    await change({
      kind: 'merged',
      householdId: id,
      otherHouseholdId: founded?.id,
      people: [
        { personId: people[1], relation: 'spouse' },
        { personId: people[2], relation: 'child' },
      ],
    });
    const [dissolved] = await registry.rows('select dissolved_on from household where id = $1', [founded?.id]);
    expect(dissolved).toEqual({ dissolved_on: ON });
    expect(await sizeOf(id)).toBe(people.length);
    const failure = await failureOf(change({ kind: 'relocated', householdId: founded?.id as string, place }));
    expect(failure.kind).toBe('WrongState');
  });

  it('takes in a newborn on its birth date and whoever comes back, as the same person', async () => {
    const { id, people } = family();
    const newborn = { name: '新生儿', idNumber: syntheticIdNumber('2026-11-20', 'female', 7), relation: 'child' };
    const add = async (member: typeof newborn, more: object) =>
      registry.act(async (unit) =>
        addMember(unit, { key: randomUUID(), householdId: id, expectedVersion: await versionOf(id), member, ...more }),
      );
    await add(newborn, { born: true });
    const [child] = await registry.rows<{ id: string; since: string }>(
      `select p.id, m.from_on as since from person p join household_member m on m.person_id = p.id where p.household_id = $1 and p.birth_date = '2026-11-20'`,
      [id],
    );
    expect(child?.since).toBe('2026-11-20');
    await change({ kind: 'left', householdId: id, people: [{ personId: child?.id as string }] });
    expect(await sizeOf(id)).toBe(people.length);
    await add(newborn, { effectiveOn: '2026-11-25' });
    const [back] = await registry.rows<{ id: string }>(
      `select id from person where household_id = $1 and birth_date = '2026-11-20'`,
      [id],
    );
    expect(back?.id).toBe(child?.id);
    expect(await sizeOf(id)).toBe(people.length + 1);
  });

  it('changes forwards only, and not in the future', async () => {
    const { id, people } = family();
    const all = people.map((personId, index) => ({ personId, relation: index === 1 ? 'head' : 'other' }));
    await change({ kind: 'head_changed', householdId: id, people: all });
    expect(
      pathsOf(
        await failureOf(
          change({ kind: 'left', householdId: id, people: [{ personId: people[2] }], effectiveOn: '2026-11-01' }),
        ),
      ),
    ).toEqual(['effectiveOn']);
    expect(
      pathsOf(
        await failureOf(
          change({ kind: 'left', householdId: id, people: [{ personId: people[2] }], effectiveOn: '2100-01-01' }),
        ),
      ),
    ).toEqual(['effectiveOn']);
    expect(pathsOf(await failureOf(change({ kind: 'head_changed', householdId: id, people: all.slice(1) })))).toEqual([
      'people',
    ]);
    expect(pathsOf(await failureOf(change({ kind: 'nonsense', householdId: id, reason: ' ' })))).toEqual([
      'kind',
      'reason',
    ]);
    const stale = await failureOf(change({ kind: 'head_changed', householdId: id, people: all, expectedVersion: 1 }));
    expect(stale.kind).toBe('StaleVersion');
  });
});

describe('a change', () => {
  it.each(['moved', 'left', 'died', 'head_changed', 'split', 'merged', 'relocated', 'hukou_changed', 'carer_named'])(
    'of kind %s leaves nothing behind when it is undone',
    async (kind) => {
      const [one, other] = [family(), family()];
      const place = { townshipCode: one.township, villageCode: one.village, address: '别处' };
      const incoming = other.people.map((personId) => ({ personId, relation: 'other' }));
      const last = { personId: one.people[2], relation: kind === 'split' ? 'head' : 'other' };
      const inputs: Record<string, Partial<HouseholdChangeInput>> = {
        moved: { otherHouseholdId: other.id, people: [last] },
        head_changed: {
          people: one.people.map((personId, index) => ({ personId, relation: index === 1 ? 'head' : 'other' })),
        },
        split: { people: [last], place },
        merged: { otherHouseholdId: other.id, people: incoming },
        relocated: { place, people: [] },
        hukou_changed: { hukou: { kind: 'rural', address: '外省某地' } },
        carer_named: { carer: { kind: 'guardian', carerId: one.people[0] } },
      };
      const before = await state();
      const eventId = await change({ kind, householdId: one.id, people: [last], ...inputs[kind] });
      expect(await state()).not.toEqual(before);
      await undo(one.id, eventId);
      expect(await state()).toEqual(before);
      expect((await failureOf(undo(one.id, eventId))).kind).toBe('WrongState');
    },
  );

  it('that a later one stands on is not undone', async () => {
    const { id, people } = family();
    const first = await change({ kind: 'left', householdId: id, people: [{ personId: people[2] }] });
    const all = people
      .filter((_, index) => index !== 2)
      .map((personId, index) => ({ personId, relation: index === 1 ? 'head' : 'other' }));
    const second = await change({ kind: 'head_changed', householdId: id, people: all });
    expect((await failureOf(undo(id, first))).code).toBe('WRONG_STATE');
    await undo(id, second);
    await undo(id, first);
  });

  it('tells before what would follow, and writes nothing', async () => {
    const { id, people } = family();
    const before = await state();
    let preview: Awaited<ReturnType<typeof previewChange>> | undefined;
    const rolledBack = new Error('rolled back');
    const version = await versionOf(id);
    await registry
      .act(async (unit) => {
        preview = await previewChange(unit, {
          key: randomUUID(),
          householdId: id,
          expectedVersion: version,
          kind: 'left',
          effectiveOn: ON,
          reason: '外出',
          people: [{ personId: people[2] }],
        });
        throw rolledBack;
      })
      .catch((error: unknown) => expect(error).toBe(rolledBack));
    expect(preview?.households).toEqual([
      expect.objectContaining({ sizeBefore: people.length, sizeAfter: people.length - 1 }),
    ]);
    expect(preview?.staleFacts.length).toBeGreaterThan(0);
    expect(await state()).toEqual(before);
  });
});
