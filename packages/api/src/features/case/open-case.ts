import { factByCode } from '@yimen/schema';
import { dueOn } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { deadlineOf } from '../../platform/deadlines.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { loadHousehold } from '../registry/load-household.js';
import type { NewObservation } from '../registry/read-observations.js';
import { recordObservations } from '../registry/record-observations.js';
import { addTask } from '../task/add-task.js';
import type { OpenCaseInput } from './case.inputs.js';
import { addCaseEvent } from './case-events.js';
import { type DifficultyKind, difficultyByCode } from './difficulties.js';
import { readNeed } from './read-need.js';

/** From the request to the joint review (R12). */
const JOINT_MEETING = 'DL_JOINT_MEETING';

/**
 * Takes a request at the window: whoever receives it owns it until the review (first-contact owner). Records what is
 * known, and gives the owner the task to request the review in time. Throws InvalidInput, NotFound, NotAllowed.
 */
export async function openCase(unit: UnitOfWork, input: OpenCaseInput): Promise<CommandResult> {
  const { actor, sql } = unit;
  const household = await loadHousehold(unit, input.householdId, 'open_case');
  const check = new InputCheck();
  const need = readNeed(check, { ...input, requestedOn: input.requestedOn || today() }, today());
  const difficulty = difficultyByCode(input.difficulty);
  if (!difficulty) check.add('difficulty', { zh: '请选择困难类型。', en: 'Choose the kind of difficulty.' });
  const channel = input.channel || (actor.townshipCode ? 'township_window' : 'hall_window');
  if (!factByCode('channel')?.options?.some((option) => option.code === channel)) {
    check.add('channel', { zh: '请选择受理渠道。', en: 'Choose the channel of the request.' });
  }
  const beneficiary = await findMember(unit, household.id, input.beneficiaryId);
  if (!beneficiary)
    check.add('beneficiaryId', { zh: '请选择该户的一名成员。', en: 'Choose a member of this household.' });
  check.done();
  if (!need || !difficulty || !beneficiary) throw new Error('Unchecked input');
  const [file] = await sql<{ id: string; number: string }>(
    `insert into case_file (number, household_id, beneficiary_id, township_code, channel, difficulty, what_happened, since,
       requested_on, cost_fen, insurance_paid_fen, status, owner_id)
     values ('AJ-' || to_char($1::date, 'YYYY') || '-' || lpad(nextval('case_number')::text, 6, '0'),
       $2, $3, $4, $5, $6, $7, $8, $1::date, $9, $10, 'open', $11) returning id, number`,
    [
      need.requestedOn,
      household.id,
      beneficiary.id,
      household.townshipCode,
      channel,
      difficulty.code,
      need.whatHappened,
      need.since,
      need.costFen,
      need.insurancePaidFen,
      actor.staffId,
    ],
  );
  const { id, number } = file as { id: string; number: string };
  const facts = input.facts ?? [];
  await recordObservations(unit, { householdId: household.id, caseId: id }, facts);
  await recordObservations(
    unit,
    { householdId: household.id, caseId: id },
    impliedFacts(difficulty, channel, need.requestedOn, facts),
  );
  await addCaseEvent(sql, {
    caseId: id,
    kind: 'opened',
    zh: `${actor.name}受理${beneficiary.name}的求助（${difficulty.name.zh}），个案 ${number}`,
    en: `${actor.name} took the request of ${beneficiary.name} (${difficulty.name.en}) as case ${number}`,
    actorId: actor.staffId,
  });
  await addTask(sql, {
    kind: 'request_review',
    zh: `核实${beneficiary.name}的情况，提请综合研判会`,
    en: `Check the situation of ${beneficiary.name} and request the joint review`,
    caseId: id,
    townshipCode: household.townshipCode,
    assigneeId: actor.staffId,
    dueOn: dueOn(need.requestedOn, deadlineOf(unit.county, JOINT_MEETING)),
    origin: reviewTaskOrigin(id),
  });
  return { type: 'Case', id };
}

/** The origin of the owner's task to request the review; requesting it completes the task. */
export function reviewTaskOrigin(caseId: string): string {
  return `case:${caseId}:request_review`;
}

/** What the choices at the window tell by themselves, unless it was stated otherwise. */
function impliedFacts(
  difficulty: DifficultyKind,
  channel: string,
  observedOn: string,
  stated: readonly { code: string }[],
): NewObservation[] {
  const implied: NewObservation[] = [{ code: 'channel', value: channel, observedOn }];
  if (difficulty.expenseKind) implied.push({ code: 'expense_kind', value: difficulty.expenseKind, observedOn });
  return implied.filter((fact) => !stated.some((other) => other.code === fact.code));
}

async function findMember(
  unit: UnitOfWork,
  householdId: string,
  personId: string,
): Promise<{ id: string; name: string } | undefined> {
  if (!isUuid(personId)) return undefined;
  const [person] = await unit.sql<{ id: string; name: string }>(
    'select id, name from person where id = $1 and household_id = $2',
    [personId, householdId],
  );
  return person;
}
