import { subject } from '@casl/ability';
import type { AppAbility } from '@yimen/schema';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import type { County } from '../../platform/county.js';
import { isUuid } from '../../platform/parse.js';
import { poolSql, rows } from '../../platform/read.js';
import type { MeasureRule } from '../../policy/types.js';
import { appraise, type DepartmentResult } from './appraise.js';

export interface ObjectionRow {
  id: string;
  departmentCode: string;
  text: string;
  statedBy: string;
  at: string;
}

export interface AnnexRow {
  id: string;
  number: number;
  text: string;
  writtenBy: string;
  at: Date;
}

/** What was written down when a year was closed. */
export interface Snapshot {
  year: number;
  county: { zh: string; en: string };
  /** YYYY-MM-DD. */
  countedOn: string;
  rules: MeasureRule[];
  departments: DepartmentResult[];
  objections: ObjectionRow[];
}

export interface ReportRow {
  id: string;
  year: number;
  number: string;
  digest: string;
  intact: boolean;
  closedBy: string;
  closedAt: Date;
  snapshot: Snapshot;
}

export interface ReadingRow {
  id: string;
  year: number;
  departmentCode: string | null;
  measure: string | null;
  what: string;
  purpose: string;
  note: string | null;
  reader: string;
  titleZh: string;
  titleEn: string;
  at: Date;
}

const OF_DEPARTMENT: Record<string, AccessField> = { departmentCode: { sql: 'x.department_code' } };
const READING = `x.id, x.year, x.department_code as "departmentCode", x.measure, x.what, x.purpose, x.note, s.name as reader,
  s.title_zh as "titleZh", s.title_en as "titleEn", x.at`;
const MOST_READINGS = 100;
/** How long what was opened may be looked at. */
const OPEN_FOR = "interval '1 hour'";

/** Departments of the pack whose appraisal somebody may see, in the pack's order. */
export function readableDepartments({ pack }: County, ability: AppAbility): string[] {
  return pack.departments
    .map(({ code }) => code)
    .filter((departmentCode) => ability.can('read', subject('Appraisal', { departmentCode }) as never));
}

/** Appraisals of departments, as far as the reader may see them: closed years as they were closed, others as of now. */
export class AppraisalReader {
  private readonly live = new Map<number, Promise<DepartmentResult[]>>();

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  get departments(): string[] {
    return readableDepartments(this.context.county, this.context.ability);
  }

  private access(params: unknown[]): string {
    return accessSql(this.context.ability, 'read', 'Appraisal', OF_DEPARTMENT, params);
  }

  /** Years of which there is a budget, the latest first. */
  async years(): Promise<number[]> {
    if (this.departments.length === 0) return [];
    const found = await rows<{ year: number }>(
      this.pool,
      'select distinct year from budget_line order by year desc',
      [],
    );
    return found.map(({ year }) => year);
  }

  /**
   * The readable departments in a year, counted now; of a closed one as it was closed, for whom has opened the report within
   * the hour (R16), otherwise none.
   */
  async results(year: number): Promise<DepartmentResult[]> {
    const report = await this.report(year);
    if (report) return (await this.hasOpened(year)) ? report.snapshot.departments : [];
    const { county } = this.context;
    const counting = { sql: poolSql(this.pool), county, departments: this.departments, year };
    const found = this.live.get(year) ?? appraise(counting);
    this.live.set(year, found);
    return found;
  }

  /** The report of a closed year, with what the reader may see of it; undefined for whom it does not concern. */
  async report(year: number): Promise<ReportRow | undefined> {
    return this.findReport('r.year = $1', year);
  }

  async reportById(id: string): Promise<ReportRow | undefined> {
    return isUuid(id) ? this.findReport('r.id = $1', id) : undefined;
  }

  private async findReport(condition: string, value: unknown): Promise<ReportRow | undefined> {
    const readable = this.departments;
    if (readable.length === 0) return undefined;
    const [report] = await rows<ReportRow>(
      this.pool,
      `select r.id, r.year, r.number, r.digest, r.digest = encode(sha256(convert_to(r.snapshot::text, 'UTF8')), 'hex') as intact,
         s.name as "closedBy", r.closed_at as "closedAt", r.snapshot
       from appraisal_report r join staff s on s.id = r.closed_by where ${condition}`,
      [value],
    );
    if (!report) return undefined;
    const { snapshot } = report;
    return {
      ...report,
      snapshot: {
        ...snapshot,
        departments: snapshot.departments.filter(({ code }) => readable.includes(code)),
        objections: snapshot.objections.filter(({ departmentCode }) => readable.includes(departmentCode)),
      },
    };
  }

  async objections(year: number): Promise<ObjectionRow[]> {
    const params: unknown[] = [year];
    return rows<ObjectionRow>(
      this.pool,
      `${OBJECTIONS} where x.year = $1 and ${this.access(params)} order by x.id`,
      params,
    );
  }

  /** Reached from a readable report only. */
  annexes(reportId: string): Promise<AnnexRow[]> {
    return rows<AnnexRow>(
      this.pool,
      `select a.id, a.number, a.text, s.name as "writtenBy", a.at from appraisal_annex a join staff s on s.id = a.written_by
       where a.report_id = $1 order by a.number`,
      [reportId],
    );
  }

  /** Who opened what of a year, the latest first; of all departments for who sees all, else of the own one. */
  async readings(year: number, department?: string | null): Promise<ReadingRow[]> {
    const params: unknown[] = [year, department ?? null];
    return rows<ReadingRow>(
      this.pool,
      `select ${READING} from appraisal_reading x join staff s on s.id = x.reader_id
       where x.year = $1 and ($2::text is null or x.department_code = $2) and ${this.access(params)}
       order by x.id desc limit ${MOST_READINGS}`,
      params,
    );
  }

  private async hasOpened(year: number): Promise<boolean> {
    const values = [year, this.context.actor?.staffId];
    const text = `select from appraisal_reading where year = $1 and reader_id = $2 and what = 'report' and at > now() - ${OPEN_FOR}`;
    return (await rows(this.pool, `${text} limit 1`, values)).length > 0;
  }

  /** What the reader has opened himself within the hour. */
  async opened(id: string): Promise<ReadingRow | undefined> {
    const params: unknown[] = [id, this.context.actor?.staffId];
    if (!isUuid(id)) return undefined;
    const text = `select ${READING} from appraisal_reading x join staff s on s.id = x.reader_id
      where x.id = $1 and x.reader_id = $2 and x.at > now() - ${OPEN_FOR} and ${this.access(params)}`;
    return (await rows<ReadingRow>(this.pool, text, params))[0];
  }
}

/** Objections `x`, as rows and as they are kept in a report. */
export const OBJECTIONS = `select x.id, x.department_code as "departmentCode", x.text, s.name as "statedBy",
  to_char(x.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
  from appraisal_objection x join staff s on s.id = x.stated_by`;
