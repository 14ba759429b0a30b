import type { HouseholdChange } from '@yimen/schema';
import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { grouped, rows } from '../../platform/read.js';
import { HOUSEHOLD_FIELDS } from '../registry/household-access.js';
import { WINNER_FIRST } from '../registry/project-facts.js';
import { FACT_COLUMNS, type FactRow } from '../registry/registry.reader.js';
import { LATER_CHANGES } from './undo-change.js';

export interface EventRow {
  id: string;
  householdId: string;
  kind: HouseholdChange;
  effectiveOn: string;
  reason: string;
  document: string | null;
  note: string | null;
  recordedBy: string;
  recordedAt: Date;
  people: { personId: string; name: string }[];
  others: { householdId: string; code: string }[];
  undone: boolean;
  undoesId: string | null;
  /** A later change stands on it. */
  covered: boolean;
  townshipCode: string;
}

export interface MemberOnDayRow {
  personId: string;
  relation: string;
  birthDate: string;
}

export interface PlaceRow {
  townshipCode: string;
  villageCode: string;
  address: string;
}

export interface HukouRow {
  personId: string;
  kind: string;
  townshipCode: string | null;
  villageCode: string | null;
  address: string;
  since: string;
}

export interface CareRow {
  id: string;
  personId: string;
  kind: string;
  carerName: string;
  from: string;
  until: string | null;
}

/** Households and their people through time, as far as the reader may see them. */
export class HouseholdChangeReader {
  /** What happened to each household, the latest first. */
  readonly events = new DataLoader<string, EventRow[]>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select e.id, h.id as "householdId", e.kind, e.effective_on as "effectiveOn", e.reason, e.document, e.note,
        s.name as "recordedBy", e.recorded_at as "recordedAt", e.undoes_id as "undoesId", h.township_code as "townshipCode",
        exists (select from household_event u where u.undoes_id = e.id) as undone,
        exists (select ${LATER_CHANGES}) as covered,
        (select coalesce(json_agg(json_build_object('personId', p.id, 'name', p.name) order by p.birth_date, p.id), '[]')
           from household_event_person q join person p on p.id = q.person_id where q.event_id = e.id) as people,
        ${this.others('e.id', 'o.household_id', params)} as others
      from household_event_household o join household_event e on e.id = o.event_id
      join household h on h.id = o.household_id join staff s on s.id = e.recorded_by
      where o.household_id = any($1) and ${this.access(params)}
      order by e.id desc`;
    return grouped(ids, await rows<EventRow>(this.pool, text, params), (row) => row.householdId);
  });

  /** Where each person is registered now. */
  readonly hukou = new DataLoader<string, HukouRow[]>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select distinct on (k.person_id) k.person_id as "personId", k.kind, k.township_code as "townshipCode",
        k.village_code as "villageCode", k.address, k.from_on as since
      from person_hukou k ${PERSON_OF('k')} where k.person_id = any($1) and ${this.access(params)}
      order by k.person_id, k.from_on desc, k.id desc`;
    return grouped(ids, await rows<HukouRow>(this.pool, text, params), (row) => row.personId);
  });

  /** Who looks or looked after each person, those who still do first. */
  readonly cares = new DataLoader<string, CareRow[]>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select c.id, c.person_id as "personId", c.kind, coalesce(q.name, c.carer_name) as "carerName",
        c.from_on as "from", c.until_on as until
      from person_carer c ${PERSON_OF('c')} left join person q on q.id = c.carer_id
      where c.person_id = any($1) and ${this.access(params)}
      order by c.until_on desc nulls first, c.from_on desc, c.id`;
    return grouped(ids, await rows<CareRow>(this.pool, text, params), (row) => row.personId);
  });

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private access(params: unknown[]): string {
    return accessSql(this.context.ability, 'read', 'Household', HOUSEHOLD_FIELDS, params);
  }

  /** SQL of the other households of an event that the reader sees, as JSON. */
  private others(event: string, self: string, params: unknown[]): string {
    return `(select coalesce(json_agg(json_build_object('householdId', h.id, 'code', h.code) order by h.code), '[]')
      from household_event_household x join household h on h.id = x.household_id
      where x.event_id = ${event} and x.household_id <> ${self} and ${this.access(params)})`;
  }

  /** Who was in a household that the reader sees on a day (YYYY-MM-DD), the head first. */
  membersOn(householdId: string, day: string): Promise<MemberOnDayRow[]> {
    return rows<MemberOnDayRow>(
      this.pool,
      `select p.id as "personId", coalesce(m.relation, p.relation) as relation, p.birth_date as "birthDate"
       from person p
       left join lateral (select * from household_member m where m.person_id = p.id and m.from_on <= $2
         order by m.from_on desc, m.id desc limit 1) m on true
       where p.id in (select id from person where household_id = $1 union select person_id from household_member where household_id = $1)
         and p.birth_date <= $2
         and case when m.id is not null then m.household_id = $1
           else p.household_id = $1 and not exists (select from household_member x where x.person_id = p.id) end
       order by (coalesce(m.relation, p.relation) = 'head') desc, p.birth_date, p.id`,
      [householdId, day],
    );
  }

  /** Where a household lived on a day. */
  async placeOn(householdId: string, day: string): Promise<PlaceRow | undefined> {
    const [place] = await rows<PlaceRow>(
      this.pool,
      `select township_code as "townshipCode", village_code as "villageCode", address from household_place
       where household_id = $1 and from_on <= $2 order by from_on desc, id desc limit 1`,
      [householdId, day],
    );
    return place;
  }

  /**
   * What was true of a household and of people on a day, as far as it was known by the end of another (YYYY-MM-DD,
   * Asia/Shanghai): of the observations made by the one and recorded by the other, the winners. Of whoever is in a
   * household now that the reader does not see, only what was recorded in this one.
   */
  factsOn(householdId: string, people: readonly string[], day: string, knownBy: string): Promise<FactRow[]> {
    const params: unknown[] = [householdId, people, day, knownBy];
    const theirs = `exists (select from person p join household h on h.id = coalesce(p.household_id, p.last_household_id)
      where p.id = o.person_id and ${this.access(params)})`;
    return rows<FactRow>(
      this.pool,
      `select distinct on (o.person_id, o.fact) ${FACT_COLUMNS}
       from observation o join staff s on s.id = o.recorded_by
       where (o.household_id = $1 and o.person_id is null and o.case_id is null
           or o.person_id = any($2) and (o.household_id = $1 or ${theirs}))
         and o.value <> 'null' and o.observed_on <= $3 and o.recorded_at < ${END_OF_DAY}
         and not exists (select from observation r where r.replaces_id = o.id and r.recorded_at < ${END_OF_DAY})
       order by o.person_id, o.fact, ${WINNER_FIRST}`,
      params,
    );
  }
}

/** SQL of the household `h` of the person whom a row is of. */
const PERSON_OF = (row: string) => `join person p on p.id = ${row}.person_id
      join household h on h.id = coalesce(p.household_id, p.last_household_id)`;

const END_OF_DAY = `($4::date + 1)::timestamp at time zone 'Asia/Shanghai'`;
