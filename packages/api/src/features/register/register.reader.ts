import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import { maskName } from '../funding/mask-name.js';
import { HOUSEHOLD_FIELDS } from '../registry/household-access.js';
import type { RegisterFilter } from './register.inputs.js';
import type {
  RegisterChange,
  RegisterCount,
  RegisterDifference,
  RegisterFlow,
  RegisterMonth,
} from './register.types.js';
import { registerKeeper } from './register-level.js';

export interface SpellRow {
  id: string;
  level: string;
  personId: string | null;
  personName: string;
  subjectId: string;
  subjectHouseholdId: string;
  householdCode: string;
  householdId: string | null;
  people: number;
  townshipCode: string;
  villageCode: string;
  cameFrom: string;
  beganOn: string;
  reason: string;
  note: string | null;
  source: string;
  endedOn: string | null;
}

export interface SpellPage {
  nodes: SpellRow[];
  total: number;
  nextCursor: string | null;
}

export type ChangeRow = RegisterChange & { subjectId: string };

/** SQL of how many people a spell `s` of a household `h` concerns. */
const PEOPLE = `(case when s.person_id is null then (select count(*) from person m where m.household_id = h.id) else 1 end)::int`;

/** SQL of whether a spell `s` stood on a day. */
const stood = (day: string) => `s.began_on <= ${day} and (s.ended_on is null or s.ended_on > ${day})`;

/** The low-income register, as far as the reader may see it. */
export class RegisterReader {
  private readonly change = new DataLoader<string, ChangeRow | undefined>(async (ids) => {
    const found = await this.changes('c.id = any($1)', [ids]);
    return byKey(ids, found, (row) => row.id);
  });

  /** All moves of a subject, the newest first. */
  readonly history = new DataLoader<string, ChangeRow[]>(async (ids) => {
    const found = await this.changes('c.subject_id = any($1)', [ids]);
    return grouped(ids, found, (row) => row.subjectId);
  });

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private access(action: 'count' | 'read', params: unknown[], township = 'h.township_code'): string {
    const keeper = `$${params.push(registerKeeper(this.context.county))}::text`;
    const fields: Record<string, AccessField> = { townshipCode: { sql: township }, departmentCode: { sql: keeper } };
    // The parameter is used wherever the ability asks nothing of the department.
    return `(${keeper} is not null and ${accessSql(this.context.ability, action, 'Register', fields, params)})`;
  }

  /** By level and township, of a day (YYYY-MM-DD). */
  async counts(on: string): Promise<Omit<RegisterCount, 'townshipName'>[]> {
    const params: unknown[] = [dayOf(on, 'on')];
    const text = `select s.level, h.township_code as "townshipCode", count(*)::int as households,
        sum(${PEOPLE})::int as people
      from register_spell s join household h on h.id = s.household_id
      where ${stood('$1')} and ${this.access('count', params)} group by 1, 2 order by 1, 2`;
    return rows(this.pool, text, params);
  }

  /** By level at the end of each of so many months, and today. */
  async months(months: number, township: string | null): Promise<RegisterMonth[]> {
    const params: unknown[] = [monthEnds(months), township];
    const text = `select d.day, s.level, count(*)::int as households
      from unnest($1::date[]) as d (day) join register_spell s on ${stood('d.day')}
      join household h on h.id = s.household_id
      where ($2::text is null or h.township_code = $2) and ${this.access('count', params)}
      group by 1, 2 order by 1, 2`;
    return rows<RegisterMonth>(this.pool, text, params);
  }

  /** How many moved between levels from a day to a day, both included. Throws InvalidInput for days that are none. */
  async flows(from: string, to: string, township: string | null): Promise<RegisterFlow[]> {
    const params: unknown[] = [dayOf(from, 'from'), dayOf(to, 'to'), township];
    const text = `select "fromLevel", "toLevel", sum(changes)::int as changes,
        json_agg(json_build_object('reason', reason, 'changes', changes) order by changes desc, reason) as reasons
      from (
        select c.from_level as "fromLevel", c.to_level as "toLevel", c.reason, count(*)::int as changes
        from register_change c
        where c.on_day between $1 and $2 and ($3::text is null or c.township_code = $3)
          and ${this.access('count', params, 'c.township_code')}
        group by 1, 2, 3) f
      group by 1, 2 order by changes desc, 1, 2`;
    return rows<RegisterFlow>(this.pool, text, params);
  }

