import type { Gone } from '@yimen/schema';
import type { UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { nameSearchText } from './name-search.js';

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

/** Writes people, any number in one statement: the only way in. Answers their ids, in order. */
export async function insertPeople({ sql }: PeopleStore, people: readonly NewPerson[]): Promise<string[]> {
  const records = people.map((person) => ({
    id: person.id ?? uuidv7(),
    household_id: person.householdId,
    name: person.name,
    name_search: nameSearchText(person.name),
    id_number: person.idNumber,
    sex: person.sex,
    birth_date: person.birthDate,
    phone: person.phone,
    relation: person.relation,
    registered_at: person.registeredAt,
  }));
  await sql(
    `insert into person (id, household_id, name, name_search, id_number, sex, birth_date, phone, relation, registered_at)
     select id, household_id, name, name_search, id_number, sex, birth_date, phone, relation, coalesce(registered_at, now())
     from jsonb_populate_recordset(null::person, $1::jsonb)`,
    [JSON.stringify(records)],
  );
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

/** Resolves identity numbers (18 characters, checked), any number in one statement. Without anybody's permissions. */
export async function peopleByIdNumber(
  { sql }: PeopleStore,
  idNumbers: readonly string[],
): Promise<Map<string, KnownPerson>> {
  const known = await sql<KnownPerson & { idNumber: string }>(
    `select p.id_number as "idNumber", p.id as "personId", p.name, h.id as "householdId",
       h.code as "householdCode", h.township_code as "townshipCode", p.gone
     from person p join household h on h.id = coalesce(p.household_id, p.last_household_id) where p.id_number = any($1)`,
    [[...new Set(idNumbers)]],
  );
  return new Map(known.map(({ idNumber, ...person }) => [idNumber, person]));
}
