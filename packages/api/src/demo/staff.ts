import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { type NewAccount, openAccount } from '../features/identity/open-account.js';
import { bureausOf } from '../features/verification/registers.js';
import type { County } from '../platform/county.js';
import type { Database } from '../platform/database.js';

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢'];
const GIVEN = [...'明华强芳军丽敏静伟磊洋艳勇娟涛超霞平刚桂英建文辉玲红'];

/** Synthetic names in the style of masked ones: 王某明. */
function nameOf(index: number): string {
  return `${SURNAMES[index % SURNAMES.length]}某${GIVEN[(index * 7) % GIVEN.length]}`;
}

function people(county: County): Omit<NewAccount, 'demo'>[] {
  const { departments, townships } = county.pack;
  const none = { departmentCode: null, townshipCode: null };
  return [
    {
      ...none,
      username: 'chair',
      titleZh: '县政协主席、研判工作小组组长',
      titleEn: 'CPPCC chairman, head of the review group',
      role: 'chair' as const,
      orgUnitCode: 'ZHYP',
    },
    {
      ...none,
      username: 'clerk-hall',
      titleZh: '融救助大厅受理员',
      titleEn: 'Clerk of the county window',
      role: 'clerk' as const,
      orgUnitCode: 'RJZ',
    },
    ...townships.map((township) => ({
      departmentCode: null,
      townshipCode: township.code,
      username: `clerk-${township.code.toLowerCase()}`,
      titleZh: `${township.name.zh}民政助理员`,
      titleEn: `Civil-affairs clerk, ${township.name.en}`,
      role: 'clerk' as const,
      orgUnitCode: township.code,
    })),
    ...departments.flatMap((department) => [
      {
        departmentCode: department.code,
        townshipCode: null,
        username: `member-${department.code.toLowerCase()}`,
        titleZh: `${department.name.zh}负责人`,
        titleEn: `Head, ${department.name.en}`,
        role: 'member' as const,
        orgUnitCode: department.code,
      },
      {
        departmentCode: department.code,
        townshipCode: null,
        username: `manager-${department.code.toLowerCase()}`,
        titleZh: `${department.name.zh}项目主管`,
        titleEn: `Program manager, ${department.name.en}`,
        role: 'manager' as const,
        orgUnitCode: department.code,
      },
    ]),
    {
      ...none,
      username: 'leader',
      titleZh: '分管副县长',
      titleEn: 'Deputy county head',
      role: 'leader' as const,
      orgUnitCode: 'LXHY',
    },
    ...bureausOf(county.pack).map((bureau) => ({
      departmentCode: bureau.code,
      townshipCode: null,
      username: `data-${bureau.code.toLowerCase()}`,
      titleZh: `${bureau.name.zh}数据专员`,
      titleEn: `Data officer, ${bureau.name.en}`,
      role: 'data_officer' as const,
      orgUnitCode: bureau.code,
    })),
    ...county.pack.orgUnits
      .filter(({ kind }) => kind === 'finance')
      .flatMap((bureau) =>
        [
          { username: 'finance', zh: '预算股股长', en: 'Head of budgets' },
          { username: 'finance-2', zh: '预算股经办', en: 'Budget officer' },
        ].map(({ username, zh, en }) => ({
          departmentCode: bureau.code,
          townshipCode: null,
          username,
          titleZh: `${bureau.name.zh}${zh}`,
          titleEn: `${en}, ${bureau.name.en}`,
          role: 'finance' as const,
          orgUnitCode: bureau.code,
        })),
      ),
  ].map((person, index) => ({ ...person, name: nameOf(index) }));
}

/**
 * Opens the accounts of the demo's office: one person a role and unit. Each gets an own random password that nobody
 * knows: in demo mode people sign in by card. Safe to run again.
 */
export async function loadDemoStaff(database: Database, county: County): Promise<void> {
  for (const person of people(county)) {
    const known = await database.pool.query('select from "user" where "username" = $1', [person.username]);
    if (known.rowCount) continue;
    // Random passwords need no slow hash.
    const passwordHash = await hash(randomBytes(24), { memoryCost: 4096, timeCost: 2 });
    await openAccount(database.pool, { ...person, demo: true }, passwordHash);
  }
}
