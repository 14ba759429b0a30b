import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { invalidInput, notAllowed, wrongState } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { assertNotPaused, type LockedItem, lockItem } from './load-meeting.js';
import type { AgendaItemRecord } from './review-meeting.entity.js';
import type { OpinionInput, SecretVoteInput, VoteInput } from './review-meeting.inputs.js';

export const NOT_NOW = { zh: '该议题当前不在讨论中。', en: 'This item is not under discussion.' };
const NOT_MEMBER = {
  zh: '不是本次研判会成员，不能发表意见或表决。',
  en: 'Not a member of this meeting: no opinion, no vote.',
};

const ABSENT = {
  zh: '该成员未到会，不能代为记录。',
  en: 'This member is not in the room; nothing can be recorded for him.',
};
/** Who is recorded as absent in the minutes cannot have voted. */
export const YOU_ARE_ABSENT = {
  zh: '您被记为未到会，请召集人更正签到后再发言或表决。',
  en: 'You are recorded as absent; ask the chair to correct the attendance, then speak or vote.',
};

/** Of a member and whoever sits in his place one speaks and votes. */
export const REPLACED = {
  zh: '本次会议已由他人代为参会，不再发言或表决。',
  en: 'Somebody sits in this place at this meeting, and speaks and votes instead.',
};

/** Who stands aside takes no part in the item. */
export const STANDS_ASIDE = {
  zh: '已回避本议题，不参加讨论和表决。',
  en: 'Stands aside from this item: no word and no vote on it.',
};

/** Whose opinion or vote it is: one's own, or that of a member in the room whom the chair records. */
export async function speakerOf(
  unit: UnitOfWork,
  { item, meeting, members, access }: LockedItem,
  staffId: string | null | undefined,
  action: 'speak' | 'vote',
): Promise<string> {
  const speaker = staffId ?? unit.actor.staffId;
  const member = members.find(({ staffId: id }) => id === speaker);
  if (!member) throw notAllowed(NOT_MEMBER);
  const own = speaker === unit.actor.staffId;
  if (own) assertCan(unit, action, 'AgendaItem', access);
  else assertCan(unit, 'record_for_others', 'AgendaItem', access);
  if (members.some(({ standsFor }) => standsFor === speaker)) throw notAllowed(REPLACED);
  if (!member.present) throw notAllowed(own ? YOU_ARE_ABSENT : ABSENT);
  const [aside] = await unit.sql('select 1 from item_recusal where agenda_item_id = $1 and staff_id = any($2)', [
    item.id,
    [speaker, member.standsFor],
  ]);
  if (aside) throw notAllowed(STANDS_ASIDE);
  assertNotPaused(meeting);
  return speaker;
}

/** Records an opinion; kept even when outvoted. Throws NotFound, NotAllowed, WrongState, InvalidInput. */
export async function recordOpinion(unit: UnitOfWork, input: OpinionInput): Promise<CommandResult> {
  const loaded = await lockItem(unit, input.itemId);
  const speaker = await speakerOf(unit, loaded, input.staffId, 'speak');
  assertTransition('AgendaItem', loaded.item.status, 'speak', NOT_NOW);
  const check = new InputCheck();
  const text = check.text('text', input.text, { zh: '意见', en: 'opinion' }, 2000);
  if (!['support', 'oppose', 'neutral'].includes(input.stance))
    check.add('stance', { zh: '请选择同意、不同意或保留。', en: 'Choose support, oppose or neutral.' });
  check.done();
  const [opinion] = await unit.sql<{ id: string }>(
    'insert into opinion (agenda_item_id, staff_id, stance, text, recorded_by) values ($1, $2, $3, $4, $5) returning id',
    [loaded.item.id, speaker, input.stance, text, unit.actor.staffId],
  );
  await noteMeetingEvent(unit, {
    kind: 'opinion',
    meetingId: loaded.meeting.id,
    itemId: loaded.item.id,
    staffId: speaker,
    opinionId: (opinion as { id: string }).id,
    stance: input.stance,
  });
  return { type: 'AgendaItem', id: loaded.item.id };
}

/**
 * The version of what an item asks to vote on, standing until the vote is in: composing locks the case first, so it
 * comes wholly before this vote or finds it.
 */
