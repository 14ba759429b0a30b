import { randomUUID } from 'node:crypto';
import { FACTS, type FactScope, factByCode } from '@yimen/schema';
import type { PoolClient } from 'pg';
import { insertPeople } from '../features/registry/people.js';
import { noteConflicts } from '../features/verification/note-conflicts.js';
import type { County } from '../platform/county.js';
import type { Database } from '../platform/database.js';
import { poolSql } from '../platform/read.js';
import type { Vault } from '../platform/vault.js';
import type { MadeHousehold } from './people.js';

const CHUNK = 500;
const DECLARED = '家庭申报';
const SOURCES = ['核对报告', '部门共享数据', '入户调查', DECLARED];
const VERIFIED_SOURCES = SOURCES.slice(0, 2);

interface Written {
  household: MadeHousehold;
  id: string;
  personIds: readonly string[];
}

/**
 * Writes synthetic households in bulk: people, facts with their observations, what sources disagree about, aid. A chunk
 * is one transaction. `withObservations: false` leaves out where facts come from, which the screening of a county does not read.
 * Throws when the county has no clerk of its own window, who registers them.
 */
export async function writePeople(
  { pool, vault }: Pick<Database, 'pool' | 'vault'>,
  county: County,
  households: readonly MadeHousehold[],
  progress: (done: number) => void,
  { withObservations = true } = {},
): Promise<void> {
  const client = await pool.connect();
  try {
    const clerk = `select id from staff where role = 'clerk' and township_code is null order by id limit 1`;
    const staffId = (await client.query<{ id: string }>(clerk)).rows[0]?.id;
    if (!staffId) throw new Error('The county has no clerk of its own window');
    for (let start = 0; start < households.length; start += CHUNK) {
      await client.query('begin');
      try {
        await writeChunk({ client, vault, county }, staffId, households.slice(start, start + CHUNK), withObservations);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      }
      progress(Math.min(households.length, start + CHUNK));
    }
  } finally {
    client.release();
  }
}

