import { randomUUID } from 'node:crypto';
import { FACTS, type FactScope } from '@yimen/schema';
import type { Pool, PoolClient } from 'pg';
import { nameSearchText } from '../features/registry/name-search.js';
import type { MadeHousehold } from './people.js';

const CHUNK = 500;
const SOURCES: [string, boolean][] = [
  ['核对报告', true],
  ['入户调查', false],
  ['家庭申报', false],
  ['部门共享数据', true],
];

interface Writing {
  client: PoolClient;
  staffId: string;
  today: string;
}

/** Writes synthetic households in bulk: people, observations, their projection, aid. A chunk is one transaction. */
export async function writePeople(
  pool: Pool,
  households: readonly MadeHousehold[],
  today: string,
  progress: (done: number) => void,
): Promise<void> {
  const client = await pool.connect();
  try {
    const staff = await client.query<{ id: string }>(
      `select id from staff where role = 'clerk' and township_code is null order by id limit 1`,
    );
    const staffId = staff.rows[0]?.id;
    if (!staffId) throw new Error('The county has no clerk of its own window');
    for (let start = 0; start < households.length; start += CHUNK) {
      await client.query('begin');
      try {
        await writeChunk({ client, staffId, today }, households.slice(start, start + CHUNK));
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

async function insertJson(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  records: readonly object[],
): Promise<void> {
  if (records.length === 0) return;
  const list = columns.join(', ');
  await client.query(
    `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(records)],
  );
}

async function writeChunk({ client, staffId, today }: Writing, households: readonly MadeHousehold[]): Promise<void> {
  const codes = await client.query<{ code: string }>(
    `select 'H' || lpad(nextval('household_number')::text, 6, '0') as code from generate_series(1, $1)`,
    [households.length],
  );
  const made = households.map((household, index) => ({
    household,
    id: randomUUID(),
    code: codes.rows[index]?.code as string,
    personIds: household.people.map(() => randomUUID()),
  }));
  await insertJson(
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
    made.map(({ household, id, code, personIds }) => ({
      id,
      code,
      township_code: household.townshipCode,
      village_code: household.villageCode,
      address: household.address,
      head_person_id: personIds[0],
      registered_by: staffId,
      registered_at: `${today}T08:00:00+08:00`,
      version: 1,
    })),
  );
  await insertJson(
    client,
    'person',
    [
      'id',
      'household_id',
      'name',
      'name_search',
      'id_number',
      'sex',
      'birth_date',
      'phone',
      'relation',
      'registered_at',
    ],
    made.flatMap(({ household, id, personIds }) =>
      household.people.map((member, index) => ({
        id: personIds[index],
        household_id: id,
        name: member.name,
        name_search: nameSearchText(member.name),
        id_number: member.idNumber,
        sex: member.sex,
        birth_date: member.birthDate,
        phone: member.phone,
        relation: member.relation,
        registered_at: `${today}T08:00:00+08:00`,
      })),
    ),
  );
  await writeFacts({ client, staffId, today }, made);
  await insertJson(
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
    made.flatMap(({ household, id, personIds }) =>
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

async function writeFacts(
  { client, staffId, today }: Writing,
  made: readonly { household: MadeHousehold; id: string; personIds: readonly string[] }[],
): Promise<void> {
  const observations: object[] = [];
  const note = (householdId: string, personId: string | null, facts: Record<string, unknown>) => {
    for (const [fact, value] of Object.entries(facts)) {
      const [source, verified] = SOURCES[observations.length % SOURCES.length] as [string, boolean];
      observations.push({
        id: randomUUID(),
        household_id: householdId,
        person_id: personId,
        fact,
        value,
        source,
        observed_on: today,
        verified,
        recorded_by: staffId,
        recorded_at: `${today}T08:00:00+08:00`,
      });
    }
  };
  for (const { household, id, personIds } of made) {
    note(id, null, household.facts);
    for (const [index, member] of household.people.entries()) note(id, personIds[index] ?? null, member.facts);
  }
  const columns = [
    'id',
    'household_id',
    'person_id',
    'fact',
    'value',
    'source',
    'observed_on',
    'verified',
    'recorded_by',
    'recorded_at',
  ];
  await insertJson(client, 'observation', columns, observations);
  await insertJson(
    client,
    'household_facts',
    ['household_id', ...codesOf('household')],
    made.map(({ household, id }) => ({ household_id: id, ...household.facts })),
  );
  await insertJson(
    client,
    'person_facts',
    ['person_id', ...codesOf('person')],
    made.flatMap(({ household, personIds }) =>
      household.people.map((member, index) => ({ person_id: personIds[index], ...member.facts })),
    ),
  );
}

function codesOf(scope: FactScope): string[] {
  return FACTS.filter((fact) => fact.scope === scope).map((fact) => fact.code);
}