  /** Who stood on the register on a day, the latest first. Throws InvalidInput for a day that is none. */
  async spells(filter: RegisterFilter, first?: number | null, after?: string | null): Promise<SpellPage> {
    const { ability } = this.context;
    const params: unknown[] = [dayOf(filter.on ?? today(), 'filter.on')];
    const value = (given: unknown) => `$${params.push(given)}`;
    const conditions = [stood('$1'), this.access('read', params)];
    if (filter.level) conditions.push(`s.level = ${value(filter.level)}`);
    if (filter.township) conditions.push(`h.township_code = ${value(filter.township)}`);
    if (filter.cameFrom) conditions.push(`s.came_from = ${value(filter.cameFrom)}`);
    if (filter.since) conditions.push(`s.began_on >= ${value(dayOf(filter.since, 'filter.since'))}`);
    const from = 'register_spell s join household h on h.id = s.household_id';
    const [counted] = await rows<{ total: number }>(
      this.pool,
      `select count(*)::int as total from ${from} where ${conditions.join(' and ')}`,
      [...params],
    );
    const [began, id] = readCursor(after, 2) ?? [];
    if (began && id && isUuid(id)) conditions.push(`(s.began_on, s.id) < (${value(began)}, ${value(id)})`);
    const size = pageSize(first);
    const may = (type: 'Household' | 'Identity') => accessSql(ability, 'read', type, HOUSEHOLD_FIELDS, params);
    const text = `select s.id, s.level, s.person_id as "personId", p.name as "personName", ${may('Identity')} as identity,
        s.subject_id as "subjectId", h.id as "subjectHouseholdId", h.code as "householdCode",
        case when ${may('Household')} then h.id end as "householdId", ${PEOPLE} as people,
        h.township_code as "townshipCode", h.village_code as "villageCode", s.came_from as "cameFrom",
        s.began_on as "beganOn", s.reason, s.note, s.source, s.ended_on as "endedOn"
      from ${from} join person p on p.id = coalesce(s.person_id, h.head_person_id)
      where ${conditions.join(' and ')} order by s.began_on desc, s.id desc limit ${size + 1}`;
    const found = await rows<SpellRow & { identity: boolean }>(this.pool, text, params);
    const nodes = found.slice(0, size).map(({ identity, ...row }) => ({
      ...row,
      personName: identity ? row.personName : maskName(row.personName),
    }));
    const last = nodes.at(-1);
    return {
      nodes,
      total: counted?.total ?? 0,
      nextCursor: found.length > size && last ? writeCursor(last.beganOn, last.id) : null,
    };
  }

  async find(id: string): Promise<ChangeRow | undefined> {
    return isUuid(id) ? this.change.load(id) : undefined;
  }

  /** All moves of a household and its people, the newest first. */
  async historyOfHousehold(householdId: string): Promise<ChangeRow[]> {
    const own = 'c.person_id is null and c.household_id = $1';
    const ofPeople = 'c.person_id in (select id from person where coalesce(household_id, last_household_id) = $1)';
    return isUuid(householdId) ? this.changes(`(${own} or ${ofPeople})`, [householdId]) : [];
  }

  /** By level: how many households stand on the register against their facts, and the other way round. */
  async differences(): Promise<RegisterDifference[]> {
    const params: unknown[] = [];
    const text = `select l.level,
        count(*) filter (where s.id is not null and not l.holds)::int as "registerOnly",
        count(*) filter (where s.id is null and l.holds)::int as "factsOnly"
      from household h left join household_facts f on f.household_id = h.id
      cross join lateral (values
        ('dibao', coalesce(f.hh_dibao_status, 'none') <> 'none'),
        ('edge', coalesce(f.hh_low_income_edge, false)),
        ('rigid_expense', coalesce(f.hh_rigid_expense_family, false))) as l (level, holds)
      left join register_spell s on s.subject_id = h.id and s.ended_on is null and s.level = l.level
      where ${this.access('count', params)} group by l.level order by l.level`;
    return rows<RegisterDifference>(this.pool, text, params);
  }

  private async changes(condition: string, given: unknown[]): Promise<ChangeRow[]> {
    const params = [...given];
    const text = `select c.id, c.subject_id as "subjectId", p.name as "personName", c.from_level as "fromLevel",
        c.to_level as "toLevel", c.on_day as "onDay", c.reason, c.note, c.source, s.name as "recordedBy"
      from register_change c left join person p on p.id = c.person_id
      join household h on h.id = coalesce(p.household_id, p.last_household_id, c.household_id)
      join staff s on s.id = c.recorded_by
      where ${condition} and ${this.access('read', params)} order by c.on_day desc, c.number desc, c.id`;
    const found = await rows<ChangeRow>(this.pool, text, params);
    return found.map((row) => ({ ...row, personName: row.personName && maskName(row.personName) }));
  }
}

/** A day as it was asked for. Throws InvalidInput. */
function dayOf(text: string, path: string): string {
  const check = new InputCheck();
  const day = check.day(path, text);
  check.done();
  return day as string;
}

const MOST_MONTHS = 60;

/** The last days of the months before, oldest first, and today. */
function monthEnds(months: number): string[] {
  const day = today();
  const [year = 0, month = 0] = day.split('-').map(Number);
  const count = Math.min(MOST_MONTHS, Math.max(1, months));
  const ends = Array.from({ length: count }, (_none, index) =>
    new Date(Date.UTC(year, month - 1 - (count - 1 - index), 0)).toISOString().slice(0, 10),
  );
  return [...ends, day];
}
