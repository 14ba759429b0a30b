import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import { reviewCommittee } from './item-tally.js';
import {
  type AgendaItemRow,
  type AnswerRow,
  ITEM,
  MEETING,
  type MeetingRow,
  type MemberRow,
  type OpinionRow,
  type QuestionRow,
  type RecusalRow,
  readAnswers,
  readMembers,
  readOpinions,
  readQuestions,
  readRecusals,
  readVotes,
  type VoteRow,
} from './meeting-rows.js';
import { type ProposedRecusalRow, readProposedRecusals } from './proposed-recusals.js';

const MEETING_FIELDS: Record<string, AccessField> = {
  chairId: { sql: 'm.chair_id' },
  memberIds: { sql: 'array(select staff_id::text from meeting_member x where x.meeting_id = m.id)', array: true },
};

export class MeetingReader {
  readonly itemsOfMeeting: DataLoader<string, AgendaItemRow[]>;
  readonly itemsOfCase: DataLoader<string, AgendaItemRow[]>;
  readonly itemsOfBatch: DataLoader<string, AgendaItemRow[]>;
  readonly item: DataLoader<string, AgendaItemRow | undefined>;
  readonly members: DataLoader<string, MemberRow[]>;
  readonly opinions: DataLoader<string, OpinionRow[]>;
  readonly votes: DataLoader<string, VoteRow[]>;
  readonly recusals: DataLoader<string, RecusalRow[]>;
  readonly proposedRecusals: DataLoader<string, ProposedRecusalRow[]>;
  readonly questions: DataLoader<string, QuestionRow[]>;
  readonly answers: DataLoader<string, AnswerRow[]>;

  constructor(private readonly context: Context) {
    const { pool } = context.database;
    this.itemsOfMeeting = new DataLoader(async (ids) =>
      grouped(ids, await this.items('i.meeting_id', ids), (row) => row.meetingId),
    );
    this.itemsOfCase = new DataLoader(async (ids) =>
      grouped(ids, await this.items('i.case_id', ids), (row) => row.caseId ?? ''),
    );
    this.itemsOfBatch = new DataLoader(async (ids) =>
      grouped(ids, await this.items('i.batch_id', ids), (row) => row.batchId ?? ''),
    );
    this.item = new DataLoader(async (ids) => byKey(ids, await this.items('i.id', ids), (row) => row.id));
    this.members = new DataLoader(async (ids) => grouped(ids, await readMembers(pool, ids), (row) => row.meetingId));
    this.opinions = new DataLoader(async (ids) => grouped(ids, await readOpinions(pool, ids), (row) => row.itemId));
    this.votes = new DataLoader(async (ids) => grouped(ids, await readVotes(pool, ids), (row) => row.itemId));
    this.recusals = new DataLoader(async (ids) => grouped(ids, await readRecusals(pool, ids), (row) => row.itemId));
    this.proposedRecusals = new DataLoader(async (ids) =>
      grouped(
        ids,
        await readProposedRecusals(pool, ids, reviewCommittee(context.county).recusalGrounds),
        (row) => row.itemId,
      ),
    );
    this.questions = new DataLoader(async (ids) => grouped(ids, await readQuestions(pool, ids), (row) => row.itemId));
    this.answers = new DataLoader(async (ids) => grouped(ids, await readAnswers(pool, ids), (row) => row.questionId));
  }

  async meetings(status: string | null): Promise<MeetingRow[]> {
    const params: unknown[] = [status];
    const access = accessSql(this.context.ability, 'read', 'Meeting', MEETING_FIELDS, params);
    return rows<MeetingRow>(
      this.context.database.pool,
      `select ${MEETING} from review_meeting m where ($1::text is null or m.status = $1) and ${access} order by m.scheduled_at desc, m.id`,
      params,
    );
  }

  async find(id: string): Promise<MeetingRow | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const access = accessSql(this.context.ability, 'read', 'Meeting', MEETING_FIELDS, params);
    const [row] = await rows<MeetingRow>(
      this.context.database.pool,
      `select ${MEETING} from review_meeting m where m.id = $1 and ${access}`,
      params,
    );
    return row;
  }

  private async items(column: string, ids: readonly string[]): Promise<AgendaItemRow[]> {
    const params: unknown[] = [ids.filter(isUuid)];
    const access = accessSql(this.context.ability, 'read', 'AgendaItem', MEETING_FIELDS, params);
    return rows<AgendaItemRow>(
      this.context.database.pool,
      `select ${ITEM} from agenda_item i join review_meeting m on m.id = i.meeting_id
        where ${column} = any($1) and i.status <> 'withdrawn' and ${access} order by i.position`,
      params,
    );
  }
}
