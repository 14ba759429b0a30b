import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Role } from '@yimen/schema';
import type { County } from '../platform/county.js';
import type { Database } from '../platform/database.js';

interface DemoPerson {
  username: string;
  name: string;
  titleZh: string;
  titleEn: string;
  role: Role;
  departmentCode: string | null;
  orgUnitCode: string;
  townshipCode: string | null;
}

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢'];
const GIVEN = [...'明华强芳军丽敏静伟磊洋艳勇娟涛超霞平刚桂英建文辉玲红'];

/** Synthetic names in the style of masked ones: 王某明. */
function nameOf(index: number): string {
  return `${SURNAMES[index % SURNAMES.length]}某${GIVEN[(index * 7) % GIVEN.length]}`;
}

function people(county: County): DemoPerson[] {
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
  ].map((person, index) => ({ ...person, name: nameOf(index) }));
}

/**
 * Opens the accounts of the demo's office: one person a role and unit. Each gets an own random password that nobody
 * knows: in demo mode people sign in by card. Safe to run again.
 */
export async function loadDemoStaff(database: Database, county: County): Promise<number> {
  const client = await database.pool.connect();
  let added = 0;
  try {
    await client.query('begin');
    for (const person of people(county)) {
      const userId = `demo-${person.username}`;
      const known = await client.query('select 1 from "user" where "id" = $1', [userId]);
      if (known.rowCount) continue;
      const password = await hash(process.env.YIMEN_DEMO_PASSWORD ?? randomBytes(18).toString('base64url'), {
        memoryCost: 4096,
        timeCost: 2,
      });
      await client.query(
        `insert into "user" ("id", "name", "email", "emailVerified", "username", "displayUsername") values ($1, $2, $3, true, $4, $4)`,
        [userId, person.name, `${person.username}@demo.invalid`, person.username],
      );
      await client.query(
        `insert into "account" ("id", "accountId", "providerId", "userId", "password") values ($1, $2, 'credential', $2, $3)`,
        [`demo-account-${person.username}`, userId, password],
      );
      await client.query(
        `insert into staff (user_id, name, title_zh, title_en, role, department_code, org_unit_code, township_code, demo)
         values ($1, $2, $3, $4, $5, $6, $7, $8, true)`,
        [
          userId,
          person.name,
          person.titleZh,
          person.titleEn,
          person.role,
          person.departmentCode,
          person.orgUnitCode,
          person.townshipCode,
        ],
      );
      added += 1;
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
  return added;
}
