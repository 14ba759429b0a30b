import { subject } from '@casl/ability';
import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, poolSql, rows } from '../../platform/read.js';
import type { DepartmentResult } from '../../policy/award-highest.js';
import type { Bilingual } from '../../policy/types.js';
import { type BatchApplicationRow, batchApplications, type RowResult, resultOf, settle } from './batch-result.js';

export interface BatchRow {
  id: string;
  number: string;
  version: number;
  title: string;
  groupCode: string;
  decisionDate: string;
  status: string;
}

/** One application of a batch with what becomes, or became, of it. */
export interface ResultRow extends BatchApplicationRow {
  result: RowResult;
  duplicate: boolean;
  keptProgramCode: string | null;
  words: Bilingual | null;
  personName: string;
  villageCode: string;
}

/** The applications of a batch that the reader may see, and what these add up to; all of them were settled together. */
export interface BatchPicture {
  rows: ResultRow[];
  byDepartment: DepartmentResult[];
}

const BATCH = `b.id, b.number, b.version, b.title, b.group_code as "groupCode", b.decision_date as "decisionDate", b.status`;

function storedReason({ reasonZh, reasonEn }: BatchApplicationRow): Bilingual | null {
  return reasonZh && reasonEn ? { zh: reasonZh, en: reasonEn } : null;
}

function byDepartment(drawn: readonly ResultRow[]): DepartmentResult[] {
  return [...Map.groupBy(drawn, (row) => row.departmentCode)].map(([department, own]) => {
    const paid = own.filter(({ result }) => result === 'kept');
    return {
      department,
      applications: own.length,
      students: paid.length,
      fen: sumFen(paid),
      freedPlaces: own.length - paid.length,
    };
  });
}

/** Fen of all the rows together. */
export function sumFen(drawn: readonly ResultRow[]): number {
  return drawn.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

export class BatchReader {
  readonly batch: DataLoader<string, BatchRow | undefined>;
  /** The settled applications of a batch, by its id. */
  readonly picture: DataLoader<string, BatchPicture>;

  constructor(private readonly context: Context) {
    this.batch = new DataLoader(async (ids) =>
      byKey(ids, await this.select('b.id = any($1)', [ids.filter(isUuid)]), (row) => row.id),
    );
    this.picture = new DataLoader(async (ids) => Promise.all(ids.map((id) => this.draw(id))));
  }

  async batches(): Promise<BatchRow[]> {
    return this.select('true', []);
  }

  async find(id: string): Promise<BatchRow | undefined> {
    return isUuid(id) ? this.batch.load(id) : undefined;
  }

  private async select(condition: string, params: unknown[]): Promise<BatchRow[]> {
    const access = accessSql(this.context.ability, 'read', 'Batch', {}, params);
    return rows<BatchRow>(
      this.context.database.pool,
      `select ${BATCH} from batch b where ${condition} and ${access} order by b.number desc`,
      params,
    );
  }

  private async draw(batchId: string): Promise<BatchPicture> {
    const { county, database } = this.context;
    const batch = await this.batch.load(batchId);
    if (!batch) throw new Error(`Batch ${batchId} is not readable`);
    const sql = poolSql(database.pool);
    const applications = await batchApplications(sql, batchId);
    const people = await sql<{ id: string; name: string; villageCode: string }>(
      `select distinct p.id, p.name, h.village_code as "villageCode" from application a join person p on p.id = a.person_id
         join household h on h.id = a.household_id where a.batch_id = $1`,
      [batchId],
    );
    const names = new Map(people.map((person) => [person.id, person]));
    const result = settle(county, batch.groupCode, applications);
    const byId = new Map(applications.map((row) => [row.id, row]));
    const displaced = new Map(result.displaced.map((one) => [one.id, one]));
    const kept = new Set(result.kept);
    const counts = Map.groupBy(applications, (row) => row.personId);
    const readable = applications.filter((row) => this.mayRead(row));
    const drawn = readable.map((row): ResultRow => {
      const lost = displaced.get(row.id);
      return {
        ...row,
        result: resultOf(row, kept, displaced),
        duplicate: (counts.get(row.personId)?.length ?? 0) > 1,
        keptProgramCode: lost ? (byId.get(lost.keptId)?.programCode ?? null) : null,
        words: lost?.words ?? storedReason(row),
        personName: names.get(row.personId)?.name ?? '',
        villageCode: names.get(row.personId)?.villageCode ?? '',
      };
    });
    return { rows: drawn, byDepartment: byDepartment(drawn) };
  }

  private mayRead({ departmentCode, townshipCode }: BatchApplicationRow): boolean {
    return this.context.ability.can('read', subject('Application', { departmentCode, townshipCode }) as never);
  }
}
