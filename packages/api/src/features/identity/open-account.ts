import type { Role } from '@yimen/schema';
import type { Pool } from 'pg';

/** A member of staff and the name he signs in with. */
export interface NewAccount {
  username: string;
  name: string;
  titleZh: string;
  titleEn: string;
  role: Role;
  departmentCode: string | null;
  orgUnitCode: string;
  /** Of a township's clerk; null for the county's own window and everybody else. */
  townshipCode: string | null;
  /** Appears as a card on the sign-in page of a demo. */
  demo: boolean;
}

/** Opens an account with an argon2 hash of its password. Throws when the username is taken. */
export async function openAccount(pool: Pool, account: NewAccount, passwordHash: string): Promise<void> {
  const { username, name, titleZh, titleEn, role, departmentCode, orgUnitCode, townshipCode, demo } = account;
  await pool.query(
    `with account_user as (
       insert into "user" ("id", "name", "email", "emailVerified", "username", "displayUsername")
       values ('user-' || $1, $2, $1 || '@accounts.invalid', true, $1, $1) returning "id"),
     password as (
       insert into "account" ("id", "accountId", "providerId", "userId", "password")
       select 'account-' || $1, "id", 'credential', "id", $3 from account_user)
     insert into staff (user_id, name, title_zh, title_en, role, department_code, org_unit_code, township_code, demo)
     select "id", $2, $4, $5, $6, $7, $8, $9, $10 from account_user`,
    [username, name, passwordHash, titleZh, titleEn, role, departmentCode, orgUnitCode, townshipCode, demo],
  );
}
