import { subject } from '@casl/ability';
import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { isUuid } from '../../platform/parse.js';
import { grouped, rows } from '../../platform/read.js';
import { lastResult } from '../job/last-result.js';
import type { AuditFindingFilter } from './audit.inputs.js';
import { AUDIT_JOB } from './audit.jobs.js';
import type { EvidenceRow } from './evidence-words.js';

export interface FindingRow {
  id: string;
  number: string;
  version: number;
  question: string;
  severity: string;
  status: string;
  departmentCode: string | null;
  townshipCode: string | null;
  householdId: string | null;
  personName: string | null;
  caseId: string | null;
  amountFen: number | null;
  evidence: EvidenceRow[];
  dueOn: string;
  foundAt: Date;
  seenAt: Date;
  timesFound: number;
}

export interface FindingPage {
  nodes: FindingRow[];
  total: number;
  nextCursor: string | null;
}

export interface FindingEventRow {
  findingId: string;
  id: string;
  kind: string;
  text: string | null;
  document: string | null;
  actor: string | null;
  at: Date;
}

export interface FindingReadingRow {
  findingId: string;
  reader: string;
  titleZh: string;
  titleEn: string;
  at: Date;
}

export interface QuestionCount {
  question: string;
  open: number;
  late: number;
  answered: number;
  handedOver: number;
  vanished: number;
}

export const EXPORT_EVIDENCE = 'exportAuditEvidence';

const FIELDS: Record<string, AccessField> = { departmentCode: { sql: 'f.department_code' } };
const FROM = 'audit_finding f left join person p on p.id = f.person_id';
const SEVERITY = `array_position(array['high', 'medium', 'low'], f.severity)`;
const FINDING = `f.id, f.number::text, f.version, f.question, f.severity, f.status, f.department_code as "departmentCode",
  f.township_code as "townshipCode", f.household_id as "householdId", p.name as "personName", f.case_id as "caseId",
  f.amount_fen as "amountFen", f.evidence, f.due_on as "dueOn", f.found_at as "foundAt", f.seen_at as "seenAt",
  f.times_found as "timesFound"`;

/** Findings of the self-audit, as far as the reader may see them. */
export class AuditReader {
  /** By finding, in their order. Reached from a readable finding only. */
  readonly events: DataLoader<string, FindingEventRow[]>;
  /** Who took the evidence of a finding, the latest first. Reached from a readable finding only. */
  readonly readings: DataLoader<string, FindingReadingRow[]>;

  constructor(private readonly context: Context) {
    this.events = new DataLoader(async (ids) => {
      const found = await rows<FindingEventRow>(
        this.pool,
        `select e.finding_id as "findingId", e.id, e.kind, e.text, e.document, s.name as actor, e.at
         from audit_finding_event e left join staff s on s.id = e.actor_id where e.finding_id = any($1) order by e.id`,
        [ids],
      );
      return grouped(ids, found, ({ findingId }) => findingId);
    });
    this.readings = new DataLoader(async (ids) => {
      const found = await rows<FindingReadingRow>(
        this.pool,
        `select e.subject_id as "findingId", s.name as reader, s.title_zh as "titleZh", s.title_en as "titleEn", e.at
         from audit_event e join staff s on s.id = e.actor_id
         where e.subject_id = any($1) and e.command = $2 order by e.at desc`,
        [ids, EXPORT_EVIDENCE],
      );
      return grouped(ids, found, ({ findingId }) => findingId);
    });
  }

  private get pool() {
    return this.context.database.pool;
  }

  private access(params: unknown[]): string {
    return accessSql(this.context.ability, 'read', 'AuditFinding', FIELDS, params);
  }

  async find(id: string): Promise<FindingRow | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const text = `select ${FINDING} from ${FROM} where f.id = $1 and ${this.access(params)}`;
    const [found] = await rows<FindingRow>(this.pool, text, params);
    return found && this.shown(found);
  }

  /** A page of findings, the gravest first, then the newest. */
  async page(filter: AuditFindingFilter, first?: number | null, after?: string | null): Promise<FindingPage> {
    const { status, question, department, severity } = filter;
    const params: unknown[] = [status ?? 'open', question ?? null, department ?? null, severity ?? null];
    const where = `f.status = $1 and ($2::text is null or f.question = $2) and ($3::text is null or f.department_code = $3)
      and ($4::text is null or f.severity = $4) and ${this.access(params)}`;
    const total = rows<{ total: number }>(this.pool, `select count(*)::int as total from ${FROM} where ${where}`, [
      ...params,
    ]);
    const limit = pageSize(first);
    const [rank, id] = readCursor(after, 2) ?? [];
    const place = rank && id && /^[1-3]$/.test(rank) && isUuid(id) ? [Number(rank), id] : [null, null];
    params.push(...place, limit + 1);
    const at = params.length;
    const found = await rows<FindingRow & { rank: number }>(
      this.pool,
      `select ${FINDING}, ${SEVERITY} as rank from ${FROM} where ${where} and ($${at - 2}::int is null
         or ${SEVERITY} > $${at - 2} or ${SEVERITY} = $${at - 2} and f.id < $${at - 1}::uuid)
       order by rank, f.id desc limit $${at}`,
      params,
    );
    const last = found[limit - 1];
    const nextCursor = found.length > limit && last ? writeCursor(String(last.rank), last.id) : null;
    const [count] = await total;
    return { nodes: found.slice(0, limit).map((row) => this.shown(row)), total: count?.total ?? 0, nextCursor };
  }

  /** How many findings there are of each question; questions without any are left out. */
  async counts(today: string): Promise<QuestionCount[]> {
    const params: unknown[] = [today];
    return rows<QuestionCount>(
      this.pool,
      `select f.question, count(*) filter (where f.status = 'open')::int as open,
         count(*) filter (where f.status = 'open' and f.due_on < $1)::int as late,
         count(*) filter (where f.status in ('explained', 'corrected'))::int as answered,
         count(*) filter (where f.status = 'handed_over')::int as "handedOver",
         count(*) filter (where f.status = 'vanished')::int as vanished
       from ${FROM} where ${this.access(params)} group by f.question order by f.question`,
      params,
    );
  }

  /** When all questions were asked last; undefined before, and for whom findings do not concern. */
  async lastAsked(): Promise<Date | undefined> {
    if (!this.context.ability.can('read', 'AuditFinding')) return undefined;
    return (await lastResult(this.pool, AUDIT_JOB))?.checkedAt;
  }

  /** Whoever may not know whom a finding is about learns no name and gets no way to the household. */
  private shown(row: FindingRow): FindingRow {
    const { departmentCode } = row;
    const named = this.context.ability.can('name', subject('AuditFinding', { departmentCode }) as never);
    return named ? row : { ...row, personName: null, householdId: null };
  }
}
