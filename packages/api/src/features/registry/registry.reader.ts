import type { Gone } from '@yimen/schema';
import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { type Level, rowOf, when } from '../../platform/level.js';
import { isUuid } from '../../platform/parse.js';
import { askedProperties, type Columns, everyColumn, grouped, rows, selectList } from '../../platform/read.js';
import { readTree } from '../../platform/read-tree.js';
import type { FactValue } from '../../policy/types.js';
import { AID_FIELDS, HOUSEHOLD_FIELDS } from './household-access.js';
import {
  type HouseholdSearch as FoundIn,
  foundHouseholds,
  type HouseholdFilter,
  readHouseholdSearch,
} from './household-search.js';
import type { PeopleTerm } from './people-match.js';
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
  /** Ids of the members whom a search found. */
  matched?: string[];
  dissolvedOn: string | null;
}

export interface PersonRow {
  id: string;
  householdId: string;
  name: string;
  /** Sealed, as base64; so is the telephone. */
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

export interface HouseholdSearch extends HouseholdFilter {
  first?: number | null;
  after?: string | null;
}

export interface Page<Row> {
  nodes: Row[];
  /** How many there are in all; asked for only when somebody wants to know. */
  count(): Promise<number>;
  nextCursor: string | null;
}

export interface FoundHouseholds extends Page<HouseholdRow> {
  /** Whether no more were looked for, so that there may be more than `count`. */
  isCut: boolean;
}

const HOUSEHOLD: Columns<Omit<HouseholdRow, 'matched'>> = {
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
  matched: [],
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
  idNumber: "encode(p.id_number_sealed, 'base64')",
  phone: "encode(p.phone_sealed, 'base64')",
  sex: 'p.sex',
  birthDate: 'p.birth_date',
  relation: 'p.relation',
  isHead: 'p.id = h.head_person_id',
  gone: 'p.gone',
  goneOn: 'p.gone_on',
  townshipCode: 'h.township_code',
};
const PERSON_NEEDS = {
  idNumber: ['id', 'idNumber'],
  phone: ['id', 'phone'],
  age: ['birthDate'],
  allowedActions: ['townshipCode'],
  facts: ['id', 'householdId'],
  hukou: ['id'],
  carers: ['id'],
  accounts: ['id'],
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
   * Households by what was typed: the best matches first, and names that read nearly alike where nothing closer is
   * found. Without somebody's name or number the newest first. With what the operation asks of them.
   */
  async search(input: HouseholdSearch): Promise<FoundHouseholds> {
    const params: unknown[] = [];
    const read = readHouseholdSearch(this.context, input, this.access(params), params);
    const { conditions, term } = read;
    if (!term) return { ...(await this.newest(conditions, params, input)), isCut: false };
    const asked = { ...read, term };
    const [mode] = readCursor(input.after, 4) ?? [];
    if (mode === 'near') return this.best(asked, [...params], input, true);
    const page = await this.best(asked, [...params], input, false);
    return page.nodes.length > 0 || input.after ? page : this.best(asked, params, input, true);
  }

  /** The newest first: of all, or of those whom the filters leave, which are so few that they are gathered and counted. */
  private async newest(conditions: string[], params: unknown[], input: HouseholdSearch): Promise<Page<HouseholdRow>> {
    const where = conditions.join(' and ');
    const count = this.counting(`select count(*)::int as total from household h where ${where}`, params);
    const [after] = readCursor(input.after, 1) ?? [];
    const below = after && isUuid(after) ? `$${params.push(after)}::uuid` : undefined;
    const size = pageSize(input.first);
    const limit = `limit $${params.push(size + 1)}`;
    const properties = this.askedOfHouseholds();
    const columns = selectList(HOUSEHOLD, properties);
    if (conditions.length === 1) {
      const text = `select ${columns} from household h where ${where} ${below ? `and h.id < ${below}` : ''}
        order by h.id desc ${limit}`;
      const found = await this.tree<HouseholdRow>(text, params, properties, size);
      return page(found, size, count, ({ id }) => writeCursor(id));
    }
    const text = `with fitting as materialized (select h.id from household h where ${where}),
      shown as (select f.id from fitting f ${below ? `where f.id < ${below}` : ''} order by f.id desc ${limit})
      select ${columns}, (select count(*)::int from fitting) as total
      from shown s join household h on h.id = s.id order by h.id desc`;
    const found = await this.tree<CountedRow>(text, params, [...properties, 'total'], size);
    return page(found, size, countOf(found, count), ({ id }) => writeCursor(id));
  }

  /** The households in which somebody matches, the best first. */
  private async best(
    search: FoundIn & { term: PeopleTerm },
    params: unknown[],
    input: HouseholdSearch,
    near: boolean,
  ): Promise<FoundHouseholds> {
    const searched = await foundHouseholds(this.context, search, params, near);
    if (!searched) return { nodes: [], count: async () => 0, isCut: false, nextCursor: null };
    const count = this.counting(`select count(*)::int as total from (${searched}) b`, params);
    const [, level, name, id] = readCursor(input.after, 4) ?? [];
    const where =
      id && isUuid(id) && /^\d$/.test(level ?? '')
        ? `where (b.level, b.name, h.id) > ($${params.push(level)}::int, $${params.push(decodeURIComponent(name ?? ''))}, $${params.push(id)}::uuid)`
        : '';
    const size = pageSize(input.first);
    const properties = this.askedOfHouseholds();
    const text = `with best as (${searched})
      select ${selectList(HOUSEHOLD, properties)}, b.matched, b.level, b.name as "bestName", b.total, b."isCut"
      from best b join household h on h.id = b.household_id ${where}
      order by b.level, b.name, h.id limit $${params.push(size + 1)}`;
    const nodes = await this.tree<FoundRow>(text, params, [...properties, ...FOUND], size);
    const found = page(nodes, size, countOf(nodes, count), (row) =>
      writeCursor(near ? 'near' : 'best', String(row.level), encodeURIComponent(row.bestName), row.id),
    );
    return { ...found, isCut: nodes[0]?.isCut ?? false };
  }

  private counting(text: string, params: readonly unknown[]): () => Promise<number> {
    const values = [...params];
    return async () => (await rows<{ total: number }>(this.pool, text, values))[0]?.total ?? 0;
  }

  private askedOfHouseholds(): string[] {
    return askedProperties(HOUSEHOLD, this.context.asked?.get('Household'), ['id'], HOUSEHOLD_NEEDS);
  }

  private tree<Row extends HouseholdRow>(text: string, params: unknown[], properties: string[], shown: number) {
    const root = { field: 'households', type: 'Household', instants: HOUSEHOLD_INSTANTS };
    return readTree<Row>(this.context, { ...root, text, params, properties, shown });
  }
}

interface CountedRow extends HouseholdRow {
  /** How many there are in all. */
  total: number;
}

interface FoundRow extends CountedRow {
  level: number;
  bestName: string;
  isCut: boolean;
}
const FOUND = ['matched', 'level', 'bestName', 'total', 'isCut'];

/** The total that the rows bring along; without any, as behind the last page, they are counted. */
function countOf([first]: readonly CountedRow[], count: () => Promise<number>): () => Promise<number> {
  return first ? async () => first.total : count;
}

/** The first `size` of the rows that were read, one more than that telling that there is a next page. */
function page<Row>(
  found: readonly Row[],
  size: number,
  count: () => Promise<number>,
  cursorOf: (row: Row) => string,
): Page<Row> {
  const nodes = found.slice(0, size);
  const last = nodes.at(-1);
  return { nodes, count, nextCursor: found.length > size && last ? cursorOf(last) : null };
}

/** A person whom a record names. Throws when there is none, which a foreign key prevents. */
export function getPerson(context: Context, id: string): PersonRow | Promise<PersonRow> {
  return when(rowOf(context, PERSON_NAMED, id), (row) => {
    if (!row) throw new Error(`No person ${id}`);
    return row;
  });
}
