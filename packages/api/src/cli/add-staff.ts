import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Role } from '@yimen/schema';
import { openAccount } from '../features/identity/open-account.js';
import { bureausOf } from '../features/verification/registers.js';
import type { County } from '../platform/county.js';
import type { Database } from '../platform/database.js';
import type { Bilingual, CountyPack } from '../policy/types.js';

const TITLES: Record<Role, { zh: string; en: string }> = {
  chair: { zh: '研判会召集人', en: 'Chair of the review meeting' },
  member: { zh: '负责人', en: 'Head' },
  manager: { zh: '项目主管', en: 'Program manager' },
  clerk: { zh: '受理员', en: 'Clerk' },
  leader: { zh: '县领导', en: 'County leader' },
  data_officer: { zh: '数据专员', en: 'Data officer' },
  finance: { zh: '预算管理员', en: 'Budget officer' },
};

/**
 * Opens the account of a member of staff and answers its password, which is shown once and kept nowhere.
 * @param unit a department of members and managers, a township of its clerk, a bureau that keeps registers of its data
 *   officer, the finance bureau of its officers, else an org unit of the county pack
 * Throws an Error in plain English when the role or unit does not exist or the username is taken.
 */
export async function addStaff(
  { pool }: Database,
  county: County,
  [username = '', name = '', role = '', unit = '']: readonly string[],
): Promise<string> {
  if (!/^[a-z0-9._-]{3,40}$/.test(username)) throw new Error('A username has 3–40 of a–z, 0–9, dot, dash, underscore.');
  if (!name) throw new Error('Give the name.');
  if (!(role in TITLES)) throw new Error(`A role is one of: ${Object.keys(TITLES).join(', ')}.`);
  const taken = await pool.query('select from "user" where "username" = $1', [username]);
  if (taken.rowCount) throw new Error(`The username ${username} is taken.`);
  const place = placeOf(county, role as Role, unit);
  const title = TITLES[role as Role];
  const password = randomBytes(12).toString('base64url');
  await openAccount(
    pool,
    {
      ...place,
      username,
      name,
      titleZh: `${place.name.zh}${title.zh}`,
      titleEn: `${title.en}, ${place.name.en}`,
      role: role as Role,
      demo: false,
    },
    await hash(password),
  );
  return password;
}

function unitsOf(pack: CountyPack, role: Role): { code: string; name: Bilingual }[] {
  if (role === 'member' || role === 'manager') return pack.departments;
  if (role === 'finance') return pack.orgUnits.filter(({ kind }) => kind === 'finance');
  return role === 'data_officer' ? bureausOf(pack) : [...pack.orgUnits, ...pack.townships];
}

function placeOf({ pack }: County, role: Role, unit: string) {
  const units = unitsOf(pack, role);
  const found = units.find((one) => one.code === unit);
  if (!found) throw new Error(`Choose a unit of: ${[...new Set(units.map((one) => one.code))].join(', ')}.`);
  return {
    name: found.name,
    orgUnitCode: unit,
    departmentCode:
      role === 'data_officer' || role === 'finance' || pack.departments.some((one) => one.code === unit) ? unit : null,
    townshipCode: role === 'clerk' && pack.townships.some((one) => one.code === unit) ? unit : null,
  };
}
