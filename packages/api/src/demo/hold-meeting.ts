import { decidePackageItem } from '../features/department-decision/decide-package-item.js';
import { adoptItem, refuseItem } from '../features/review-meeting/decide-item.js';
import { planMeeting } from '../features/review-meeting/plan-meeting.js';
import { closeMeeting, openMeeting, takeItem } from '../features/review-meeting/run-meeting.js';
import { castVote, recordOpinion } from '../features/review-meeting/speak-and-vote.js';
import { findLine, payFunds } from '../ledger/ledger.js';
import { addDays, isWorkingDay } from '../platform/calendar.js';
import type { UnitOfWork } from '../platform/run-command.js';
import type { Ending } from './case-stories.js';
import type { Casework } from './casework.js';

export interface AgendaCase {
  caseId: string;
  ending: Ending;
  step: string;
}

const COMMITTEE = ['mca', 'mia', 'rc', 'dpf', 'edu'].map((code) => `member-${code}`);
const CONSENT = ['情况属实，同意按方案救助。', '材料齐全，同意。', '与本部门掌握的情况一致，同意。'];
const REFUSAL = '经多部门核对，收入已超过该项救助的规定标准';

/** The day itself when people work then, else the next working day. */
export function meetingDay(day: string): string {
  return isWorkingDay(day) ? day : meetingDay(addDays(day, 1));
}

async function plan(work: Casework, step: string, day: string, cases: readonly AgendaCase[]): Promise<string> {
  const memberIds: string[] = [];
  for (const username of COMMITTEE) memberIds.push((await work.actor(username)).staffId);
  return work.act(
    'chair',
    step,
    {
      title: `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月综合研判会`,
      scheduledAt: `${day} 09:00`,
      place: '融救助中心会议室',
      memberIds,
      caseIds: cases.map((one) => one.caseId),
      batchIds: [],
    },
    planMeeting,
  );
}

/** Puts cases on the agenda of a meeting that is still to come. */
export async function planAhead(
  work: Casework,
  step: string,
  day: string,
  cases: readonly AgendaCase[],
): Promise<void> {
  await plan(work, step, day, cases);
}

/** Holds a meeting from opening to minutes; then the departments decide their items. */
export async function holdMeeting(
  work: Casework,
  step: string,
  day: string,
  cases: readonly AgendaCase[],
): Promise<void> {
  const meetingId = await plan(work, step, day, cases);
  const { opened, closed } = await work.row<{ opened: Date; closed: Date }>(
    `select scheduled_at as opened, scheduled_at + interval '100 minutes' as closed from review_meeting where id = $1`,
    [meetingId],
  );
  // It was held when it was planned, not while the demo county was loaded.
  const open = { meetingId, expectedVersion: 1 };
  const opening: typeof openMeeting = (unit, input) => openMeeting(unit, input, opened);
  await work.act('chair', `${step}:open`, open, opening, 'openMeeting');
  for (const one of cases) await discuss(work, one, meetingId);
  const close = { meetingId, expectedVersion: 2 };
  const closing: typeof closeMeeting = (unit, input) => closeMeeting(unit, input, closed);
  await work.act('chair', `${step}:close`, close, closing, 'closeMeeting');
  for (const one of cases) if (one.ending !== 'refused') await decide(work, one, day);
}

