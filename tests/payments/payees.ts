import { randomUUID } from 'node:crypto';
import { insertPeople } from '@yimen/api/features/registry/people.js';
import { addDays } from '@yimen/api/platform/calendar.js';
import type { Database } from '@yimen/api/platform/database.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { uuidv7 } from '@yimen/api/platform/uuid.js';
import { syntheticIdNumber } from '../testkit/people.js';

export interface Payee {
  personId: string;
  householdId: string;
  aidRecordId: string;
}

interface Payees {
  count: number;
  programCode: string;
  departmentCode: string;
  fen: number;
  /** How the aid is given. */
  period?: 'monthly' | 'once';
  /** Whether a second person has checked the one-card; ordinary: it is another account; none: there is none. */
  account?: 'checked' | 'unchecked' | 'ordinary' | 'none';
}

const CHUNK = 2000;
const FIRST_DAY = '1940-01-01';
let made = 0;

/** Households of one, each with aid in a department's own books from January on, and an account. */
export async function makePayees(database: Database, payees: Payees): Promise<Payee[]> {
  const all: Payee[] = [];
  for (let left = payees.count; left > 0; left -= CHUNK)
    all.push(...(await makeChunk(database, { ...payees, count: Math.min(left, CHUNK) })));
  return all;
}

async function makeChunk({ pool, vault }: Database, payees: Payees): Promise<Payee[]> {
  const { count, programCode, departmentCode, fen, period = 'monthly', account = 'checked' } = payees;
  const sql = poolSql(pool);
  const clerks = await sql<{ id: string }>(`select id from staff where role = 'clerk' order by id limit 2`);
  const people = Array.from({ length: count }, () => {
    made += 1;
    const birthDate = addDays(FIRST_DAY, Math.floor(made / 500));
    const idNumber = syntheticIdNumber(birthDate, 'male', made % 500);
    return {
      id: randomUUID(),
      householdId: randomUUID(),
      aidRecordId: randomUUID(),
      // The newest account counts.
      accountId: uuidv7(),
      name: `收款${made}`,
      birthDate,
      idNumber,
      code: `P${made}`,
    };
  });
  await sql(
    `insert into household (id, code, township_code, village_code, address, registered_by)
     select x."householdId", x.code, 'T0' || 1 + (x.place % 3), 'V', 'A', $2
     from rows from (jsonb_to_recordset($1::jsonb) as ("householdId" uuid, code text)) with ordinality
       as x ("householdId", code, place)`,
    [JSON.stringify(people), clerks[0]?.id],
  );
  await insertPeople(
    { sql, vault },
    people.map((one) => ({ ...one, sex: 'male', phone: null, relation: 'head' })),
  );
  await sql(
    'update household h set head_person_id = p.id from person p where p.household_id = h.id and p.id = any($1)',
    [people.map(({ id }) => id)],
  );
  await sql(
    `insert into aid_record (id, household_id, person_id, program_code, department_code, amount_fen, period, granted_on, source)
     select x."aidRecordId", x."householdId", x.id, $2, $3, $4, $5, date_trunc('year', current_date), '台账'
     from jsonb_to_recordset($1::jsonb) as x ("aidRecordId" uuid, "householdId" uuid, id uuid)`,
    [JSON.stringify(people), programCode, departmentCode, fen, period],
  );
  if (account !== 'none') {
    const accounts = people.map(({ accountId, id, name }, place) => {
      const number = `62302810${String(made * CHUNK + place).padStart(11, '0')}`;
      const sealed = vault.seal(number, { table: 'person_account', column: 'number_sealed', rowId: accountId });
      return { id: accountId, person: id, holder: name, sealed: sealed.toString('hex'), last4: number.slice(-4) };
    });
    await sql(
      `insert into person_account (id, person_id, bank, holder, number_sealed, last4, reason, recorded_by, verified_by, verified_at, kind)
       select x.id, x.person, '农村商业银行', x.holder, decode(x.sealed, 'hex'), x.last4, '发放', $2, $3, case when $3::uuid is not null then now() end, $4
       from jsonb_to_recordset($1::jsonb) as x (id uuid, person uuid, holder text, sealed text, last4 text)`,
      [
        JSON.stringify(accounts),
        clerks[0]?.id,
        account === 'unchecked' ? null : clerks[1]?.id,
        account === 'ordinary' ? 'bank' : 'one_card',
      ],
    );
  }
  return people.map(({ id, householdId, aidRecordId }) => ({ personId: id, householdId, aidRecordId }));
}
