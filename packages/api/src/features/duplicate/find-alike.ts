import type { DuplicateSign } from '@yimen/schema';
import { nameReading } from '../registry/name-reading.js';
import type { PeopleStore } from '../registry/people.js';
import { idNumberIndex, phoneIndex } from '../registry/sealed-identity.js';
import { ALIKE, SIGNS } from './likeness-sql.js';
import { nearIdNumbers } from './near-id-numbers.js';

/** Somebody to compare with everybody who is registered. */
export interface Compared {
  /** Of a person who is registered himself. */
  id?: string;
  name: string;
  idNumber: string;
  phone: string | null;
  sex: string;
  birthDate: string;
  villageCode: string;
}

/** A registered person who may be the same as one of those compared. */
export interface Alike {
  /** Whom of the compared, by his place in the list. */
  index: number;
  personId: string;
  signs: DuplicateSign[];
}

const bytes = (buffer: Buffer) => `\\x${buffer.toString('hex')}`;

const statement = (signs: readonly DuplicateSign[]) => `with n as materialized (
    select * from jsonb_to_recordset($1::jsonb) as n (place int, id uuid, name text, name_pinyin text, sex text,
      birth_date date, village_code text, phone_index bytea, near_numbers bytea[]))
  select place as index, "personId", array_agg(sign order by sign) as signs from (
    ${signs
      .map(
        (sign) => `select n.place, p.id as "personId", '${sign}' as sign
      from n ${sign === 'id_number_near' ? 'cross join lateral unnest(n.near_numbers) near (number_index)' : ''},
        person p join household h on h.id = coalesce(p.household_id, p.last_household_id)
      where ${ALIKE[sign]} and p.merged_into is null and p.id is distinct from n.id`,
      )
      .join('\n    union all ')}) found
  group by place, "personId" order by place, "personId"`;

/**
 * Finds whom each of these people may be already, whoever may see it, by some signs or by all. The same person may have
 * several of them.
 */
export async function findAlike(
  { sql, vault }: PeopleStore,
  people: readonly Compared[],
  signs: readonly DuplicateSign[] = SIGNS,
): Promise<Alike[]> {
  const looksNear = signs.includes('id_number_near');
  const compared = people.map((person, place) => ({
    place,
    id: person.id,
    name: person.name,
    name_pinyin: nameReading(person.name).name_pinyin,
    sex: person.sex,
    birth_date: person.birthDate,
    village_code: person.villageCode,
    phone_index: person.phone && bytes(phoneIndex(vault, person.phone)),
    near_numbers: looksNear ? nearIdNumbers(person.idNumber).map((near) => bytes(idNumberIndex(vault, near))) : [],
  }));
  return sql<Alike>(statement(signs), [JSON.stringify(compared)]);
}
