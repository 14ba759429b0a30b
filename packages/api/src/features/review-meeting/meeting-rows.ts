import type pg from 'pg';
import { rows } from '../../platform/read.js';
import type { MinutesRow } from './write-minutes.js';

export interface MeetingRow {
  id: string;
  number: string;
  version: number;
  title: string;
  scheduledAt: Date;
  place: string;
  /** ordinary or emergency. */
  session: string;
  emergencyReason: string | null;
  status: string;
  /** Why it is paused; null while it is not. */
  pauseReason: string | null;
  chairId: string;
  openedAt: Date | null;
  closedAt: Date | null;
  minutes: MinutesRow | null;
  /** Number of the last event of the meeting; 0 before the first. */
  sequence: number;
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
  /** Of an item that its department declined. */
  packageItemId: string | null;
  subjectVersion: number;
  /** A package with items, or a batch with applications. */
  adoptable: boolean;
  /** Something is decided besides the package: what was paid too much or too little. */
  hasRemedies: boolean;
  reason: string | null;
  decidedAt: Date | null;
  /** open or secret. */
  ballot: string;
  countedAt: Date | null;
  /** Who composed last what has money and places reserved; null when nothing is reserved. */
  holderId: string | null;
  /** Who composed the package, or made the batch. */
  proposerId: string | null;
  /** Who stands aside. */
  recusedIds: string[];
  /** Of a secret vote; told once it is counted. */
  secretCounts: { for: number; against: number; abstain: number } | null;
  /** Whether it is closed to those who are not in the room, or stand aside. */
  closedPart: boolean;
  /** Who hears a closed part. */
  insiderIds: string[];
  chairId: string;
  /** Who presides: the chair, or the deputy where the chair stands aside. */
  presiderId: string;
  meetingStatus: string;
  session: string;
}

export interface MemberRow {
  meetingId: string;
  staffId: string;
  role: string;
  present: boolean;
  /** In whose place he sits. */
  standsFor: string | null;
  /** Numbers of other open meetings in which he is recorded as present. */
  alsoIn: string[];
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
  /** null where the vote is secret. */
  choice: string | null;
  recordedBy: string;
  at: Date;
}

export interface RecusalRow {
  itemId: string;
  staffId: string;
  ground: string;
  reason: string;
}

export interface AnswerRow {
  id: string;
  questionId: string;
  staffId: string;
  text: string;
  at: Date;
}

export interface QuestionRow {
  id: string;
  itemId: string;
  staffId: string;
  text: string;
  at: Date;
}

/** Columns of `review_meeting m`. */
export const MEETING = `m.id, m.number, m.version, m.title, m.scheduled_at as "scheduledAt", m.place, m.session, m.emergency_reason as "emergencyReason", m.status,
  m.chair_id as "chairId", m.opened_at as "openedAt", m.closed_at as "closedAt", m.minutes,
  (select p.reason from meeting_pause p where p.meeting_id = m.id and p.resumed_at is null) as "pauseReason",
  coalesce((select r.sequence from meeting_room r where r.meeting_id = m.id), 0) as "sequence"`;

/** Who stands aside from the item `i`, and whoever would sit in such a member's place. */
const ASIDE = `select r.staff_id::text from item_recusal r where r.agenda_item_id = i.id
  union select x.staff_id::text from item_recusal r
    join meeting_member x on x.stands_for = r.staff_id and x.meeting_id = i.meeting_id where r.agenda_item_id = i.id`;

