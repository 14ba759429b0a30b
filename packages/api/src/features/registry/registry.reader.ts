import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { isUuid } from '../../platform/parse.js';
import { askedColumns, byKey, type Columns, everyColumn, grouped, rows } from '../../platform/read.js';
import type { FactValue } from '../../policy/types.js';
import { HOUSEHOLD_FIELDS } from './household-access.js';
import { peopleMatch, readSearch } from './name-search.js';

export interface HouseholdRow {
  id: string;
  code: string;
  version: number;
  townshipCode: string;
  villageCode: string;
  address: string;
  headPersonId: string;
  registeredAt: Date;
}

export interface PersonRow {
  id: string;
  householdId: string;
  name: string;
  idNumber: string;
  phone: string | null;
  sex: string;
  birthDate: string;
  relation: string;
  isHead: boolean;
  townshipCode: string;
}

/** The winning observation of one fact; only the code when nothing was observed. */
export interface FactRow {
  code: string;
  personId: string | null;
  value: FactValue | null;
  source: string | null;
  observedOn: string | null;
  verified: boolean;
  recordedBy: string | null;
}

export interface AidRecordRow {
  id: string;
  householdId: string;
  caseId: string | null;
  personName: string;
  programCode: string;
  departmentCode: string;
  amountFen: number | null;
  period: string;
  grantedOn: string;
  endedOn: string | null;
  source: string;
  planOnly: boolean;
}

export interface HouseholdSearch {
  search?: string | null;
  township?: string | null;
  village?: string | null;
  first?: number | null;
  after?: string | null;
}

export interface Page<Row> {
  nodes: Row[];
  /** How many there are in all; asked for only when somebody wants to know. */
  count(): Promise<number>;
  nextCursor: string | null;
}

const HOUSEHOLD: Columns<HouseholdRow> = {
  id: 'h.id',
  code: 'h.code',
  version: 'h.version',
  townshipCode: 'h.township_code',
  villageCode: 'h.village_code',
  address: 'h.address',
  headPersonId: 'h.head_person_id',
  registeredAt: 'h.registered_at',
};
const HOUSEHOLD_NEEDS = {
  township: ['townshipCode'],
  village: ['villageCode'],
  head: ['headPersonId'],
  members: ['id'],
  facts: ['id'],
  cases: ['id'],
  aidHistory: ['id'],
} as const;

const PERSON: Columns<PersonRow> = {
  id: 'p.id',
  householdId: 'p.household_id',
  name: 'p.name',
  idNumber: 'p.id_number',
  phone: 'p.phone',
  sex: 'p.sex',
  birthDate: 'p.birth_date',
  relation: 'p.relation',
  isHead: 'p.id = h.head_person_id',
  townshipCode: 'h.township_code',
};
const PERSON_NEEDS = {
  idNumber: ['idNumber', 'townshipCode'],
  phone: ['phone', 'townshipCode'],
  age: ['birthDate'],
  facts: ['id', 'householdId'],
} as const;

const AID_RECORD = `a.id, a.household_id as "householdId", a.case_id as "caseId", coalesce(p.name, head.name) as "personName",
  a.program_code as "programCode", a.department_code as "departmentCode", a.amount_fen as "amountFen", a.period,
  a.granted_on as "grantedOn", a.ended_on as "endedOn", a.source, a.plan_only as "planOnly"`;

/** What abilities ask of an aid record `a` of a household `h`. */
export const AID_FIELDS: Record<string, AccessField> = {
  ...HOUSEHOLD_FIELDS,
  departmentCode: { sql: 'a.department_code' },
};

/** The columns of a fact's winning observation `o`, recorded by `s`. */
export const FACT_COLUMNS = `o.fact as code, o.person_id as "personId", o.value, o.source, o.observed_on as "observedOn",
  o.verified, s.name as "recordedBy"`;

