import type { Gone } from '@yimen/schema';
import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { type Level, rowOf, when } from '../../platform/level.js';
import { isUuid } from '../../platform/parse.js';
import { askedProperties, type Columns, everyColumn, grouped, rows, selectList } from '../../platform/read.js';
import { readTree } from '../../platform/read-tree.js';
import type { FactValue } from '../../policy/types.js';
import { HOUSEHOLD_FIELDS } from './household-access.js';
import { peopleMatch, readSearch } from './name-search.js';
import { STANDS, WINNER_FIRST } from './project-facts.js';

export interface HouseholdRow {
  id: string;
  code: string;
  version: number;
  townshipCode: string;
  villageCode: string;
  address: string;
  headPersonId: string;
  registeredAt: Date;
  dissolvedOn: string | null;
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
  gone: Gone | null;
  goneOn: string | null;
  townshipCode: string;
}

/** One observation of a fact. */
export interface ObservationRow extends FactRow {
  id: string;
  unit: string | null;
  document: string | null;
  recordedAt: Date;
  counts: boolean;
  replacesId: string | null;
  replacedById: string | null;
  reason: string | null;
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
  /** Other sources say something else, and nobody has settled it. */
  inConflict?: boolean;
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
  dissolvedOn: 'h.dissolved_on',
};
const HOUSEHOLD_INSTANTS = ['registeredAt'] as const;
const HOUSEHOLD_NEEDS = {
  township: ['townshipCode'],
  village: ['villageCode'],
  head: ['headPersonId'],
  members: ['id'],
  facts: ['id'],
  cases: ['id'],
  aidHistory: ['id'],
  events: ['id'],
  factHistory: ['id'],
  onDay: ['id', 'townshipCode', 'villageCode', 'address'],
} as const;

const PERSON: Columns<PersonRow> = {
  id: 'p.id',
  householdId: 'h.id',
  name: 'p.name',
  idNumber: 'p.id_number',
  phone: 'p.phone',
  sex: 'p.sex',
  birthDate: 'p.birth_date',
  relation: 'p.relation',
  isHead: 'p.id = h.head_person_id',
  gone: 'p.gone',
  goneOn: 'p.gone_on',
  townshipCode: 'h.township_code',
};
const PERSON_NEEDS = {
  idNumber: ['idNumber', 'townshipCode'],
  phone: ['phone', 'townshipCode'],
  age: ['birthDate'],
  facts: ['id', 'householdId'],
  hukou: ['id'],
  carers: ['id'],
} as const;

const readHouseholds = ({ ability }: Context, params: unknown[]) =>
  accessSql(ability, 'read', 'Household', HOUSEHOLD_FIELDS, params);

/** The household that a record names. */
export const HOUSEHOLD_NAMED: Level<HouseholdRow> = {
  type: 'Household',
  of: { 'Case.household': 'householdId', 'AidRecord.household': 'householdId' },
  key: 'id',
  columns: HOUSEHOLD,
  needs: HOUSEHOLD_NEEDS,
  instants: HOUSEHOLD_INSTANTS,
  from: 'household h',
  access: readHouseholds,
};

/** A person, dead or alive, whom a record names that the reader may see; identities are masked and facts filtered where they are read. */
export const PERSON_NAMED: Level<PersonRow> = {
  type: 'Person',
  of: {
    'Household.head': 'headPersonId',
    'Case.beneficiary': 'beneficiaryId',
    'Application.person': 'personId',
    'PackageItem.person': 'personId',
  },
  key: 'id',
  columns: PERSON,
  needs: PERSON_NEEDS,
  always: ['householdId'],
  from: 'person p',
  joins: [['h', 'join household h on h.id = coalesce(p.household_id, p.last_household_id)']],
  access: () => 'true',
};

/** The people of a household, the head first. */
export const MEMBERS: Level<PersonRow> = {
  type: 'Person',
  of: { 'Household.members': 'id' },
  key: 'householdId',
  columns: PERSON,
  needs: PERSON_NEEDS,
  from: 'person p',
  joins: [['h', 'join household h on h.id = p.household_id']],
  keySql: 'h.id',
  order: '(p.id = h.head_person_id) desc, p.birth_date, p.id',
  access: readHouseholds,
};

const AID_RECORD: Columns<AidRecordRow> = {
  id: 'a.id',
  householdId: 'a.household_id',
  caseId: 'a.case_id',
  personName: 'coalesce(p.name, head.name)',
  programCode: 'a.program_code',
  departmentCode: 'a.department_code',
  amountFen: 'a.amount_fen',
  period: 'a.period',
  grantedOn: 'a.granted_on',
  endedOn: 'a.ended_on',
  source: 'a.source',
  planOnly: 'a.plan_only',
};
const AID_NEEDS = { household: ['householdId'], program: ['programCode'], department: ['departmentCode'] } as const;

/** What abilities ask of an aid record `a` of a household `h`. */
export const AID_FIELDS: Record<string, AccessField> = {
  ...HOUSEHOLD_FIELDS,
  departmentCode: { sql: 'a.department_code' },
};

