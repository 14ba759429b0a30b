import type { UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { outcomeOf } from './minutes-outcome.js';
import type { AgendaItemRecord, ReviewMeetingRecord } from './review-meeting.entity.js';

export interface MinutesItemRow {
  position: number;
  title: Bilingual;
  outcome: string;
  reason: string | null;
  opinions: string[];
  votes: string;
  decisions: Bilingual[];
  tasks: Bilingual[];
}

export interface MinutesRow {
  number: string;
  title: Bilingual;
  openedAt: string;
  closedAt: string;
  place: string;
  present: string[];
  absent: string[];
  items: MinutesItemRow[];
}

const STANCES: Record<string, string> = { support: '同意', oppose: '不同意', neutral: '保留' };
const CHOICES: Record<string, string> = { for: '赞成', against: '反对', abstain: '弃权' };

/** The minutes of a closed meeting, from what happened; written once and never changed (R8). */
export async function writeMinutes(
  unit: UnitOfWork,
  meeting: ReviewMeetingRecord,
  items: readonly AgendaItemRecord[],
): Promise<MinutesRow> {
  const members = await unit.sql<{ name: string; titleZh: string; present: boolean }>(
    `select s.name, s.title_zh as "titleZh", m.present from meeting_member m join staff s on s.id = m.staff_id
      where m.meeting_id = $1 order by m.role, s.department_code nulls first, s.name`,
    [meeting.id],
  );
  const named = (present: boolean) =>
    members.filter((member) => member.present === present).map((member) => `${member.name}(${member.titleZh})`);
  const written: MinutesItemRow[] = [];
  for (const item of items) written.push(await writeItem(unit, item));
  return {
    number: meeting.number,
    title: { zh: `${meeting.title}纪要`, en: `Minutes: ${meeting.title}` },
    openedAt: (meeting.openedAt ?? meeting.scheduledAt).toISOString(),
    closedAt: (meeting.closedAt ?? new Date()).toISOString(),
    place: meeting.place,
    present: named(true),
    absent: named(false),
    items: written,
  };
}

async function writeItem(unit: UnitOfWork, item: AgendaItemRecord): Promise<MinutesItemRow> {
  const opinions = await unit.sql<{ name: string; stance: string; text: string }>(
    'select s.name, o.stance, o.text from opinion o join staff s on s.id = o.staff_id where o.agenda_item_id = $1 order by o.at',
    [item.id],
  );
  const votes = await unit.sql<{ name: string; choice: string }>(
    'select s.name, v.choice from vote v join staff s on s.id = v.staff_id where v.agenda_item_id = $1 order by v.at',
    [item.id],
  );
  const byChoice = Object.entries(CHOICES).map(([choice, label]) => {
    const names = votes.filter((vote) => vote.choice === choice).map((vote) => vote.name);
    return `${label} ${names.length}${names.length ? `(${names.join('、')})` : ''}`;
  });
  return {
    position: item.position,
    title: await titleOf(unit, item),
    outcome: item.status,
    reason: item.reason ?? null,
    opinions: opinions.map(
      (opinion) => `${opinion.name}(${STANCES[opinion.stance] ?? opinion.stance}):${opinion.text}`,
    ),
    votes: byChoice.join(','),
    ...(await outcomeOf(unit, item)),
  };
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
  const [file] = await unit.sql<{ number: string; name: string }>(
    'select c.number, p.name from case_file c join person p on p.id = c.beneficiary_id where c.id = $1',
    [item.caseId],
  );
  return { zh: `个案 ${file?.number ?? ''} ${file?.name ?? ''}`, en: `Case ${file?.number ?? ''} ${file?.name ?? ''}` };
}
