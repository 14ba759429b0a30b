import { notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { loadHousehold } from './load-household.js';
import { STANDS } from './project-facts.js';
import { recordObservations, voidObservations } from './record-observations.js';
import type { CorrectObservationInput, RetractObservationInput } from './registry.inputs.js';

const OBSERVATION = { zh: '信息记录', en: 'observation' };

interface Recorded {
  id: string;
  code: string;
  personId: string | null;
  caseId: string | null;
  observedOn: string;
  source: string;
  /** Of the person it is about now, else the household it was recorded of. */
  householdId: string;
  stands: boolean;
}

/**
 * Records what an observation should have said. The wrong one is kept and counts no more. Throws InvalidInput, NotFound,
 * NotAllowed, and WrongState when it was corrected or taken back before.
 */
export async function correctObservation(unit: UnitOfWork, input: CorrectObservationInput): Promise<CommandResult> {
  const wrong = await loadStanding(unit, input.observationId);
  const reason = readReason(input.reason);
  const { code, personId, caseId, householdId } = wrong;
  const observedOn = input.observedOn || wrong.observedOn;
  const { value, verified, document } = input;
  const source = input.source?.trim() || (verified ? null : wrong.source);
  const replaces = { id: wrong.id, reason };
  await recordObservations(unit, { householdId, caseId }, [
    { code, personId, value, source, observedOn, verified, document, replaces },
  ]);
  return { type: 'Household', id: householdId };
}

/** Takes back an observation that was recorded in error: it is kept and counts no more. Throws as correcting does. */
export async function retractObservation(unit: UnitOfWork, input: RetractObservationInput): Promise<CommandResult> {
  const wrong = await loadStanding(unit, input.observationId);
  await voidObservations(unit, [wrong.id], readReason(input.reason));
  return { type: 'Household', id: wrong.householdId };
}

function readReason(text: string): string {
  const check = new InputCheck();
  const reason = check.text('reason', text, { zh: '更正原因', en: 'reason' });
  check.done();
  return reason as string;
}

async function loadStanding(unit: UnitOfWork, id: string): Promise<Recorded> {
  const before = await findRecorded(unit, id);
  if (!before) throw notFound(OBSERVATION);
  await loadHousehold(unit, before.householdId, 'record_facts');
  // Read again under the lock of the household: somebody else may have corrected it meanwhile.
  const recorded = (await findRecorded(unit, id)) as Recorded;
  if (!recorded.stands) {
    throw wrongState('replaced', {
      zh: '这条信息已被更正或撤回。请刷新后查看最新记录。',
      en: 'This observation was corrected or taken back already. Reload to see the newest.',
    });
  }
  return recorded;
}

async function findRecorded({ sql }: UnitOfWork, id: string): Promise<Recorded | undefined> {
  if (!isUuid(id)) return undefined;
  const [found] = await sql<Recorded>(
    `select o.id, o.fact as code, o.person_id as "personId", o.case_id as "caseId", o.observed_on as "observedOn", o.source,
       coalesce(p.household_id, p.last_household_id, c.household_id, o.household_id) as "householdId", ${STANDS} as stands
     from observation o left join person p on p.id = o.person_id left join case_file c on c.id = o.case_id where o.id = $1`,
    [id],
  );
  return found;
}
