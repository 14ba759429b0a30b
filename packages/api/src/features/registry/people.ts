import type { Gone } from '@yimen/schema';
import type { UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { nameGrams, nameReading } from './name-reading.js';
import { idNumberIndex, sealedIdentity } from './sealed-identity.js';

/** Where people are written and looked up: a unit of work, or the SQL and the vault of a database. */
export type PeopleStore = Pick<UnitOfWork, 'sql' | 'vault'>;

export interface NewPerson {
  /** Made when left out. */
  id?: string;
  householdId: string;
  name: string;
  /** 18 characters, checked. */
  idNumber: string;
  sex: string;
  /** YYYY-MM-DD. */
  birthDate: string;
  phone: string | null;
  relation: string;
  /** An instant as ISO text; now when left out. */
  registeredAt?: string;
}

const COLUMNS = [
  'id',
  'household_id',
  'name',
  'name_pinyin',
  'name_initials',
  'name_grams',
  'id_number_sealed',
  'id_number_index',
  'id_last4_index',
  'phone_sealed',
  'phone_index',
  'phone_last4_index',
  'sex',
  'birth_date',
  'relation',
  'registered_at',
].join(', ');

/** Writes people, any number in one statement: the only way in. Answers their ids, in order. */
export async function insertPeople({ sql, vault }: PeopleStore, people: readonly NewPerson[]): Promise<string[]> {
  const now = new Date().toISOString();
  const records = people.map((person) => {
    const id = person.id ?? uuidv7();
    return {
      id,
      household_id: person.householdId,
      name: person.name,
      ...nameReading(person.name),
      name_grams: nameGrams(person.name),
      ...sealedIdentity(vault, { id, idNumber: person.idNumber, phone: person.phone }),
      sex: person.sex,
      birth_date: person.birthDate,
      relation: person.relation,
      registered_at: person.registeredAt ?? now,
    };
  });
  await sql(
    `insert into person (${COLUMNS}) select ${COLUMNS} from jsonb_populate_recordset(null::person, $1::jsonb)`,
    [JSON.stringify(records)],
  );
  // In one order, so that two who write at once never wait for each other.
  const readings = [...new Set(records.map((record) => record.name_pinyin))].sort();
  await sql('insert into name_reading select unnest($1::text[]) on conflict do nothing', [readings]);
  return records.map(({ id }) => id);
}

export interface KnownPerson {
  personId: string;
  name: string;
  householdId: string;
  householdCode: string;
  townshipCode: string;
  /** Why he is in no household now; the household is then the one he was in last. */
  gone: Gone | null;
}

/**
 * Resolves identity numbers (18 characters, checked), any number in one statement; the number of a record that was merged
 * leads to the person who was kept. Without anybody's permissions.
 */
export async function peopleByIdNumber(
  { sql, vault }: PeopleStore,
  idNumbers: readonly string[],
): Promise<Map<string, KnownPerson>> {
  const asked = [...new Set(idNumbers)];
  const known = await sql<KnownPerson & { place: number }>(
    // A number at a time by its index: PostgreSQL would rather read everybody than ask a thousand times.
    `select n.place::int as place, one.* from unnest($1::bytea[]) with ordinality as n (id_number_index, place)
     cross join lateral (
       select coalesce(k.id, p.id) as "personId", coalesce(k.name, p.name) as name, h.id as "householdId",
         h.code as "householdCode", h.township_code as "townshipCode",
         case when k.id is null then p.gone else k.gone end as gone
       from person p left join person k on k.id = p.merged_into
       join household h on h.id = coalesce(k.household_id, k.last_household_id, p.household_id, p.last_household_id)
       where p.id_number_index = n.id_number_index offset 0) one`,
    [asked.map((idNumber) => idNumberIndex(vault, idNumber))],
  );
  return new Map(known.map(({ place, ...person }) => [asked[place - 1] as string, person]));
}
