import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, rows } from '../../platform/read.js';
import { JOB_ACCESS_COLUMNS, JOB_FIELDS, type JobAccess } from './job-access.js';

export interface JobRow {
  id: string;
  version: number;
  kind: string;
  titleZh: string;
  titleEn: string;
  status: string;
  done: number;
  total: number;
  stepZh: string | null;
  stepEn: string | null;
  cancelAsked: boolean;
  errorZh: string | null;
  errorEn: string | null;
  result: unknown;
  requester: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** What abilities ask of it. */
  access: JobAccess;
}

const JOB = `j.id, j.version, j.kind, j.title_zh as "titleZh", j.title_en as "titleEn", j.status, j.done, j.total,
  j.step_zh as "stepZh", j.step_en as "stepEn", j.cancel_asked as "cancelAsked", j.error_zh as "errorZh",
  j.error_en as "errorEn", j.result, s.name as requester, j.created_at as "createdAt", j.started_at as "startedAt",
  j.finished_at as "finishedAt", (select to_json(a) from (select ${JOB_ACCESS_COLUMNS}) a) as access`;
const FROM = 'job j left join staff s on s.id = j.requested_by';
const LATEST = 20;

/** Jobs as far as the reader may see them. */
export class JobReader {
  private readonly job = new DataLoader<string, JobRow | undefined>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select ${JOB} from ${FROM} where j.id = any($1) and ${this.access(params)}`;
    return byKey(ids, await rows<JobRow>(this.pool, text, params), (row) => row.id);
  });

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private access(params: unknown[]): string {
    return accessSql(this.context.ability, 'read', 'Job', JOB_FIELDS, params);
  }

  async find(id: string): Promise<JobRow | undefined> {
    return isUuid(id) ? this.job.load(id) : undefined;
  }

  /** The latest twenty, of one kind or of all. */
  async latest(kind: string | null): Promise<JobRow[]> {
    const params: unknown[] = [kind];
    const text = `select ${JOB} from ${FROM} where ($1::text is null or j.kind = $1) and ${this.access(params)}
      order by j.id desc limit ${LATEST}`;
    return rows<JobRow>(this.pool, text, params);
  }
}
