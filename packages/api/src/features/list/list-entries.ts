import { maskIdNumber } from '../../platform/masking.js';
import { InputCheck, parseIdNumber } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { maskName } from '../funding/mask-name.js';
import { peopleByIdNumber } from '../registry/people.js';
import { type Attributes, type ListColumn, readAttribute } from './entry-values.js';
import type { OpenListVersion } from './keep-list.js';
import { markOf, sealIdentity } from './unregistered.js';

/** One line of a list as typed. */
export interface NewListEntry {
  /** Of the person, or of any member of the household. */
  idNumber: string;
  name: string;
  /** Where he lives, by codes of the county pack; of somebody in the registry, the registry's place counts. */
  townshipCode?: string | null;
  villageCode?: string | null;
  /** By the codes of the list's columns; what is left out is not filled in, or stays as it was where a version is a part. */
  attributes: readonly { column: string; value: string }[];
}

interface CheckedEntry {
  idNumber: string;
  name: string;
  townshipCode: string | null;
  villageCode: string | null;
  attributes: Attributes;
}

const MOST = 5000;

/**
 * Adds up to 5,000 lines to an open version; a line of somebody whom it names already takes that one's place, so a slice
 * may be sent again. Throws InvalidInput with every problem, their paths below `entries`.
 */
export async function addListEntries(
  unit: UnitOfWork,
  version: OpenListVersion,
  entries: readonly NewListEntry[],
): Promise<void> {
  const checked = checkEntries(unit, version.columns, entries);
  const known = await peopleByIdNumber(
    unit,
    checked.map(({ idNumber }) => idNumber),
  );
  const lines = checked.map((entry) => {
    const { idNumber, name, townshipCode, villageCode, attributes } = entry;
    const person = known.get(idNumber);
    const id = uuidv7();
    return {
      id,
      mark: markOf(unit.vault, idNumber),
      person_id: person?.personId ?? null,
      household_id: person?.householdId ?? null,
      masked_name: person ? null : maskName(name),
      masked_number: person ? null : maskIdNumber(idNumber),
      sealed: person ? null : sealIdentity(unit.vault, id, { idNumber, name }),
      township_code: townshipCode,
      village_code: villageCode,
      attributes,
    };
  });
  await unit.sql(
    `with given as (
       select e.id, e.mark, e.person_id, e.household_id, e.masked_name, e.masked_number,
         $4::jsonb || case when $5 then '{}' else coalesce(c.attributes, '{}') end || e.attributes as attributes,
         c.id as current_id, c.attributes as current_attributes, decode(e.sealed, 'base64') as sealed,
         coalesce(h.township_code, e.township_code) as township_code, coalesce(h.village_code, e.village_code) as village_code
       from jsonb_to_recordset($3::jsonb) as e (id uuid, mark text, person_id uuid, household_id uuid,
         masked_name text, masked_number text, sealed text, township_code text, village_code text, attributes jsonb)
       left join household h on h.id = e.household_id
       left join lateral (
         select c.id, c.attributes from kept_list_entry c
         where c.list_id = $1 and c.mark = e.mark and c.from_number < $2 and c.to_number is null
         order by c.list_id, c.mark, c.from_number desc limit 1) c on true),
     same as (
       update kept_list_entry e set seen_number = $2, person_id = g.person_id, household_id = g.household_id,
         township_code = g.township_code, village_code = g.village_code
       from given g where e.id = g.current_id and g.attributes = g.current_attributes)
     insert into kept_list_entry (id, list_id, mark, person_id, household_id, masked_name, masked_number, sealed,
       township_code, village_code, attributes, from_number, seen_number)
     select g.id, $1, g.mark, g.person_id, g.household_id, g.masked_name, g.masked_number, g.sealed,
       g.township_code, g.village_code, g.attributes, $2, $2
     from given g where g.attributes is distinct from g.current_attributes
     on conflict (list_id, mark, from_number) do update set attributes = excluded.attributes,
       person_id = excluded.person_id, household_id = excluded.household_id, township_code = excluded.township_code,
       village_code = excluded.village_code`,
    [
      version.listId,
      version.number,
      JSON.stringify(lines),
      JSON.stringify(Object.fromEntries(version.columns.map(({ code }) => [code, null]))),
      version.whole,
    ],
  );
}

function checkEntries(
  unit: UnitOfWork,
  columns: readonly ListColumn[],
  entries: readonly NewListEntry[],
): CheckedEntry[] {
  const check = new InputCheck();
  if (entries.length === 0 || entries.length > MOST) {
    check.add('entries', { zh: `一次登记 1–${MOST} 条。`, en: `Enter 1–${MOST} lines at a time.` });
    check.done();
  }
  const seen = new Map<string, number>();
  const checked = entries.flatMap((entry, index): CheckedEntry[] => {
    const path = `entries.${index}`;
    const name = check.text(`${path}.name`, entry.name, { zh: '姓名', en: 'name' }, 50);
    const identity = parseIdNumber(entry.idNumber, `${path}.idNumber`);
    const place = placeOf(unit, check, path, entry);
    const attributes = readAttributes(check, columns, path, entry);
    if ('problem' in identity) {
      check.problems.push(identity.problem);
      return [];
    }
    const before = seen.get(identity.idNumber);
    if (before !== undefined)
      check.add(`${path}.idNumber`, {
        zh: `与第 ${before + 1} 条是同一身份证号。`,
        en: `Line ${before + 1} has the same identity number.`,
      });
    seen.set(identity.idNumber, index);
    return [{ idNumber: identity.idNumber, name: name ?? '', attributes, ...place }];
  });
  check.done();
  return checked;
}

function placeOf(
  { county }: UnitOfWork,
  check: InputCheck,
  path: string,
  entry: NewListEntry,
): { townshipCode: string | null; villageCode: string | null } {
  const villageCode = entry.villageCode || null;
  const village = villageCode ? county.village(villageCode) : undefined;
  const townshipCode = entry.townshipCode || village?.township.code || null;
  if (villageCode && !village)
    check.add(`${path}.villageCode`, { zh: '找不到该村（社区）。', en: 'There is no such village.' });
  if (townshipCode && !county.township(townshipCode))
    check.add(`${path}.townshipCode`, { zh: '找不到该乡镇。', en: 'There is no such township.' });
  if (village && village.township.code !== townshipCode)
    check.add(`${path}.villageCode`, { zh: '该村不在这个乡镇。', en: 'The village is not in this township.' });
  return { townshipCode, villageCode };
}

function readAttributes(
  check: InputCheck,
  columns: readonly ListColumn[],
  path: string,
  { attributes }: NewListEntry,
): Attributes {
  const read: Attributes = {};
  for (const [index, { column: code, value }] of attributes.entries()) {
    const column = columns.find((one) => one.code === code);
    const at = `${path}.attributes.${index}`;
    if (column) read[code] = readAttribute(check, `${at}.value`, column, value);
    else check.add(`${at}.column`, { zh: `名单没有“${code}”这一列。`, en: `The list has no column "${code}".` });
  }
  return read;
}
