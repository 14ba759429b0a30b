import { subject } from '@casl/ability';
import { findLine, lockLines } from '../../ledger/ledger.js';
import { assertCan, assertTransition } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { dueDay } from '../../platform/deadlines.js';
import { type Failure, notFound, wrongState } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { takeUpDeclined } from '../declined-item/return-to-department.js';
import { commitApplications, lockApplications } from '../department-decision/commit-applications.js';
import { decidePackageItem } from '../department-decision/decide-package-item.js';
import { LONGEST_REASON } from '../department-decision/decision-input.js';
import { reviewCommittee } from '../review-meeting/item-tally.js';
import { addTask } from '../task/add-task.js';
import { type Called, noLongerEntitled } from './no-longer-entitled.js';
import type { TakeInNextInput } from './waiting.inputs.js';
import { waitingSql } from './waiting-line.js';

interface Place {
  programCode: string;
  departmentCode: string;
  year: number;
}

interface First extends Called, Place {
  /** `application:` or `item:` with its id. */
  id: string;
  position: number;
  canBeServed: boolean;
  since: string;
  urgent: boolean;
  status: string;
  /** Of the application, for the applicant. */
  number: string | null;
  batchNumber: string | null;
}

const PLACES: Record<string, string> = {
  application: `select a.program_code as "programCode", a.department_code as "departmentCode",
      extract(year from b.decision_date)::int as year
    from application a join batch b on b.id = a.batch_id where a.id = $1 for update of b`,
  item: `select i.program_code as "programCode", i.department_code as "departmentCode",
      extract(year from k.decision_date)::int as year
    from package_item i join aid_package k on k.id = i.package_id join case_file c on c.id = k.case_id
    where i.id = $1 for update of c`,
};

const FIRST_LINE = `w.id, w.position, w.can_be_served as "canBeServed", w.program_code as "programCode",
  w.department_code as "departmentCode", w.needed_fen as "neededFen", w.household_id as "householdId",
  w.person_id as "personId", w.case_id as "caseId", w.since, w.urgent, i.package_id as "packageId",
  coalesce(a.status, i.status) as status, a.number, b.number as "batchNumber"`;

/**
 * A department takes in who is next in the line of its program, over money or a place that came back (R4, R28). He is
 * judged again by what is known today: he is served, or passed over with the reason, and the next one's turn has come. One
 * place goes to one: the line of the budget is locked, and the order is read again under the lock. Throws NotFound,
 * NotAllowed, WrongState (gone, not first, nothing free), BudgetExceeded.
 */
export async function takeInNext(unit: UnitOfWork, input: TakeInNextInput): Promise<CommandResult> {
  const place = await lockPlace(unit, input.entryId);
  const entry = await firstInLine(unit, input.entryId, place);
  const day = [today(), `${place.year}-12-31`].sort()[0] as string;
  const why = await noLongerEntitled(unit, entry, day);
  await (why ? passOver(unit, entry, why, input.key) : takeIn(unit, entry, day, input.key));
  const [kind, recordId] = entry.id.split(':');
  const [made] = await unit.sql<{ id: string }>(
    `insert into waiting_call (application_id, package_item_id, program_code, department_code, year, amount_fen, since,
       urgent, outcome, reason_zh, reason_en, called_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
    [
      kind === 'application' ? recordId : null,
      kind === 'item' ? recordId : null,
      entry.programCode,
      entry.departmentCode,
      place.year,
      entry.neededFen,
      entry.since,
      entry.urgent,
      why ? 'passed_over' : 'taken_in',
      why?.zh ?? null,
      why?.en ?? null,
      unit.actor.staffId,
    ],
  );
  await unit.sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
     where origin = 'waiting_offer:' || $1 and status = 'open'`,
    [entry.id, unit.actor.staffId],
  );
  return { type: 'WaitingCall', id: (made as { id: string }).id };
}

