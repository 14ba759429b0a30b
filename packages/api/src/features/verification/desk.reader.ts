import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { byKey, rows } from '../../platform/read.js';
import { NUMBER_COLUMNS, openNumbers } from './identity-numbers.js';
import { QUESTION_FIELDS } from './load-request.js';
import type { VerifierCountsRow } from './request.reader.js';

export interface QuestionRow {
  id: string;
  version: number;
  requestId: string;
  requestNumber: string;
  row: number;
  itemCode: string;
  verifierCode: string;
  personId: string;
  personName: string;
  idNumber: string;
  status: string;
  trouble: string | null;
  dueOn: string;
}

export interface DeskFilter {
  verifier?: string | null;
  item?: string | null;
  requestId?: string | null;
}

const MOST_SHOWN = 200;

const QUESTION = `q.id, q.version, q.request_id as "requestId", r.number as "requestNumber", q.row_number as row,
  q.item_code as "itemCode", q.verifier_code as "verifierCode", p.name as "personName", ${NUMBER_COLUMNS},
  q.status, q.trouble, q.due_on as "dueOn"`;
const FROM = `verification_question q join verification_request r on r.id = q.request_id
  join person p on p.id = q.person_id`;

/** Questions at the desks at which the reader may answer: whom, and what is asked, nothing else. */
export class DeskReader {
  readonly question = new DataLoader<string, QuestionRow | undefined>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select ${QUESTION} from ${FROM} where q.id = any($1) and ${this.mine(params)}`;
    return byKey(ids, await this.rows(text, params), ({ id }) => id);
  });

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private async rows(text: string, params: unknown[]): Promise<QuestionRow[]> {
    return openNumbers(this.context.database.vault, await rows<QuestionRow>(this.pool, text, params));
  }

  private mine(params: unknown[]): string {
    return accessSql(this.context.ability, 'answer', 'VerificationQuestion', QUESTION_FIELDS, params);
  }

  private waiting({ verifier, item, requestId }: DeskFilter, params: unknown[]): string {
    const value = (given: string) => `$${params.push(given)}`;
    const conditions = [`q.status = 'waiting'`, this.mine(params)];
    if (verifier) conditions.push(`q.verifier_code = ${value(verifier)}`);
    if (item) conditions.push(`q.item_code = ${value(item)}`);
    if (requestId) conditions.push(`q.request_id::text = ${value(requestId)}`);
    return conditions.join(' and ');
  }

  /** What waits, the most urgent first. */
  async questions(filter: DeskFilter, most: number = MOST_SHOWN): Promise<QuestionRow[]> {
    const params: unknown[] = [];
    return this.rows(
      `select ${QUESTION} from ${FROM} where ${this.waiting(filter, params)}
       order by q.due_on, r.number, q.row_number limit ${most}`,
      params,
    );
  }

  /** What the reader's desk answered last of the register that a conflict shows, about those whom it concerns. */
  ofConflict(conflictId: string): Promise<QuestionRow[]> {
    const params: unknown[] = [conflictId];
    return this.rows(
      `select * from (select distinct on (q.person_id, q.item_code) ${QUESTION}
       from ${FROM} join fact_conflict f on f.household_id = q.household_id and (f.person_id is null or f.person_id = q.person_id)
       where f.id = $1 and q.status = 'answered' and ${this.mine(params)}
         and q.item_code in (select s.item from jsonb_to_recordset(f.sides) as s (item text))
       order by q.person_id, q.item_code, r.created_at desc) newest order by "requestNumber", "row"`,
      params,
    );
  }

  async total(filter: DeskFilter): Promise<number> {
    const params: unknown[] = [];
    const text = `select count(*)::int as total from verification_question q where ${this.waiting(filter, params)}`;
    return (await rows<{ total: number }>(this.pool, text, params))[0]?.total ?? 0;
  }

  /** How much waits, by verifier. */
  async verifiers(): Promise<VerifierCountsRow[]> {
    const params: unknown[] = [today()];
    const mine = this.mine(params);
    return rows<VerifierCountsRow>(
      this.pool,
      `select q.verifier_code as code, count(*) filter (where q.due_on < $1)::int as late,
         json_build_object('withheld', 0, 'queued', 0, 'waiting', count(*), 'answered', 0, 'stopped', 0) as counts
       from verification_question q where q.status = 'waiting' and ${mine} group by 1 order by 1`,
      params,
    );
  }
}