export async function lockSubject(
  unit: UnitOfWork,
  { caseId, batchId, packageItemId }: AgendaItemRecord,
): Promise<{ version: number }> {
  if (caseId) await unit.sql('select 1 from case_file where id = $1 for update', [caseId]);
  if (packageItemId) {
    const [item] = await unit.sql<{ version: number }>('select version from package_item where id = $1', [
      packageItemId,
    ]);
    return item ?? { version: 0 };
  }
  const [subject] = caseId
    ? await unit.sql<{ version: number }>('select version from aid_package where case_id = $1', [caseId])
    : await unit.sql<{ version: number }>('select version from batch where id = $1 for update', [batchId]);
  return subject ?? { version: 0 };
}

const CHOICES = ['for', 'against', 'abstain'];

/**
 * Casts a vote, once a person and item, on the package or batch as the voter saw it. Throws NotFound, NotAllowed,
 * WrongState, InvalidInput, StaleVersion.
 */
export async function castVote(unit: UnitOfWork, input: VoteInput): Promise<CommandResult> {
  const loaded = await lockItem(unit, input.itemId);
  const speaker = await speakerOf(unit, loaded, input.staffId, 'vote');
  assertBallot(loaded.item, 'open');
  checkChoice('choice', input.choice);
  await recordVote(unit, loaded, speaker, input.subjectVersion, input.choice);
  return { type: 'AgendaItem', id: loaded.item.id };
}

/**
 * Casts a vote in secret: kept are that one voted and, apart from it, one more vote of its kind. Nobody votes for another.
 * Throws as castVote does.
 */
export async function castSecretVote(unit: UnitOfWork, input: SecretVoteInput): Promise<CommandResult> {
  const loaded = await lockItem(unit, input.itemId);
  const speaker = await speakerOf(unit, loaded, null, 'vote');
  assertBallot(loaded.item, 'secret');
  checkChoice('secretChoice', input.secretChoice);
  const column = `votes_${input.secretChoice}`;
  await recordVote(unit, loaded, speaker, input.subjectVersion, null, async () => {
    await unit.sql(
      `insert into secret_count (agenda_item_id, ${column}) values ($1, 1)
       on conflict (agenda_item_id) do update set ${column} = secret_count.${column} + 1`,
      [loaded.item.id],
    );
  });
  return { type: 'AgendaItem', id: loaded.item.id };
}

export function assertBallot(item: AgendaItemRecord, ballot: 'open' | 'secret'): void {
  if (item.ballot !== ballot) {
    const message =
      item.ballot === 'secret'
        ? { zh: '本议题为无记名表决，请各自投票。', en: 'This item is voted on in secret, by everybody himself.' }
        : { zh: '本议题为公开表决。', en: 'This item is voted on openly.' };
    throw wrongState(item.status, message);
  }
  if (item.countedAt) throw wrongState(item.status, { zh: '已经计票，不再收票。', en: 'The votes have been counted.' });
}

function checkChoice(path: string, choice: string): void {
  if (CHOICES.includes(choice)) return;
  const message = { zh: '请选择赞成、反对或弃权。', en: 'Choose for, against or abstain.' };
  throw invalidInput([{ path, message }]);
}

async function recordVote(
  unit: UnitOfWork,
  { item, meeting }: LockedItem,
  speaker: string,
  subjectVersion: number,
  choice: string | null,
  count?: () => Promise<void>,
): Promise<void> {
  assertTransition('AgendaItem', item.status, 'vote', NOT_NOW);
  assertVersion(await lockSubject(unit, item), subjectVersion);
  const cast = await unit.sql(
    'insert into vote (agenda_item_id, staff_id, choice, recorded_by) values ($1, $2, $3, $4) on conflict do nothing returning id',
    [item.id, speaker, choice, unit.actor.staffId],
  );
  if (cast.length === 0)
    throw wrongState(item.status, {
      zh: '已经表决过，票一经投出不能更改。',
      en: 'The vote has been cast already and stands.',
    });
  await count?.();
  await noteMeetingEvent(unit, { kind: 'vote', meetingId: meeting.id, itemId: item.id, staffId: speaker });
}
