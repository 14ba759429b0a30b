import { dayOf, timeOfDay } from '../../platform/clock.js';
import type { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { addTasks } from '../task/add-task.js';
import { reviewCommittee } from './item-tally.js';
import type { PlanMeetingInput } from './review-meeting.inputs.js';

/** Clocks of an office and a server differ. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Why a meeting is an emergency session; null for an ordinary one. A session begins within the committee's minutes of
 * being called, for cases that cannot wait.
 */
export function readEmergency(
  { county }: Pick<UnitOfWork, 'county'>,
  check: InputCheck,
  { emergencyReason, batchIds }: PlanMeetingInput,
  scheduledAt: Date | undefined,
  now = new Date(),
): string | null {
  if (emergencyReason === undefined || emergencyReason === null) return null;
  const reason = check.text('emergencyReason', emergencyReason, { zh: '紧急事由', en: 'reason of the emergency' }, 500);
  const { withinMinutes } = reviewCommittee(county).emergency;
  const ahead = scheduledAt ? scheduledAt.getTime() - now.getTime() : 0;
  if (ahead > withinMinutes * 60_000 || ahead < -CLOCK_SKEW_MS) {
    check.add('scheduledAt', {
      zh: `紧急会议须在 ${withinMinutes} 分钟内召开；不急的请安排普通会议。`,
      en: `An emergency session begins within ${withinMinutes} minutes; plan an ordinary meeting for what can wait.`,
    });
  }
  if (batchIds.length > 0) {
    check.add('batchIds', {
      zh: '紧急会议只研判个案，批次请列入普通会议。',
      en: 'An emergency session reviews cases only; put the batch before an ordinary meeting.',
    });
  }
  return reason ?? null;
}

interface Call {
  meetingId: string;
  scheduledAt: Date;
  place: string;
  reason: string;
  memberIds: readonly string[];
}

/** Tells each member at once: it stands among what he has to do today until the meeting is over. */
export async function callMembers({ sql, actor }: UnitOfWork, call: Call): Promise<void> {
  const { meetingId, scheduledAt, place, reason, memberIds } = call;
  const time = timeOfDay(scheduledAt);
  await addTasks(
    sql,
    memberIds.map((assigneeId) => ({
      kind: 'emergency_meeting',
      zh: `${time} 紧急研判会（${place}，${actor.name}召集）：${reason}`,
      en: `Emergency session at ${time} (${place}, called by ${actor.name}): ${reason}`,
      meetingId,
      assigneeId,
      dueOn: dayOf(scheduledAt),
      origin: `meeting:${meetingId}:called:${assigneeId}`,
    })),
  );
}

/** The meeting is over: nobody is called to it any more. */
export async function dismissMembers({ sql, actor }: UnitOfWork, meetingId: string): Promise<void> {
  await sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
      where meeting_id = $1 and kind = 'emergency_meeting' and status = 'open'`,
    [meetingId, actor.staffId],
  );
}