async function insert(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  records: readonly object[],
): Promise<void> {
  const list = columns.join(', ');
  await client.query(
    `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(records)],
  );
}

type Writer = { client: PoolClient; vault: Vault; county: County };

async function writeChunk(
  { client, vault, county }: Writer,
  staffId: string,
  households: readonly MadeHousehold[],
  withObservations: boolean,
): Promise<void> {
  const written = households.map((household) => ({
    household,
    id: randomUUID(),
    personIds: household.people.map(() => randomUUID()),
  }));
  await writeHouseholds(client, staffId, written);
  await writeMembers({ client, vault }, written);
  await writeFacts(client, written);
  if (withObservations) await observeFacts({ client, county }, staffId, written);
  await writeAid(client, written);
}

async function writeHouseholds(client: PoolClient, staffId: string, written: readonly Written[]): Promise<void> {
  await insert(
    client,
    'household',
    [
      'id',
      'code',
      'township_code',
      'village_code',
      'address',
      'head_person_id',
      'registered_by',
      'registered_at',
      'version',
    ],
    await numbered(
      client,
      written.map(({ household, id, personIds }) => ({
        id,
        township_code: household.townshipCode,
        village_code: household.villageCode,
        address: household.address,
        head_person_id: personIds[0],
        registered_by: staffId,
        registered_at: morning(household),
        version: 1,
      })),
    ),
  );
}

async function writeMembers({ client, vault }: Omit<Writer, 'county'>, written: readonly Written[]): Promise<void> {
  await insertPeople(
    { sql: poolSql(client), vault },
    written.flatMap(({ household, id, personIds }) =>
      household.people.map(({ name, idNumber, sex, birthDate, phone, relation }, index) => ({
        id: personIds[index],
        householdId: id,
        name,
        idNumber,
        sex,
        birthDate,
        phone,
        relation,
        registeredAt: morning(household),
      })),
    ),
  );
}

/** Gives each household the next code of the county. */
async function numbered<Row extends object>(
  client: PoolClient,
  rows: readonly Row[],
): Promise<(Row & { code: string })[]> {
  const { rows: codes } = await client.query<{ code: string }>(
    `select 'H' || lpad(nextval('household_number')::text, 6, '0') as code from generate_series(1, $1)`,
    [rows.length],
  );
  return rows.map((row, index) => ({ ...row, code: codes[index]?.code as string }));
}

/** The day's beginning at the office, Asia/Shanghai. */
function morning({ registeredOn }: MadeHousehold): string {
  return `${registeredOn}T08:00:00+08:00`;
}

function codesOf(scope: FactScope): string[] {
  return FACTS.filter((fact) => fact.scope === scope).map((fact) => fact.code);
}

async function writeFacts(client: PoolClient, written: readonly Written[]): Promise<void> {
  await insert(
    client,
    'household_facts',
    ['household_id', ...codesOf('household')],
    written.map(({ household, id }) => ({ household_id: id, ...household.facts })),
  );
  await insert(
    client,
    'person_facts',
    ['person_id', ...codesOf('person')],
    written.flatMap(({ household, personIds }) =>
      household.people.map((member, index) => ({ person_id: personIds[index], ...member.facts })),
    ),
  );
}

async function observeFacts(
  { client, county }: Omit<Writer, 'vault'>,
  staffId: string,
  written: readonly Written[],
): Promise<void> {
  await observe(client, written, 'null::uuid', 'household_facts f on f.household_id = h.id', 'household_id');
  await observe(
    client,
    written,
    'p.id',
    'person p on p.household_id = h.id join person_facts f on f.person_id = p.id',
    'person_id',
  );
  await observeFindings(client, written);
  await noteConflicts(
    { sql: poolSql(client), county, actor: { staffId } },
    findings(written).flatMap(({ id, fact: code, source }) => {
      const fact = factByCode(code);
      return fact ? [{ fact, householdId: id, personId: null, source }] : [];
    }),
  );
}

/** What a register said later than the family declared it. */
async function observeFindings(client: PoolClient, written: readonly Written[]): Promise<void> {
  await client.query(
    `insert into observation (household_id, fact, value, source, observed_on, verified, recorded_by, recorded_at)
     select h.id, f.fact, f.value, f.source, f."observedOn", true, h.registered_by, f."observedOn" + time '10:00'
       from jsonb_to_recordset($1::jsonb) as f (id uuid, fact text, value jsonb, source text, "observedOn" date)
       join household h on h.id = f.id`,
    [JSON.stringify(findings(written))],
  );
}

function findings(written: readonly Written[]) {
  return written.flatMap(({ household, id }) => household.found.map((finding) => ({ ...finding, id })));
}

/** The observation behind each fact just written, by the clerk on the day of the registration, as declared then. */
async function observe(
  client: PoolClient,
  written: readonly Written[],
  person: string,
  facts: string,
  key: string,
): Promise<void> {
  await client.query(
    `insert into observation (household_id, person_id, fact, value, source, observed_on, verified, recorded_by, recorded_at)
     select h.id, ${person}, e.key, coalesce(d.declared, e.value), s.source, (h.registered_at at time zone 'Asia/Shanghai')::date,
            s.source = any($3::text[]), h.registered_by, h.registered_at
       from household h join ${facts}
       cross join lateral jsonb_each(to_jsonb(f) - '${key}') e
       left join jsonb_to_recordset($4::jsonb) as d (id uuid, fact text, declared jsonb)
         on d.id = h.id and d.fact = e.key and ${person} is null
       cross join lateral (select case when d.id is not null then $5
         else ($2::text[])[1 + abs(hashtext(h.code || e.key)) % cardinality($2::text[])] end as source) s
      where h.id = any($1::uuid[]) and e.value <> 'null'`,
    [written.map(({ id }) => id), SOURCES, VERIFIED_SOURCES, JSON.stringify(findings(written)), DECLARED],
  );
}

async function writeAid(client: PoolClient, written: readonly Written[]): Promise<void> {
  await insert(
    client,
    'aid_record',
    [
      'id',
      'household_id',
      'person_id',
      'program_code',
      'department_code',
      'amount_fen',
      'period',
      'granted_on',
      'plan_only',
      'source',
    ],
    written.flatMap(({ household, id, personIds }) =>
      household.aid.map((aid) => ({
        id: randomUUID(),
        household_id: id,
        person_id: aid.person === null ? null : personIds[aid.person],
        program_code: aid.programCode,
        department_code: aid.programCode.slice(0, aid.programCode.indexOf('-')),
        amount_fen: aid.fen,
        period: aid.period,
        granted_on: aid.grantedOn,
        plan_only: false,
        source: '部门历史台账',
      })),
    ),
  );
}
