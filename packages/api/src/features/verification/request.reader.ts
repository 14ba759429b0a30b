import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { isUuid } from '../../platform/parse.js';
import { rows } from '../../platform/read.js';
import { accessColumns, CONFLICT_FIELDS, QUESTION_FIELDS, REQUEST_FIELDS } from './load-request.js';
import { httpVerifiers } from './registers.js';
import type { VerificationCounts } from './verification.types.js';

export interface RequestRow {
  id: string;
  number: string;
  version: number;
  status: string;
  purpose: string;
  requestedBy: string;
  createdAt: Date;
  caseId: string | null;
  batchId: string | null;
  jobId: string | null;
  householdCount: number;
  firstHead: string;
  counts: VerificationCounts;
  /** Whether there is something that a provider's system left unanswered. */
  resendable: boolean;
  /** What abilities ask of it. */
  access: Record<string, unknown>;
}

export interface VerifierCountsRow {
  code: string;
  counts: VerificationCounts;
  late: number;
}

export interface VerifiedHouseholdRow {
  householdId: string;
  code: string;
  headName: string;
  counts: VerificationCounts;
  conflicts: number;
}

export interface ExchangeRow {
  verifierCode: string;
  channel: string;
  outcome: string;
  questions: number;
  answers: number;
  attempt: number;
  detail: string | null;
  by: string | null;
  at: Date;
}

export interface ReadingRow {
  reader: string;
  what: string;
  verifierCode: string | null;
  at: Date;
}

export interface RequestFilter {
  householdId?: string | null;
  status?: string | null;
  first?: number | null;
  after?: string | null;
}

const STATUSES = ['withheld', 'queued', 'waiting', 'answered', 'stopped'] as const;
const LATEST_EXCHANGES = 100;

/** Counts by status of the questions `q`, as one JSON value. */
const COUNTS = `json_build_object(${STATUSES.map(
  (status) => `'${status}', count(*) filter (where q.status = '${status}')`,
).join(', ')})`;

/** Verifications as far as the reader may see them; of what they hold only the questions that he may see. */
export class RequestReader {
  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private mayRead(params: unknown[]): string {
    return accessSql(this.context.ability, 'read', 'VerificationRequest', REQUEST_FIELDS, params);
  }

  private ofQuestions(action: 'read' | 'count', params: unknown[]): string {
    return accessSql(this.context.ability, action, 'VerificationQuestion', QUESTION_FIELDS, params);
  }

  private select(params: unknown[]): string {
    const byHttp = `$${params.push(httpVerifiers(this.context.county))}`;
    return `select r.id, r.number, r.version, r.status, r.purpose, s.name as "requestedBy", r.created_at as "createdAt",
        r.case_id as "caseId", r.batch_id as "batchId", r.job_id as "jobId", asked.households as "householdCount",
        coalesce(asked.head, '') as "firstHead", asked.counts, exists (
          select from verification_question q where q.request_id = r.id
            and (q.status = 'queued' or q.status = 'waiting' and q.verifier_code = any(${byHttp}))) as resendable,
        (select to_json(x) from (select ${accessColumns(REQUEST_FIELDS)}) x) as access
      from verification_request r join staff s on s.id = r.requested_by
      cross join lateral (
        select count(distinct q.household_id)::int as households, ${COUNTS} as counts,
          (array_agg(head.name order by q.row_number))[1] as head
        from verification_question q join household h on h.id = q.household_id join person head on head.id = h.head_person_id
        where q.request_id = r.id and ${this.ofQuestions('read', params)}) asked`;
  }

