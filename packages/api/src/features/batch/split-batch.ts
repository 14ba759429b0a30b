import { findLine, holdFunds } from '../../ledger/ledger.js';
import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { invalidInput, notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { addBatchToAgenda } from '../review-meeting/plan-meeting.js';
import type { SplitBatchInput } from './batch.inputs.js';

interface SourceBatch {
  id: string;
  number: string;
  title: string;
  groupCode: string;
  decisionDate: string;
  status: string;
  version: number;
}

interface Moved {
  id: string;
  number: string;
  programCode: string;
  householdId: string;
  personId: string;
  townshipCode: string;
  status: string;
}

/**
 * Takes people out of a batch into one of their own, with a reason: before it is decided, to be voted on singly, on the
 * agenda of the same meeting; afterwards, who waits, to be decided anew over what was returned meanwhile (R28). All that
 * a person has open in the batch goes along. Throws NotFound, NotAllowed, StaleVersion, WrongState, InvalidInput.
 */
export async function splitBatch(unit: UnitOfWork, input: SplitBatchInput): Promise<CommandResult> {
  const batch = await lockBatch(unit, input.batchId);
  assertCan(unit, 'split', 'Batch', batch);
  assertVersion(batch, input.expectedVersion);
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '理由', en: 'reason' });
  check.done();
  const isDecided = ['adopted', 'settled'].includes(batch.status);
  assertTransition('Batch', batch.status, isDecided ? 'call_waiting' : 'split', REFUSED);
  if (!isDecided) await assertNotVotedOn(unit, batch);
  const moved = await lockMoved(unit, batch.id, input.applicationIds, isDecided ? 'waiting' : 'submitted');
  const [made] = await unit.sql<{ id: string }>(
    `insert into batch (number, title, group_code, decision_date, status, created_by, split_from, split_reason)
     values ('PC-' || to_char($3::date, 'YYYY') || '-' || lpad(nextval('batch_number')::text, 4, '0'), $1, $2, $3, 'draft', $4, $5, $6)
     returning id`,
    [
      `${batch.title}（${isDecided ? '递补' : '单独表决'}）`,
      batch.groupCode,
      batch.decisionDate,
      unit.actor.staffId,
      batch.id,
      reason,
    ],
  );
  const { id } = made as { id: string };
  await unit.sql(
    `update application set batch_id = $2, status = 'submitted', reason_zh = null, reason_en = null, version = version + 1
      where id = any($1)`,
    [moved.map((one) => one.id), id],
  );
  await unit.sql('update batch set version = version + 1 where id = $1', [batch.id]);
  if (isDecided) for (const one of moved) await holdPlace(unit, batch, one, id);
  else await besideOnAgenda(unit, batch.id, id);
  return { type: 'Batch', id };
}

const REFUSED = {
  zh: '该批次未获通过，不再分出个人；请另建批次。',
  en: 'This batch was refused; nobody is taken out of it any more. Open another batch.',
};

async function lockBatch(unit: UnitOfWork, id: string): Promise<SourceBatch> {
  const [batch] = isUuid(id)
    ? await unit.sql<SourceBatch>(
        `select id, number, title, group_code as "groupCode", decision_date as "decisionDate", status, version
           from batch where id = $1 for update`,
        [id],
      )
    : [];
  if (!batch || !unit.ability.can('read', 'Batch')) throw notFound({ zh: '批次', en: 'batch' });
  return batch;
}

/** What is voted on is what is decided: from the first vote on the batch stands. */
async function assertNotVotedOn(unit: UnitOfWork, batch: SourceBatch): Promise<void> {
  const [vote] = await unit.sql(
    `select 1 from agenda_item i join vote v on v.agenda_item_id = i.id where i.batch_id = $1 and i.status = 'in_discussion' limit 1`,
    [batch.id],
  );
  if (!vote) return;
  throw wrongState(batch.status, {
    zh: '该批次已开始表决，不能再分出个人；可暂缓后再分出。',
    en: 'The vote on this batch has begun; defer it to take somebody out.',
  });
}

/** Everything that the chosen people have in this status in the batch, locked. Somebody must stay in an undecided batch. */
async function lockMoved(
  unit: UnitOfWork,
  batchId: string,
  applicationIds: readonly string[],
  status: string,
): Promise<Moved[]> {
  const open = await unit.sql<Moved>(
    `select a.id, a.number, a.program_code as "programCode", a.household_id as "householdId", a.person_id as "personId",
            h.township_code as "townshipCode", a.status
       from application a join household h on h.id = a.household_id
      where a.batch_id = $1 and a.status = $2 order by a.number for update of a`,
    [batchId, status],
  );
  const byId = new Map(open.map((one) => [one.id, one]));
  const check = new InputCheck();
  for (const [index, id] of applicationIds.entries()) {
    if (byId.has(id)) continue;
    check.add(`applicationIds.${index}`, {
      zh: status === 'waiting' ? '该申请不在候补之列。' : '该申请不在本批次，或已有结果。',
      en:
        status === 'waiting'
          ? 'This application does not wait.'
          : 'This application is not of this batch or is decided.',
    });
  }
  if (applicationIds.length === 0) {
    check.add('applicationIds', { zh: '请至少选择一份申请。', en: 'Choose at least one application.' });
  }
  check.done();
  const people = new Set(applicationIds.map((id) => byId.get(id)?.personId));
  const moved = open.filter(({ personId }) => people.has(personId));
  if (status === 'submitted' && moved.length === open.length) {
    const message = { zh: '不能把全部申请都分出去。', en: 'Somebody must stay in the batch.' };
    throw invalidInput([{ path: 'applicationIds', message }]);
  }
  return moved;
}

/** A returned place, where there is one; without it the application waits for the decision all the same. */
async function holdPlace(unit: UnitOfWork, batch: SourceBatch, one: Moved, newBatchId: string): Promise<void> {
  const line = await findLine(unit.sql, one.programCode, Number(batch.decisionDate.slice(0, 4)));
  if (!line) return;
  const { id: applicationId, householdId, personId, townshipCode } = one;
  const held = await holdFunds(unit.sql, {
    key: `application:${applicationId}:${newBatchId}`,
    lineId: line.id,
    places: 1,
    reason: `succeeded: ${one.number}`,
    refs: { applicationId, householdId, personId, townshipCode },
    on: batch.decisionDate,
    actorId: unit.actor.staffId,
  });
  const placeHoldId = 'short' in held ? null : held.placeHoldId;
  await unit.sql('update application set place_hold_id = $2 where id = $1', [applicationId, placeHoldId]);
}

/** Puts the new batch at the end of the agenda on which the old one stands, if it stands on one. */
async function besideOnAgenda(unit: UnitOfWork, batchId: string, newBatchId: string): Promise<void> {
  const [item] = await unit.sql<{ meetingId: string }>(
    `select meeting_id as "meetingId" from agenda_item where batch_id = $1 and status in ('queued', 'in_discussion')`,
    [batchId],
  );
  if (item) await addBatchToAgenda(unit, item.meetingId, newBatchId);
}
