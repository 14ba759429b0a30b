import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { addDays } from '../../platform/calendar.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import { contentOf, type ProgramContent } from '../../policy/program-content.js';
import type { StoredFigure } from './load-rule.js';

export type RuleKind = 'program' | 'standard';

export interface RuleVersionRow {
  id: string;
  kind: RuleKind;
  code: string;
  number: number;
  departmentCode: string;
  status: string;
  content: ProgramContent | StoredFigure;
  effectiveFrom: string | null;
  /** The first day of what is published after it. */
  nextFrom: string | null;
  source: string | null;
  note: string | null;
  authoredBy: string | null;
  author: string | null;
  submittedBy: string | null;
  submitter: string | null;
  submittedAt: Date | null;
  publisher: string | null;
  publishedAt: Date | null;
  returnReason: string | null;
  version: number;
}

const VERSION = `v.id, v.kind, v.code, v.number, v.department_code as "departmentCode", v.status, v.content,
  v.effective_from as "effectiveFrom", v.source, v.note, v.authored_by as "authoredBy", a.name as author,
  v.submitted_by as "submittedBy", s.name as submitter, v.submitted_at as "submittedAt", p.name as publisher,
  v.published_at as "publishedAt", v.return_reason as "returnReason", v.version,
  (select min(n.effective_from) from rule_version n where n.kind = v.kind and n.code = v.code and n.status = 'published'
     and n.effective_from > v.effective_from) as "nextFrom"`;

const FROM = `rule_version v join staff a on a.id = v.authored_by left join staff s on s.id = v.submitted_by
  left join staff p on p.id = v.published_by`;

/** What abilities ask of a version, as SQL over `rule_version v`. */
const FIELDS: Record<string, AccessField> = {
  departmentCode: { sql: 'v.department_code' },
  status: { sql: 'v.status' },
};

/** A day before every day that a published text can start on. */
const BEFORE_ALL = '0001-01-01';

/** Versions of rules and standards, as far as the reader may see them. */
export class RuleVersionReader {
  readonly version = new DataLoader<string, RuleVersionRow | undefined>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select ${VERSION} from ${FROM} where v.id = any($1) and ${this.access(params)}`;
    return byKey(ids, await rows<RuleVersionRow>(this.pool, text, params), (row) => row.id);
  });

  /** By `kind:code`: the newest first, without the discarded ones. */
  private readonly ofCode = new DataLoader<string, RuleVersionRow[]>(async (keys) => {
    const params: unknown[] = [keys];
    const text = `select ${VERSION} from ${FROM}
      where v.kind || ':' || v.code = any($1) and v.status <> 'discarded' and ${this.access(params)}
      order by v.number desc`;
    return grouped(keys, await rows<RuleVersionRow>(this.pool, text, params), (row) => `${row.kind}:${row.code}`);
  });

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private access(params: unknown[]): string {
    return accessSql(this.context.ability, 'read', 'RuleVersion', FIELDS, params);
  }

  async find(id: string): Promise<RuleVersionRow | undefined> {
    return isUuid(id) ? this.version.load(id) : undefined;
  }

  ofStandard(code: string): Promise<RuleVersionRow[]> {
    return this.ofCode.load(`standard:${code}`);
  }

  /** A program's versions, the newest first; the last one is the county pack's own text. */
  async ofProgram(code: string): Promise<RuleVersionRow[]> {
    const written = await this.ofCode.load(`program:${code}`);
    return [...written, this.packVersion(code, written)];
  }

  /** The version that is not published yet. */
  async open(kind: RuleKind, code: string): Promise<RuleVersionRow | undefined> {
    const versions = await this.ofCode.load(`${kind}:${code}`);
    return versions.find(({ status }) => status === 'draft' || status === 'submitted');
  }

  private packVersion(code: string, written: readonly RuleVersionRow[]): RuleVersionRow {
    const program = this.context.county.on(BEFORE_ALL).program(code);
    if (!program) throw new Error(`The county pack has no program ${code}`);
    const days = written.flatMap(({ status, effectiveFrom }) => (status === 'published' ? (effectiveFrom ?? []) : []));
    return {
      id: `pack:${code}`,
      kind: 'program',
      code,
      number: program.version,
      departmentCode: program.department,
      status: 'published',
      content: contentOf(program),
      effectiveFrom: null,
      nextFrom: days.sort()[0] ?? null,
      source: program.source,
      note: program.note ?? null,
      authoredBy: null,
      author: null,
      submittedBy: null,
      submitter: null,
      submittedAt: null,
      publisher: null,
      publishedAt: null,
      returnReason: null,
      version: 1,
    };
  }
}

/** How far a version is on a day (YYYY-MM-DD): its status, or what its days make of what is published. */
export function phaseOf({ status, effectiveFrom, nextFrom }: RuleVersionRow, on: string): string {
  if (status !== 'published') return status;
  if (effectiveFrom !== null && effectiveFrom > on) return 'scheduled';
  return nextFrom !== null && nextFrom <= on ? 'superseded' : 'in_force';
}

/** The last day of a published version by what is published after it. */
export function lastDayOf({ nextFrom }: RuleVersionRow): string | null {
  return nextFrom === null ? null : addDays(nextFrom, -1);
}