  async find(id: string): Promise<RequestRow | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const text = `${this.select(params)} where r.id = $1 and ${this.mayRead(params)}`;
    return (await rows<RequestRow>(this.pool, text, params))[0];
  }

  /** The newest first. */
  async page({ householdId, status, first, after }: RequestFilter) {
    const params: unknown[] = [];
    const value = (given: unknown) => `$${params.push(given)}`;
    const select = this.select(params);
    const conditions = [this.mayRead(params)];
    if (householdId)
      conditions.push(isUuid(householdId) ? `r.household_ids @> array[${value(householdId)}::uuid]` : 'false');
    if (status) conditions.push(`r.status = ${value(status)}`);
    const counting = `select count(*)::int as total from (${select} where ${conditions.join(' and ')}) all_of_them`;
    const [counted] = await rows<{ total: number }>(this.pool, counting, [...params]);
    const [last] = readCursor(after, 1) ?? [];
    if (last && isUuid(last)) conditions.push(`r.id < ${value(last)}`);
    const size = pageSize(first);
    const text = `${select} where ${conditions.join(' and ')} order by r.id desc limit ${value(size + 1)}`;
    const found = await rows<RequestRow>(this.pool, text, params);
    const nodes = found.slice(0, size);
    const end = nodes.at(-1);
    return { nodes, total: counted?.total ?? 0, nextCursor: found.length > size && end ? writeCursor(end.id) : null };
  }

  /** By verifier, of one request or of all that the reader may count. */
  async verifiers(requestId: string | null): Promise<VerifierCountsRow[]> {
    const params: unknown[] = [today()];
    const may = requestId
      ? this.ofQuestions('read', params)
      : `(${this.ofQuestions('read', params)} or ${this.ofQuestions('count', params)})`;
    const which = requestId ? `q.request_id = $${params.push(requestId)} and` : '';
    return rows<VerifierCountsRow>(
      this.pool,
      `select q.verifier_code as code, ${COUNTS} as counts,
         count(*) filter (where q.status = 'waiting' and q.due_on < $1)::int as late
       from verification_question q where ${which} ${may} group by 1 order by 1`,
      params,
    );
  }

  async households(requestId: string): Promise<VerifiedHouseholdRow[]> {
    const params: unknown[] = [requestId];
    return rows<VerifiedHouseholdRow>(
      this.pool,
      `select q.household_id as "householdId", h.code, head.name as "headName", ${COUNTS} as counts,
         (select count(*)::int from fact_conflict f where f.household_id = q.household_id and f.status = 'open') as conflicts
       from verification_question q join household h on h.id = q.household_id join person head on head.id = h.head_person_id
       where q.request_id = $1 and ${this.ofQuestions('read', params)}
       group by q.household_id, h.code, head.name order by min(q.row_number)`,
      params,
    );
  }

  /** Of a request that the reader may see: the latest hundred. */
  async exchanges(requestId: string): Promise<ExchangeRow[]> {
    return rows<ExchangeRow>(
      this.pool,
      `select e.verifier_code as "verifierCode", e.channel, e.outcome, e.questions, e.answers, e.attempt, e.detail,
         s.name as by, e.at
       from verification_exchange e left join staff s on s.id = e.staff_id
       where e.request_id = $1 order by e.at desc, e.id desc limit ${LATEST_EXCHANGES}`,
      [requestId],
    );
  }

  readings(requestId: string): Promise<ReadingRow[]> {
    return this.readingsOf('request_id', requestId);
  }

  /** Who looked at a request or a conflict that the reader may see: the latest hundred. */
  readingsOf(key: 'request_id' | 'conflict_id', id: string): Promise<ReadingRow[]> {
    return rows<ReadingRow>(
      this.pool,
      `select s.name as reader, g.what, g.verifier_code as "verifierCode", g.at from verification_reading g join staff s on s.id = g.reader_id
       where g.${key} = $1 order by g.at desc, g.id desc limit ${LATEST_EXCHANGES}`,
      [id],
    );
  }

  /** How many conflicts are open, of those that the reader may see or whose area's questions he may count. */
  async openConflicts(): Promise<number> {
    const params: unknown[] = [];
    const { ability } = this.context;
    const may = accessSql(ability, 'read', 'FactConflict', CONFLICT_FIELDS, params);
    const counts = ability.can('count', 'VerificationQuestion');
    const [counted] = await rows<{ total: number }>(
      this.pool,
      `select count(*)::int as total from fact_conflict f where f.status = 'open' and (${may} or ${counts})`,
      params,
    );
    return counted?.total ?? 0;
  }
}
