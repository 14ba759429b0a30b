import { subject } from '@casl/ability';
import { DUPLICATE_SIGNS, type DuplicateSign } from '@yimen/schema';
import { findAlike } from '../duplicate/find-alike.js';
import type { CheckContext } from './kind-check.js';
import type { PersonRow } from './people-row.js';

interface Household {
  personId: string;
  code: string;
  townshipCode: string;
}

/**
 * Signs that one statement answers for a whole slice. Numbers that are one slip away are looked for where people are
 * registered one by one: a hundred and more for each row of a file.
 */
const LOOKED_FOR: readonly DuplicateSign[] = ['same_name_and_birth', 'same_sound_in_village', 'same_phone'];

/**
 * Notes of people who are new by their number, yet like somebody registered: likely one person with a mistyped number.
 * Which household it is, is told within the author's area only.
 */
export async function noteLookalikes(
  { sql, vault, ability }: CheckContext,
  people: readonly PersonRow[],
): Promise<void> {
  const compared = people.map(({ member, villageCode = '' }) => ({ ...member, villageCode }));
  const alike = await findAlike({ sql, vault }, compared, LOOKED_FOR);
  const found = await sql<Household>(
    `select p.id as "personId", h.code, h.township_code as "townshipCode"
     from person p join household h on h.id = p.household_id where p.id = any($1)`,
    [alike.map(({ personId }) => personId)],
  );
  const households = new Map(found.map((one) => [one.personId, one]));
  for (const { index, personId, signs } of alike) {
    const household = households.get(personId);
    if (!household) continue;
    const isOpen = ability.can('read', subject('Household', { townshipCode: household.townshipCode }) as never);
    const words = signs.map((sign) => DUPLICATE_SIGNS[sign]);
    const [zh, en] = [words.map((one) => one.zh).join('、'), words.map((one) => one.en.toLowerCase()).join(', ')];
    people[index]?.row.add('id_number', 'duplicate', {
      zh: `疑似重复：${isOpen ? `${household.code} 户` : '其他乡镇'}已有登记的人与此人${zh}。请核对是否同一人。`,
      en: `Possibly the same person: somebody registered in ${isOpen ? `household ${household.code}` : 'another township'} is alike (${en}). Please check.`,
    });
  }
}
