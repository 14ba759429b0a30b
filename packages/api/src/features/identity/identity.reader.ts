import type { Role } from '@yimen/schema';
import type { Pool } from 'pg';
import type { Context } from '../../context.js';
import { type Level, rowOf, when } from '../../platform/level.js';
import { type Columns, everyColumn, rows } from '../../platform/read.js';

export interface StaffRow {
  id: string;
  name: string;
  role: Role;
  titleZh: string;
  titleEn: string;
  departmentCode: string | null;
  orgUnitCode: string;
  townshipCode: string | null;
}

const STAFF: Columns<StaffRow> = {
  id: 's.id',
  name: 's.name',
  role: 's.role',
  titleZh: 's.title_zh',
  titleEn: 's.title_en',
  departmentCode: 's.department_code',
  orgUnitCode: 's.org_unit_code',
  townshipCode: 's.township_code',
};
const COLUMNS = everyColumn(STAFF);

/** A member of staff whom a record names; names and posts of staff are no secret. */
export const STAFF_NAMED: Level<StaffRow> = {
  type: 'Staff',
  of: { 'Case.firstContactOwner': 'ownerId' },
  key: 'id',
  columns: STAFF,
  needs: { title: ['titleZh', 'titleEn'], department: ['departmentCode'], orgUnitName: ['orgUnitCode'] },
  from: 'staff s',
  access: () => 'true',
};

/** A member of staff whom a record names. Throws when there is none, which a foreign key prevents. */
export function getStaff(context: Context, id: string): StaffRow | Promise<StaffRow> {
  return when(rowOf(context, STAFF_NAMED, id), (row) => {
    if (!row) throw new Error(`No staff ${id}`);
    return row;
  });
}

/** Members of staff by their ids; names and posts of staff are no secret. */
export function readStaff(pool: Pool, ids: readonly string[]): Promise<StaffRow[]> {
  return rows(pool, `select ${COLUMNS} from staff s where s.id = any($1)`, [ids]);
}

export class IdentityReader {
  constructor(private readonly context: Context) {}

  /** Everybody who may sit on the committee. */
  async committee(): Promise<StaffRow[]> {
    return rows<StaffRow>(
      this.context.database.pool,
      `select ${COLUMNS} from staff s where s.role in ('chair', 'member') and s.active order by s.role, s.department_code, s.id`,
      [],
    );
  }

  /** The demo cards; empty outside demo mode. */
  async roleCards(): Promise<(StaffRow & { username: string })[]> {
    if (!this.context.config.demo) return [];
    return rows(
      this.context.database.pool,
      `select ${COLUMNS}, u."username" from staff s join "user" u on u."id" = s.user_id where s.demo and s.active order by s.id`,
      [],
    );
  }
}