/** What departments gave a household and its people, the latest first. */
export const AID_OF_HOUSEHOLD: Level<AidRecordRow> = {
  type: 'AidRecord',
  of: { 'Household.aidHistory': 'id', 'Case.aidHistory': 'householdId' },
  key: 'householdId',
  columns: AID_RECORD,
  needs: AID_NEEDS,
  from: 'aid_record a',
  joins: [
    ['h', 'join household h on h.id = a.household_id'],
    ['head', 'join person head on head.id = h.head_person_id'],
    ['p', 'left join person p on p.id = a.person_id'],
  ],
  order: 'a.granted_on desc, a.id desc',
  access: ({ ability }, params) => accessSql(ability, 'read', 'AidRecord', AID_FIELDS, params),
};

/** The columns of a fact's winning observation `o`, recorded by `s`. */
export const FACT_COLUMNS = `o.fact as code, o.person_id as "personId", o.value, o.source, o.observed_on as "observedOn",
  o.verified, s.name as "recordedBy",
  exists (select from fact_conflict f where f.fact = o.fact and f.status = 'open'
    and (f.person_id = o.person_id or f.household_id = o.household_id and f.person_id is null and o.person_id is null))
    as "inConflict"`;

/** What was observed of a household `h` and of those who are in it, or were in it last; nothing of cases. */
const FACTS_OF_HOUSEHOLD = `
  select * from observation where household_id = h.id and person_id is null and case_id is null
  union all
  select * from observation
  where person_id in (select id from person where household_id = h.id or last_household_id = h.id)`;

/** Households, their people, facts and aid, as far as the reader may see them. */
export class RegistryReader {
  /** What is known of a household and of each of its people; facts of cases are not among them. */
  readonly facts = new DataLoader<string, FactRow[]>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select distinct on (h.id, o.person_id, o.fact) h.id as "householdId", ${FACT_COLUMNS}
      from household h cross join lateral (${FACTS_OF_HOUSEHOLD}) o join staff s on s.id = o.recorded_by
      where h.id = any($1) and ${STANDS} and ${this.access(params)}
      order by h.id, o.person_id, o.fact, ${WINNER_FIRST}`;
    return grouped(
      ids,
      await rows<FactRow & { householdId: string }>(this.pool, text, params),
      (row) => row.householdId,
    );
  });

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private access(params: unknown[]): string {
    return readHouseholds(this.context, params);
  }

  /** Every observation of a fact of a household (`personId` null) or of somebody in it, the winner and the latest first. */
  factHistory(householdId: string, code: string, personId: string | null): Promise<ObservationRow[]> {
    if (personId !== null && !isUuid(personId)) return Promise.resolve([]);
    const params: unknown[] = [householdId, code, personId];
    return rows<ObservationRow>(
      this.pool,
      `select o.id, ${FACT_COLUMNS}, o.unit, o.document, o.recorded_at as "recordedAt", o.reason,
         o.replaces_id as "replacesId", x.id as "replacedById",
         ${STANDS} and row_number() over (order by (${STANDS}) desc, ${WINNER_FIRST}) = 1 as counts
       from household h cross join lateral (${FACTS_OF_HOUSEHOLD}) o join staff s on s.id = o.recorded_by
       left join observation x on x.replaces_id = o.id
       where h.id = $1 and o.fact = $2 and o.person_id is not distinct from $3 and ${this.access(params)}
       order by counts desc, o.recorded_at desc, o.id desc`,
      params,
    );
  }

  /** A household, with what the operation asks of it. */
  async find(id: string): Promise<HouseholdRow | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const text = `select ${everyColumn(HOUSEHOLD)} from household h where h.id = $1 and ${this.access(params)}`;
    const [row] = await readTree<HouseholdRow>(this.context, {
      field: 'household',
      type: 'Household',
      instants: HOUSEHOLD_INSTANTS,
      text,
      params,
      properties: Object.keys(HOUSEHOLD),
    });
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
    const asked = this.context.asked?.get('Household');
    const properties = askedProperties(HOUSEHOLD, asked, ['id'], HOUSEHOLD_NEEDS);
    const columns = selectList(HOUSEHOLD, properties);
    const text = `select ${columns} from household h where ${conditions.join(' and ')} order by h.id desc limit $${params.length}`;
    const found = await readTree<HouseholdRow>(this.context, {
      field: 'households',
      type: 'Household',
      instants: HOUSEHOLD_INSTANTS,
      text,
      params,
      properties,
      shown: size,
    });
    const nodes = found.slice(0, size);
    const last = nodes.at(-1);
    return { nodes, count, nextCursor: found.length > size && last ? writeCursor(last.id) : null };
  }
}

/** A person whom a record names. Throws when there is none, which a foreign key prevents. */
export function getPerson(context: Context, id: string): PersonRow | Promise<PersonRow> {
  return when(rowOf(context, PERSON_NAMED, id), (row) => {
    if (!row) throw new Error(`No person ${id}`);
    return row;
  });
}
