import { subject } from '@casl/ability';
import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, poolSql, rows } from '../../platform/read.js';
import type { Allocation } from '../../policy/allocation/allocation.types.js';
import { type DepartmentResult, keptWords } from '../../policy/award-highest.js';
import type { Bilingual } from '../../policy/types.js';
import { linesOfBatch } from './batch-lines.js';
import { type BatchApplicationRow, batchApplications, type RowResult, resultOf, settle } from './batch-result.js';

export interface BatchRow {
  id: string;
  number: string;
  version: number;
  title: string;
  groupCode: string;
  decisionDate: string;
  status: string;
  splitFrom: string | null;
  splitReason: string | null;
  /** Of an adopted batch. */
  allocation: Optimum | null;
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

export type Optimum = Pick<Allocation, 'value' | 'proof'>;

interface Fate {
  result: RowResult;
  keptId: string | null;
  words: Bilingual | null;
}

/** The applications of a batch that the reader may see, and what these add up to; all of them were settled together. */
export interface BatchPicture {
  rows: ResultRow[];
  byDepartment: DepartmentResult[];
  /** What is reached together, and what is proven of it; null for who may not see all applications, and before any. */
  optimum: Optimum | null;
}

const BATCH = `b.id, b.number, b.version, b.title, b.group_code as "groupCode", b.decision_date as "decisionDate", b.status, b.allocation,
  b.split_from as "splitFrom", b.split_reason as "splitReason"`;

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
      freedPlaces: own.filter(({ result }) => freesPlace(result)).length,
    };
  });
}

/** Whether an application's place goes back to the quota for the next in need; that of one that waits is not there yet. */
export function freesPlace(result: RowResult): boolean {
  return result !== 'kept' && result !== 'waiting';
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
    const { database } = this.context;
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
    const { fates, optimum } = await this.fatesOf(batch, applications);
    const byId = new Map(applications.map((row) => [row.id, row]));
    const byPerson = Map.groupBy(applications, (row) => row.personId);
    const readable = applications.filter((row) => this.mayRead(row));
    const drawn = readable.map((row): ResultRow => {
      const { result, keptId, words } = fates.get(row.id) as Fate;
      return {
        ...row,
        result,
        duplicate: (byPerson.get(row.personId)?.length ?? 0) > 1,
        keptProgramCode: keptId ? (byId.get(keptId)?.programCode ?? null) : null,
        words: result === 'kept' ? keptWords(row, byPerson.get(row.personId) ?? []) : (words ?? storedReason(row)),
        personName: names.get(row.personId)?.name ?? '',
        villageCode: names.get(row.personId)?.villageCode ?? '',
      };
    });
    const seesAll = readable.length === applications.length;
    return { rows: drawn, byDepartment: byDepartment(drawn), optimum: seesAll ? optimum : null };
  }

  /** What becomes of each application if the batch is adopted as things stand, or what became of it. */
  private async fatesOf(
    batch: BatchRow,
    applications: readonly BatchApplicationRow[],
  ): Promise<{ fates: Map<string, Fate>; optimum: Optimum | null }> {
    const fates = new Map<string, Fate>();
    const open = applications.filter((row) => {
      const result = resultOf(row);
      if (result) fates.set(row.id, { result, keptId: row.keptApplicationId, words: null });
      return !result;
    });
    if (open.length === 0) return { fates, optimum: batch.allocation };
    const { county, database } = this.context;
    const codes = [...new Set(open.map(({ programCode }) => programCode))];
    const year = Number(batch.decisionDate.slice(0, 4));
    const lines = await linesOfBatch(poolSql(database.pool), batch.id, codes, year);
    const settled = await settle(county, batch.groupCode, open, lines);
    for (const id of settled.kept) fates.set(id, { result: 'kept', keptId: null, words: null });
    for (const id of settled.ineligible) fates.set(id, { result: 'ineligible', keptId: null, words: null });
    for (const { id, keptId, words } of settled.displaced) fates.set(id, { result: 'displaced', keptId, words });
    for (const { id, words } of settled.waiting) fates.set(id, { result: 'waiting', keptId: null, words });
    return { fates, optimum: settled };
  }

  private mayRead({ departmentCode, townshipCode }: BatchApplicationRow): boolean {
    return this.context.ability.can('read', subject('Application', { departmentCode, townshipCode }) as never);
  }
}
