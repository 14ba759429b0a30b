import { subject } from '@casl/ability';
import type { CheckContext } from './kind-check.js';
import type { PersonRow } from './people-row.js';

interface Lookalike {
  place: number;
  code: string;
  townshipCode: string;
}

/**
 * Notes of people who are new by their number, yet share name and birth date with somebody registered: likely one
 * person with a mistyped number. Which household it is, is told within the author's area only.
 */
export async function noteLookalikes(
  { sql, ability }: Pick<CheckContext, 'sql' | 'ability'>,
  people: readonly PersonRow[],
): Promise<void> {
  const found = await sql<Lookalike>(
    `select distinct on (n.place) n.place::int as place, h.code, h.township_code as "townshipCode"
     from unnest($1::text[], $2::date[]) with ordinality as n (name, birth_date, place)
     join person p on p.name = n.name and p.birth_date = n.birth_date
     join household h on h.id = p.household_id order by n.place, h.code`,
    [people.map(({ member }) => member.name), people.map(({ member }) => member.birthDate)],
  );
  for (const { place, code, townshipCode } of found) {
    const isOpen = ability.can('read', subject('Household', { townshipCode }) as never);
    people[place - 1]?.row.add('id_number', 'duplicate', {
      zh: `疑似重复：${isOpen ? `${code} 户` : '其他乡镇'}已登记同名、同出生日期、号码不同的人。请核对是否同一人。`,
      en: `Possibly the same person: ${isOpen ? `household ${code}` : 'another township'} has somebody of this name and birth date under another number. Please check.`,
    });
  }
}