async function discuss(work: Casework, { caseId, ending, step }: AgendaCase, meetingId: string): Promise<void> {
  const { id: itemId, subjectVersion } = await work.row<{ id: string; subjectVersion: number }>(
    `select i.id, coalesce(k.version, 0) as "subjectVersion" from agenda_item i
       left join aid_package k on k.case_id = i.case_id where i.meeting_id = $1 and i.case_id = $2`,
    [meetingId, caseId],
  );
  await work.act('chair', `${step}:take`, { itemId, expectedVersion: 1 }, takeItem);
  const refused = ending === 'refused';
  for (const [index, username] of COMMITTEE.slice(0, 3).entries()) {
    const outvoted = refused && index === 2;
    const stance = refused ? (outvoted ? 'neutral' : 'oppose') : 'support';
    const text = outvoted
      ? '家庭确有困难，建议通过其他渠道帮扶。'
      : refused
        ? `${REFUSAL}。`
        : (CONSENT[index] as string);
    await work.act(username, `${step}:opinion:${username}`, { itemId, stance, text }, recordOpinion);
  }
  for (const [index, username] of COMMITTEE.entries()) {
    const choice = index === COMMITTEE.length - 1 ? 'abstain' : refused ? 'against' : 'for';
    await work.act(username, `${step}:vote:${username}`, { itemId, subjectVersion, choice }, castVote);
  }
  const decision = { itemId, expectedVersion: 2 };
  if (refused) await work.act('chair', `${step}:decision`, { ...decision, reason: REFUSAL }, refuseItem);
  else await work.act('chair', `${step}:decision`, decision, adoptItem);
}

interface ItemToDecide {
  id: string;
  departmentCode: string;
  programCode: string;
  amountFen: number | null;
  planOnly: boolean;
  hold: string;
}

/** Departments confirm and send their money; the last one has not decided yet, or declines, as the case goes. */
async function decide(work: Casework, { caseId, ending, step }: AgendaCase, day: string): Promise<void> {
  const items = await work.sql<ItemToDecide>(
    `select i.id, i.department_code as "departmentCode", i.program_code as "programCode", i.amount_fen as "amountFen",
            i.plan_only as "planOnly", i.hold
       from package_item i join aid_package k on k.id = i.package_id where k.case_id = $1 order by i.position`,
    [caseId],
  );
  for (const [index, item] of items.entries()) {
    const last = index === items.length - 1;
    // Without money he waits: nobody declines whom the rules entitle.
    if (item.hold === 'short' || (last && ending === 'partly')) continue;
    const username = `manager-${item.departmentCode.toLowerCase()}`;
    const outcome = last && ending === 'declined' ? 'declined' : 'confirmed';
    const reason = outcome === 'declined' ? '本年度已按同一政策给予补助，不重复享受' : null;
    const input = { packageItemId: item.id, outcome, reason };
    await work.act(username, `${step}:decide:${item.programCode}`, input, decidePackageItem);
    if (outcome === 'confirmed' && ending === 'settled' && !item.planOnly && item.amountFen) {
      await pay(work, username, step, caseId, { ...item, amountFen: item.amountFen }, addDays(day, 3));
    }
  }
}

/** The department sends what it confirmed: of a monthly allowance the first month. */
async function pay(
  work: Casework,
  username: string,
  step: string,
  caseId: string,
  item: ItemToDecide & { amountFen: number },
  on: string,
): Promise<void> {
  const recordPayment = async (unit: UnitOfWork) => {
    const line = await findLine(unit.sql, item.programCode, Number(on.slice(0, 4)));
    const [file] = await unit.sql<{ householdId: string; personId: string; townshipCode: string }>(
      `select household_id as "householdId", beneficiary_id as "personId", township_code as "townshipCode"
         from case_file where id = $1`,
      [caseId],
    );
    if (!line) throw new Error(`No budget line of ${item.programCode} on ${on}`);
    await payFunds(unit.sql, {
      key: `item:${item.id}:pay`,
      lineId: line.id,
      fen: item.amountFen,
      reason: 'paid',
      refs: { ...file, caseId, packageItemId: item.id },
      on,
      actorId: unit.actor.staffId,
    });
    await unit.sql(
      `update payment_due d set status = 'paid', paid_on = $2 from payment_schedule s join aid_record a on a.id = s.aid_record_id
       where d.schedule_id = s.id and a.package_item_id = $1`,
      [item.id, on],
    );
    return { type: 'PackageItem', id: item.id };
  };
  await work.act(username, `${step}:pay:${item.programCode}`, { itemId: item.id }, recordPayment);
}