/** Locks the batch or case of the entry and then the line of its program, in the order in which departments that decide do. */
async function lockPlace(unit: UnitOfWork, entryId: string): Promise<Place> {
  const [kind = '', id = ''] = entryId.split(':');
  const lock = PLACES[kind];
  const [place] = lock && isUuid(id) ? await unit.sql<Place>(lock, [id]) : [];
  if (!place || !unit.ability.can('read', subject('WaitingEntry', { ...place }) as never)) {
    throw notFound({ zh: '候补', en: 'waiting entry' });
  }
  assertCan(unit, 'take_in', 'WaitingEntry', place);
  const line = await findLine(unit.sql, place.programCode, place.year);
  if (line) await lockLines(unit.sql, [line.id]);
  return place;
}

async function firstInLine(unit: UnitOfWork, entryId: string, { year }: Place): Promise<First> {
  const [entry] = await unit.sql<First>(
    `select ${FIRST_LINE} from (${waitingSql(reviewCommittee(unit.county).unmetNeed)}) w
     left join application a on w.id = 'application:' || a.id left join batch b on b.id = a.batch_id
     left join package_item i on w.id = 'item:' || i.id where w.id = $2`,
    [year, entryId],
  );
  if (!entry)
    throw notNow(
      'gone',
      '该候补已经办理，或不再等候。请刷新查看下一位。',
      'This entry was served or waits no longer. Reload to see who is next.',
    );
  if (entry.position !== 1) {
    const { position } = entry;
    throw notNow(
      entry.status,
      `现排第 ${position} 位，须先办理排在前面的人。`,
      `Number ${position} in the line; serve those before first.`,
    );
  }
  if (entry.canBeServed) return { ...entry, year };
  throw notNow(
    entry.status,
    '名额或资金又已用完，请等有退回时再办。',
    'The place or the money is used up again; wait until something comes back.',
  );
}

function notNow(status: string, zh: string, en: string): Failure {
  return wrongState(status, { zh, en });
}

const NOT_WAITING: Bilingual = { zh: '该申请不在候补。', en: 'This application does not wait.' };

async function takeIn(unit: UnitOfWork, entry: First, on: string, key: string): Promise<void> {
  const id = entry.id.split(':')[1] as string;
  if (entry.batchNumber === null) {
    if (entry.status === 'declined') await takeUpDeclined(unit, id, on);
    await decidePackageItem(unit, { key, packageItemId: id, outcome: 'confirmed' });
    return;
  }
  assertTransition('Application', entry.status, 'take_in', NOT_WAITING);
  const [application] = await lockApplications(unit.sql, 'a.id = $1', [id]);
  if (!application) throw new Error(`No application ${id}`);
  await commitApplications(unit, [application], { number: entry.batchNumber, year: entry.year, on, key });
  await unit.sql('update application set reason_zh = null, reason_en = null where id = $1', [id]);
  await tell(unit, entry, {
    zh: `申请 ${entry.number}：已由候补转为救助，请告知本人`,
    en: `Application ${entry.number}: served from the waiting list. Tell the applicant`,
  });
}

async function passOver(unit: UnitOfWork, entry: First, why: Bilingual, key: string): Promise<void> {
  const id = entry.id.split(':')[1] as string;
  if (entry.batchNumber === null) {
    if (entry.status === 'declined') return;
    const reason = [...`轮到时复核：${why.zh}`].slice(0, LONGEST_REASON).join('');
    await decidePackageItem(unit, { key, packageItemId: id, outcome: 'declined', reason });
    return;
  }
  const status = assertTransition('Application', entry.status, 'exclude', NOT_WAITING);
  await unit.sql(
    'update application set status = $2, reason_zh = $3, reason_en = $4, version = version + 1 where id = $1',
    [id, status, why.zh, why.en],
  );
  await tell(unit, entry, {
    zh: `申请 ${entry.number}：轮到时复核不再符合条件，请告知本人和理由`,
    en: `Application ${entry.number}: no longer entitled when its turn came. Tell the applicant why`,
  });
}

function tell(unit: UnitOfWork, { id, departmentCode }: First, words: Bilingual): Promise<void> {
  return addTask(unit.sql, {
    kind: 'waiting_notice',
    ...words,
    applicationId: id.split(':')[1],
    departmentCode,
    dueOn: dueDay(unit.county, 'DL_REFUSAL_NOTICE'),
    origin: `waiting_call:${id}`,
  });
}
