import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { isUuid } from '../../platform/parse.js';
import { grouped, rows } from '../../platform/read.js';

export interface AskingRow {
  id: string;
  programCode: string;
  departmentCode: string;
  townshipCode: string;
  householdId: string;
  householdCode: string;
  personName: string;
  number: string;
  receivedOn: string;
  dueOn: string;
  answered: boolean;
}

export interface AskingPage {
  nodes: AskingRow[];
  total: number;
  nextCursor: string | null;
}

export interface AnswerRow {
  id: string;
  askingId: string;
  outcome: string;
  scores: Record<string, number>;
  words: string | null;
  complaint: boolean;
  toldBy: string | null;
  manner: string;
  askedBy: string;
  at: Date;
  standing: boolean;
}

const FIELDS: Record<string, AccessField> = { townshipCode: { sql: 'h.township_code' } };
const ANSWERED = 'exists (select from satisfaction_answer w where w.asking_id = k.id)';
const FROM = `satisfaction_asking k join aid_record a on a.id = k.aid_record_id join household h on h.id = a.household_id
  join person p on p.id = coalesce(a.person_id, h.head_person_id)
  left join case_file c on c.id = a.case_id left join application x on x.id = a.application_id`;
const ASKING = `k.id, a.program_code as "programCode", a.department_code as "departmentCode",
  h.township_code as "townshipCode", h.id as "householdId", h.code as "householdCode", p.name as "personName",
  coalesce(c.number, x.number) as number, k.received_on as "receivedOn", k.due_on as "dueOn", ${ANSWERED} as answered`;

/** Whom the reader is to ask how the aid was, and what they answered: clerks, of their area. */
export class SatisfactionReader {
  /** By asking, the first one first. Reached from a readable asking only. */
  readonly answers: DataLoader<string, AnswerRow[]>;

  constructor(private readonly context: Context) {
    this.answers = new DataLoader(async (ids) => {
      const found = await rows<AnswerRow>(
        this.pool,
        `select w.id, w.asking_id as "askingId", w.outcome, w.scores, w.words, w.complaint, w.told_by as "toldBy", w.manner,
           s.name as "askedBy", w.at, not exists (select from satisfaction_answer n where n.corrects = w.id) as standing
         from satisfaction_answer w join staff s on s.id = w.asked_by where w.asking_id = any($1) order by w.id`,
        [ids],
      );
      return grouped(ids, found, ({ askingId }) => askingId);
    });
  }

  private get pool() {
    return this.context.database.pool;
  }

  private access(params: unknown[]): string {
    return accessSql(this.context.ability, 'read', 'SatisfactionAsking', FIELDS, params);
  }

  async find(id: string): Promise<AskingRow | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const text = `select ${ASKING} from ${FROM} where k.id = $1 and ${this.access(params)}`;
    return (await rows<AskingRow>(this.pool, text, params))[0];
  }

  /** A page of those still to be asked, the most urgent first, or of those who were. */
  async page(answered: boolean, first?: number | null, after?: string | null): Promise<AskingPage> {
    const params: unknown[] = [answered];
    const where = `${ANSWERED} = $1 and ${this.access(params)}`;
    const counted = `select count(*)::int as total from ${FROM} where ${where}`;
    const total = rows<{ total: number }>(this.pool, counted, [...params]);
    const limit = pageSize(first);
    const [day, id] = readCursor(after, 2) ?? [];
    const place = day && id && /^\d{4}-\d{2}-\d{2}$/.test(day) && isUuid(id) ? [day, id] : [null, null];
    params.push(...place, limit + 1);
    const at = params.length;
    const found = await rows<AskingRow>(
      this.pool,
      `select ${ASKING} from ${FROM} where ${where} and ($${at - 2}::date is null or (k.due_on, k.id) > ($${at - 2}::date, $${at - 1}::uuid))
       order by k.due_on, k.id limit $${at}`,
      params,
    );
    const last = found[limit - 1];
    const nextCursor = found.length > limit && last ? writeCursor(last.dueOn, last.id) : null;
    return { nodes: found.slice(0, limit), total: (await total)[0]?.total ?? 0, nextCursor };
  }
}
