import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { grouped, rows } from '../../platform/read.js';
import { PACKAGE_FIELDS } from '../aid-package/aid-package.reader.js';
import { reviewCommittee } from '../review-meeting/item-tally.js';
import type { ReviewedItem } from './replay-case.js';

export interface ReviewRow {
  id: string;
  caseId: string;
  version: number;
  status: string;
  cause: string;
  through: string;
  madeAt: Date;
  overFen: number;
  underFen: number;
  items: ReviewedItem[];
  nextCaseId: string | null;
  townshipCode: string;
  caseStatus: string;
  departmentCodes: string[];
}

export interface RoundsRow {
  caseId: string;
  round: number;
  formerCaseId: string | null;
  /** null without an adopted package. */
  reviewOn: string | null;
  reviewedAt: Date | null;
  townshipCode: string;
  status: string;
  departmentCodes: string[];
}

const REVIEW = `r.id, r.case_id as "caseId", r.version, r.status, r.cause, r.through, r.made_at as "madeAt",
  r.over_fen as "overFen", r.under_fen as "underFen", r.items, r.next_case_id as "nextCaseId",
  c.township_code as "townshipCode", c.status as "caseStatus", c.department_codes as "departmentCodes"`;
const REVIEWS = 'package_review r join case_file c on c.id = r.case_id';

export interface ReviewPage {
  nodes: ReviewRow[];
  total: number;
  nextCursor: string | null;
}

/** Reviews are seen by whoever sees the package that they are about. */
export class SecondRoundReader {
  /** By case, the newest first. */
  readonly ofCase: DataLoader<string, ReviewRow[]>;
  /** By the case that came of it. */
  readonly ofNext: DataLoader<string, ReviewRow[]>;
  readonly rounds: DataLoader<string, RoundsRow[]>;

  constructor(private readonly context: Context) {
    this.ofCase = new DataLoader((ids) => this.load(ids, 'r.case_id', ({ caseId }) => caseId));
    this.ofNext = new DataLoader((ids) => this.load(ids, 'r.next_case_id', ({ nextCaseId }) => nextCaseId ?? ''));
    this.rounds = new DataLoader(async (ids) => {
      const params: unknown[] = [ids, reviewCommittee(context.county).secondRound.afterMonths];
      const found = await rows<RoundsRow>(
        context.database.pool,
        `select c.id as "caseId", c.round, c.former_case_id as "formerCaseId", k.replayed_at as "reviewedAt",
           to_char(k.decision_date + make_interval(months => $2), 'YYYY-MM-DD') as "reviewOn",
           c.township_code as "townshipCode", c.status, c.department_codes as "departmentCodes"
         from case_file c left join aid_package k on k.case_id = c.id and k.status = 'adopted'
         where c.id = any($1) and ${this.access(params)}`,
        params,
      );
      return grouped(ids, found, ({ caseId }) => caseId);
    });
  }

  private access(params: unknown[]): string {
    return accessSql(this.context.ability, 'read', 'Package', PACKAGE_FIELDS, params);
  }

  private async load(
    ids: readonly string[],
    column: string,
    keyOf: (row: ReviewRow) => string,
  ): Promise<ReviewRow[][]> {
    const params: unknown[] = [ids];
    const found = await rows<ReviewRow>(
      this.context.database.pool,
      `select ${REVIEW} from ${REVIEWS} where ${column} = any($1) and ${this.access(params)} order by r.id desc`,
      params,
    );
    return grouped(ids, found, keyOf);
  }

  /** A page of reviews in a status (all of them without one), the newest first. */
  async page(status?: string | null, first?: number | null, after?: string | null): Promise<ReviewPage> {
    const params: unknown[] = [status ?? null];
    const where = `($1::text is null or r.status = $1) and ${this.access(params)}`;
    const { pool } = this.context.database;
    const total = rows<{ total: number }>(pool, `select count(*)::int as total from ${REVIEWS} where ${where}`, [
      ...params,
    ]);
    const limit = pageSize(first);
    const [id] = readCursor(after, 1) ?? [];
    params.push(id ?? null, limit + 1);
    const found = await rows<ReviewRow>(
      pool,
      `select ${REVIEW} from ${REVIEWS} where ${where} and ($${params.length - 1}::uuid is null or r.id < $${params.length - 1}::uuid)
       order by r.id desc limit $${params.length}`,
      params,
    );
    const nodes = found.slice(0, limit);
    const last = nodes.at(-1);
    const nextCursor = found.length > limit && last ? writeCursor(last.id) : null;
    const [count] = await total;
    return { nodes, total: count?.total ?? 0, nextCursor };
  }
}
