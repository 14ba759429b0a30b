import type { Role } from '@yimen/schema';
import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { byKey, rows } from '../../platform/read.js';

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

const COLUMNS = `s.id, s.name, s.role, s.title_zh as "titleZh", s.title_en as "titleEn",
  s.department_code as "departmentCode", s.org_unit_code as "orgUnitCode", s.township_code as "townshipCode"`;

export class IdentityReader {
  readonly staff: DataLoader<string, StaffRow | undefined>;

  constructor(private readonly context: Context) {
    const { pool } = context.database;
    this.staff = new DataLoader(async (ids) =>
      byKey(
        ids,
        await rows<StaffRow>(pool, `select ${COLUMNS} from staff s where s.id = any($1)`, [ids]),
        (row) => row.id,
      ),
    );
  }

  async getStaff(id: string): Promise<StaffRow> {
    const row = await this.staff.load(id);
    if (!row) throw new Error(`No staff ${id}`);
    return row;
  }

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