/** Households, their people, facts and aid, as far as the reader may see them. */
export class RegistryReader {
  readonly household = new DataLoader<string, HouseholdRow | undefined>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select ${everyColumn(HOUSEHOLD)} from household h where h.id = any($1) and ${this.access(params)}`;
    return byKey(ids, await rows<HouseholdRow>(this.pool, text, params), (row) => row.id);
  });

  /** A person whom a record names that the reader may see; identities are masked and facts filtered where they are read. */
  readonly person = new DataLoader<string, PersonRow | undefined>(async (ids) => {
    const text = `select ${everyColumn(PERSON)} from person p join household h on h.id = p.household_id where p.id = any($1)`;
    return byKey(ids, await rows<PersonRow>(this.pool, text, [ids]), (row) => row.id);
  });

  /** The people of a household, the head first, with what the operation asks of them. */
  readonly members = new DataLoader<string, PersonRow[]>(async (ids) => {
    const params: unknown[] = [ids];
    const columns = askedColumns(PERSON, this.context.asked?.get('Person'), ['householdId'], PERSON_NEEDS);
    const text = `select ${columns} from person p join household h on h.id = p.household_id
      where h.id = any($1) and ${this.access(params)} order by (p.id = h.head_person_id) desc, p.birth_date, p.id`;
    return grouped(ids, await rows<PersonRow>(this.pool, text, params), (row) => row.householdId);
  });

  /** What is known of a household and of each of its people; facts of cases are not among them. */
  readonly facts = new DataLoader<string, FactRow[]>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select distinct on (o.household_id, o.person_id, o.fact) o.household_id as "householdId", ${FACT_COLUMNS}
      from observation o join household h on h.id = o.household_id join staff s on s.id = o.recorded_by
      where o.household_id = any($1) and o.case_id is null and ${this.access(params)}
      order by o.household_id, o.person_id, o.fact, o.observed_on desc, o.verified desc, o.recorded_at desc, o.id desc`;
    return grouped(
      ids,
      await rows<FactRow & { householdId: string }>(this.pool, text, params),
      (row) => row.householdId,
    );
  });

  /** What departments gave a household and its people, the latest first. */
  readonly aid = new DataLoader<string, AidRecordRow[]>(async (ids) => {
    const params: unknown[] = [ids];
    const access = accessSql(this.context.ability, 'read', 'AidRecord', AID_FIELDS, params);
    const text = `select ${AID_RECORD} from aid_record a join household h on h.id = a.household_id
      join person head on head.id = h.head_person_id left join person p on p.id = a.person_id
      where a.household_id = any($1) and ${access} order by a.granted_on desc, a.id desc`;
    return grouped(ids, await rows<AidRecordRow>(this.pool, text, params), (row) => row.householdId);
  });

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private access(params: unknown[]): string {
    return accessSql(this.context.ability, 'read', 'Household', HOUSEHOLD_FIELDS, params);
  }

  async find(id: string): Promise<HouseholdRow | undefined> {
    return isUuid(id) ? this.household.load(id) : undefined;
  }

  /** The people a record names. Throws when there is none, which a foreign key prevents. */
  async getPerson(id: string): Promise<PersonRow> {
    const row = await this.person.load(id);
    if (!row) throw new Error(`No person ${id}`);
    return row;
  }

  /**
   * Households by name, pinyin, initials, identity number, its last four or household code, the newest first, with what
   * the operation asks of them.
   */
  async search(input: HouseholdSearch): Promise<Page<HouseholdRow>> {
    const params: unknown[] = [];
    const conditions = [this.access(params)];
    const filter = (sql: string, value: unknown) => {
      params.push(value);
      conditions.push(sql.replace('?', `$${params.length}`));
    };
    if (input.township) filter('h.township_code = ?', input.township);
    if (input.village) filter('h.village_code = ?', input.village);
    const search = readSearch(input.search);
    if (search?.by === 'code') filter('h.code = ?', search.value);
    else if (search)
      conditions.push(`h.id in (select p.household_id from person p where ${peopleMatch(search, params)})`);
    const where = conditions.join(' and ');
    const counting = [...params];
    const count = async () => {
      const text = `select count(*)::int as total from household h where ${where}`;
      return (await rows<{ total: number }>(this.pool, text, counting))[0]?.total ?? 0;
    };
    const [after] = readCursor(input.after, 1) ?? [];
    if (after && isUuid(after)) filter('h.id < ?', after);
    const size = pageSize(input.first);
    params.push(size + 1);
    const columns = askedColumns(HOUSEHOLD, this.context.asked?.get('Household'), ['id'], HOUSEHOLD_NEEDS);
    const text = `select ${columns} from household h where ${conditions.join(' and ')} order by h.id desc limit $${params.length}`;
    const found = await rows<HouseholdRow>(this.pool, text, params);
    const nodes = found.slice(0, size);
    const last = nodes.at(-1);
    return { nodes, count, nextCursor: found.length > size && last ? writeCursor(last.id) : null };
  }
}
