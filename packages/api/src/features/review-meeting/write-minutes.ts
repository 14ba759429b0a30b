import type { UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { tallyOf } from './item-tally.js';
import { declinedTitle } from './minutes-declined.js';
import { aboutOf, outcomeOf } from './minutes-outcome.js';
import type { AgendaItemRecord, ReviewMeetingRecord } from './review-meeting.entity.js';

export interface MinutesPersonRow {
  name: string;
  title: Bilingual;
  /** The member in whose place he sat. */
  standsFor?: string | null;
}

export interface MinutesItemRow {
  position: number;
  title: Bilingual;
  about: Bilingual;
  /** Who presided in place of the chair. */
  presider?: MinutesPersonRow | null;
  outcome: string;
  resolution: Bilingual;
  reason: string | null;
  /** Missing in minutes of before questions were recorded. */
  questions?: { name: string; text: string; answers: { name: string; text: string }[] }[];
  opinions: { name: string; stance: string; text: string }[];
  /** Missing in minutes of before there were secret votes. */
  secret?: boolean;
  recusals?: { name: string; ground: string; reason: string }[];
  /** Missing in minutes of before there were closed parts; who heard it reads it. */
  closedPart?: boolean;
  insiderIds?: string[];
  /** `count` is missing in minutes of before there were secret votes. */
  votes: { choice: string; names: string[]; count?: number }[];
  decisions: Bilingual[];
  tasks: Bilingual[];
}

export interface MinutesRow {
  number: string;
  title: Bilingual;
  openedAt: string;
  closedAt: string;
  place: string;
  /** Why it was an emergency session; missing in minutes of ordinary meetings. */
  emergency?: string;
  chair: MinutesPersonRow;
  present: MinutesPersonRow[];
  absent: MinutesPersonRow[];
  /** Missing in minutes of before meetings could be paused. */
  pauses?: { reason: string; from: string; to: string }[];
  items: MinutesItemRow[];
}

interface MemberRow {
  staffId: string;
  name: string;
  titleZh: string;
  titleEn: string;
  present: boolean;
  standsFor: string | null;
  standsForId: string | null;
}

const CHOICES = ['for', 'against', 'abstain'] as const;

/** The minutes of a closed meeting, from what happened; written once and never changed (R8). */
export async function writeMinutes(
  unit: UnitOfWork,
  meeting: ReviewMeetingRecord,
  items: readonly AgendaItemRecord[],
): Promise<MinutesRow> {
  const members = await unit.sql<MemberRow>(
    `select s.id as "staffId", s.name, s.title_zh as "titleZh", s.title_en as "titleEn", m.present,
            o.name as "standsFor", m.stands_for as "standsForId"
       from meeting_member m join staff s on s.id = m.staff_id left join staff o on o.id = m.stands_for
      where m.meeting_id = $1 order by m.role, s.department_code nulls first, s.name`,
    [meeting.id],
  );
  const others = members.filter(({ staffId }) => staffId !== meeting.chairId);
  const written: MinutesItemRow[] = [];
  for (const item of items) written.push(await writeItem(unit, item, members));
  return {
    number: meeting.number,
    title: { zh: `${meeting.title}纪要`, en: `Minutes: ${meeting.title}` },
    openedAt: (meeting.openedAt ?? meeting.scheduledAt).toISOString(),
    closedAt: (meeting.closedAt ?? new Date()).toISOString(),
    place: meeting.place,
    ...(meeting.emergencyReason && { emergency: meeting.emergencyReason }),
    chair: person(members.find(({ staffId }) => staffId === meeting.chairId) as MemberRow),
    present: others.filter((member) => member.present).map(person),
    absent: others.filter((member) => !member.present).map(person),
    pauses: await pausesOf(unit, meeting.id),
    items: written,
  };
}

/**
 * Minutes as somebody reads them who was, or was not, in the room: of a closed part whoever was not is told the
 * resolution alone.
 */
export function toldTo(staffId: string, minutes: MinutesRow): MinutesRow {
  const items = minutes.items.map((item) =>
    item.closedPart && !item.insiderIds?.includes(staffId)
      ? { ...item, about: CLOSED, reason: null, questions: [], opinions: [], recusals: [], votes: [] }
      : item,
  );
  return { ...minutes, items };
}

const CLOSED: Bilingual = {
  zh: '闭门讨论，内容只告知到会且不回避的成员。',
  en: 'Discussed behind closed doors; told to those alone who were in the room and did not stand aside.',
};

async function pausesOf(unit: UnitOfWork, meetingId: string): Promise<MinutesRow['pauses']> {
  const pauses = await unit.sql<{ reason: string; from: string; to: string }>(
    'select reason, paused_at as "from", resumed_at as "to" from meeting_pause where meeting_id = $1 order by paused_at',
    [meetingId],
  );
  return pauses.map(({ reason, from, to }) => ({
    reason,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  }));
}

function person({ name, titleZh, titleEn, standsFor }: MemberRow): MinutesPersonRow {
  return { name, title: { zh: titleZh, en: titleEn }, ...(standsFor && { standsFor }) };
}

async function writeItem(
  unit: UnitOfWork,
  item: AgendaItemRecord,
  members: readonly MemberRow[],
): Promise<MinutesItemRow> {
  const opinions = await unit.sql<{ name: string; stance: string; text: string }>(
    'select s.name, o.stance, o.text from opinion o join staff s on s.id = o.staff_id where o.agenda_item_id = $1 order by o.at',
    [item.id],
  );
  const recusals = await unit.sql<{ staffId: string; name: string; ground: string; reason: string }>(
    `select r.staff_id as "staffId", s.name, r.ground, r.reason from item_recusal r join staff s on s.id = r.staff_id
      where r.agenda_item_id = $1 order by r.at`,
    [item.id],
  );
  const entitled = members.filter(
    (one) => one.present && !recusals.some(({ staffId }) => staffId === one.staffId || staffId === one.standsForId),
  );
  const presider = members.find(({ staffId }) => staffId === item.presiderId);
  return {
    position: item.position,
    title: await titleOf(unit, item),
    about: await aboutOf(unit, item),
    presider: presider ? person(presider) : null,
    outcome: item.status,
    questions: await questionsOf(unit, item),
    opinions,
    secret: item.ballot === 'secret',
    closedPart: item.closedPartAt !== null,
    insiderIds: item.closedPartAt ? entitled.map(({ staffId }) => staffId) : [],
    recusals: recusals.map(({ name, ground, reason }) => ({ name, ground, reason })),
    votes: await votesOf(unit, item, entitled),
    ...(await outcomeOf(unit, item)),
  };
}

/** Who voted how, or of a secret vote how many did. `entitled` were in the room and might vote. */
async function votesOf(
  unit: UnitOfWork,
  item: AgendaItemRecord,
  entitled: readonly MemberRow[],
): Promise<MinutesItemRow['votes']> {
  const cast = await unit.sql<{ staffId: string; name: string; choice: string | null }>(
    'select s.id as "staffId", s.name, v.choice from vote v join staff s on s.id = v.staff_id where v.agenda_item_id = $1 order by v.at',
    [item.id],
  );
  if (cast.length === 0) return [];
  const voters = new Set(cast.map(({ staffId }) => staffId));
  const silent = entitled.filter(({ staffId }) => !voters.has(staffId)).map(({ name }) => name);
  const result = await tallyOf(unit, item.id);
  // A secret vote that was not counted, its item being put off, tells no more than who voted.
  const byChoice = CHOICES.map((choice) => {
    const names = cast.filter((vote) => vote.choice === choice).map(({ name }) => name);
    return { choice, names, count: result[choice] };
  });
  const all = [...byChoice, { choice: 'none', names: silent, count: silent.length }];
  return all.filter(({ count }) => count > 0);
}

async function questionsOf(unit: UnitOfWork, item: AgendaItemRecord): Promise<MinutesItemRow['questions']> {
  return unit.sql(
    `select s.name, q.text, coalesce(
       (select json_agg(json_build_object('name', r.name, 'text', a.text) order by a.at, a.id)
          from item_answer a join staff r on r.id = a.staff_id where a.question_id = q.id), '[]') as answers
       from item_question q join staff s on s.id = q.staff_id where q.agenda_item_id = $1 order by q.at, q.id`,
    [item.id],
  );
}

async function titleOf(unit: UnitOfWork, item: AgendaItemRecord): Promise<Bilingual> {
  if (item.batchId) {
    const [batch] = await unit.sql<{ number: string; title: string }>('select number, title from batch where id = $1', [
      item.batchId,
    ]);
    return {
      zh: `批次 ${batch?.number ?? ''} ${batch?.title ?? ''}`,
      en: `Batch ${batch?.number ?? ''} ${batch?.title ?? ''}`,
    };
  }
  if (item.packageItemId) return declinedTitle(unit, item.packageItemId);
  const [file] = await unit.sql<{ number: string; name: string }>(
    'select c.number, p.name from case_file c join person p on p.id = c.beneficiary_id where c.id = $1',
    [item.caseId],
  );
  return { zh: `个案 ${file?.number ?? ''} ${file?.name ?? ''}`, en: `Case ${file?.number ?? ''} ${file?.name ?? ''}` };
}
