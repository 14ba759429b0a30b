import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import type { MinutesRow } from './write-minutes.js';

export interface MeetingRow {
  id: string;
  number: string;
  version: number;
  title: string;
  scheduledAt: Date;
  place: string;
  status: string;
  chairId: string;
  openedAt: Date | null;
  closedAt: Date | null;
  minutes: MinutesRow | null;
}

export interface AgendaItemRow {
  id: string;
  version: number;
  position: number;
  kind: string;
  status: string;
  meetingId: string;
  caseId: string | null;
  batchId: string | null;
  subjectVersion: number;
  /** A package with items, or a batch with applications. */
  adoptable: boolean;
  reason: string | null;
  decidedAt: Date | null;
  chairId: string;
  meetingStatus: string;
}

export interface MemberRow {
  meetingId: string;
  staffId: string;
  role: string;
  present: boolean;
}

export interface OpinionRow {
  id: string;
  itemId: string;
  staffId: string;
  stance: string;
  text: string;
  recordedBy: string;
  at: Date;
}

export interface VoteRow {
  itemId: string;
  staffId: string;
  choice: string;
  recordedBy: string;
  at: Date;
}

const MEETING_FIELDS: Record<string, AccessField> = {
  chairId: { sql: 'm.chair_id' },
  memberIds: { sql: 'array(select staff_id::text from meeting_member x where x.meeting_id = m.id)', array: true },
};

const MEETING = `m.id, m.number, m.version, m.title, m.scheduled_at as "scheduledAt", m.place, m.status,
  m.chair_id as "chairId", m.opened_at as "openedAt", m.closed_at as "closedAt", m.minutes`;

const ITEM = `i.id, i.version, i.position, i.kind, i.status, i.meeting_id as "meetingId", i.case_id as "caseId",
  i.batch_id as "batchId", coalesce((select k.version from aid_package k where k.case_id = i.case_id),
  (select b.version from batch b where b.id = i.batch_id), 0) as "subjectVersion",
  (exists (select 1 from package_item p join aid_package k on k.id = p.package_id where k.case_id = i.case_id)
    or exists (select 1 from application a where a.batch_id = i.batch_id)) as "adoptable", i.reason, i.decided_at as "decidedAt", m.chair_id as "chairId", m.status as "meetingStatus"`;

export class MeetingReader {
  readonly itemsOfMeeting: DataLoader<string, AgendaItemRow[]>;
  readonly itemsOfCase: DataLoader<string, AgendaItemRow[]>;
  readonly itemsOfBatch: DataLoader<string, AgendaItemRow[]>;
  readonly item: DataLoader<string, AgendaItemRow | undefined>;
  readonly members: DataLoader<string, MemberRow[]>;
  readonly opinions: DataLoader<string, OpinionRow[]>;
  readonly votes: DataLoader<string, VoteRow[]>;

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
    // Members, opinions and votes are reached only from a meeting or an item that the reader may see.
    this.members = new DataLoader(async (ids) =>
      grouped(
        ids,
        await rows<MemberRow>(
          pool,
          `select m.meeting_id as "meetingId", m.staff_id as "staffId", m.role, m.present from meeting_member m
             join staff s on s.id = m.staff_id where m.meeting_id = any($1) order by m.role, s.department_code, s.name`,
          [ids],
        ),
        (row) => row.meetingId,
      ),
    );
    this.opinions = new DataLoader(async (ids) =>
      grouped(
        ids,
        await rows<OpinionRow>(
          pool,
          `select o.id, o.agenda_item_id as "itemId", o.staff_id as "staffId", o.stance, o.text, r.name as "recordedBy", o.at
             from opinion o join staff r on r.id = o.recorded_by where o.agenda_item_id = any($1) order by o.at`,
          [ids],
        ),
        (row) => row.itemId,
      ),
    );
    this.votes = new DataLoader(async (ids) =>
      grouped(
        ids,
        await rows<VoteRow>(
          pool,
          `select v.agenda_item_id as "itemId", v.staff_id as "staffId", v.choice, r.name as "recordedBy", v.at
             from vote v join staff r on r.id = v.recorded_by where v.agenda_item_id = any($1) order by v.at`,
          [ids],
        ),
        (row) => row.itemId,
      ),
    );
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
        where ${column} = any($1) and ${access} order by i.position`,
      params,
    );
  }
}