/** Columns of `agenda_item i join review_meeting m`. */
export const ITEM = `i.id, i.version, i.position, i.kind, i.status, i.meeting_id as "meetingId", i.case_id as "caseId",
  i.batch_id as "batchId", i.package_item_id as "packageItemId", coalesce((select k.version from aid_package k where k.case_id = i.case_id),
  (select b.version from batch b where b.id = i.batch_id), (select p.version from package_item p where p.id = i.package_item_id), 0) as "subjectVersion",
  (i.package_item_id is not null or exists (select 1 from package_item p join aid_package k on k.id = p.package_id where k.case_id = i.case_id)
    or exists (select 1 from application a where a.batch_id = i.batch_id)) as "adoptable",
  exists (select 1 from remedy r where r.case_id = i.case_id and r.status = 'proposed') as "hasRemedies", i.reason, i.decided_at as "decidedAt",
  i.ballot, i.counted_at as "countedAt", coalesce((select k.composed_by from aid_package k where k.case_id = i.case_id),
  (select b.created_by from batch b where b.id = i.batch_id)) as "proposerId",
  (select h.holder_id from item_reservation h where h.agenda_item_id = i.id) as "holderId",
  array(${ASIDE}) as "recusedIds", coalesce(i.presider_id, m.chair_id) as "presiderId",
  i.closed_part_at is not null as "closedPart", array(select x.staff_id::text from meeting_member x
    where x.meeting_id = i.meeting_id and x.present and x.staff_id::text not in (${ASIDE})) as "insiderIds",
  (select json_build_object('for', c.votes_for, 'against', c.votes_against, 'abstain', c.votes_abstain)
     from secret_count c where c.agenda_item_id = i.id) as "secretCounts", m.chair_id as "chairId", m.status as "meetingStatus", m.session`;

// Members, opinions, votes and questions are reached only from a meeting or an item that the reader may see.

export function readMembers(pool: pg.Pool, meetingIds: readonly string[]): Promise<MemberRow[]> {
  return rows(
    pool,
    `select m.meeting_id as "meetingId", m.staff_id as "staffId", m.role, m.present, m.stands_for as "standsFor",
       array(select r.number from meeting_member x join review_meeting r on r.id = x.meeting_id
              where x.staff_id = m.staff_id and x.meeting_id <> m.meeting_id and x.present and r.status in ('open', 'paused')
                and m.present and exists (select from review_meeting o where o.id = m.meeting_id and o.status in ('open', 'paused'))
              order by r.number) as "alsoIn"
       from meeting_member m
       join staff s on s.id = m.staff_id where m.meeting_id = any($1) order by m.role, s.department_code, s.name`,
    [meetingIds],
  );
}

export function readOpinions(pool: pg.Pool, itemIds: readonly string[]): Promise<OpinionRow[]> {
  return rows(
    pool,
    `select o.id, o.agenda_item_id as "itemId", o.staff_id as "staffId", o.stance, o.text, r.name as "recordedBy", o.at
       from opinion o join staff r on r.id = o.recorded_by where o.agenda_item_id = any($1) order by o.at`,
    [itemIds],
  );
}

/** The votes on the items `$1`. */
export const VOTES = `select v.agenda_item_id as "itemId", v.staff_id as "staffId", v.choice, r.name as "recordedBy", v.at
  from vote v join staff r on r.id = v.recorded_by where v.agenda_item_id = any($1) order by v.at`;

export function readVotes(pool: pg.Pool, itemIds: readonly string[]): Promise<VoteRow[]> {
  return rows(pool, VOTES, [itemIds]);
}

export function readRecusals(pool: pg.Pool, itemIds: readonly string[]): Promise<RecusalRow[]> {
  return rows(
    pool,
    `select agenda_item_id as "itemId", staff_id as "staffId", ground, reason from item_recusal
      where agenda_item_id = any($1) order by at, staff_id`,
    [itemIds],
  );
}

export function readQuestions(pool: pg.Pool, itemIds: readonly string[]): Promise<QuestionRow[]> {
  return rows(
    pool,
    `select id, agenda_item_id as "itemId", staff_id as "staffId", text, at from item_question
      where agenda_item_id = any($1) order by at, id`,
    [itemIds],
  );
}

export function readAnswers(pool: pg.Pool, questionIds: readonly string[]): Promise<AnswerRow[]> {
  return rows(
    pool,
    `select id, question_id as "questionId", staff_id as "staffId", text, at from item_answer
      where question_id = any($1) order by at, id`,
    [questionIds],
  );
}
