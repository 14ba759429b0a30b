import { invalidInput } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { addCaseEvent } from '../case/case-events.js';
import { loadCase } from '../case/load-case.js';
import { loadHousehold } from './load-household.js';
import { recordObservations } from './record-observations.js';
import type { RecordFactsInput } from './registry.inputs.js';

/**
 * Records what was learnt of a household, its people or a case, as declared or as verified. Throws InvalidInput,
 * NotFound, NotAllowed.
 */
export async function recordFacts(unit: UnitOfWork, input: RecordFactsInput): Promise<CommandResult> {
  const household = await loadHousehold(unit, input.householdId, 'record_facts');
  const file = input.caseId == null ? undefined : await loadCase(unit, input.caseId, 'read');
  if (file && file.householdId !== household.id) {
    throw invalidInput([
      { path: 'caseId', message: { zh: '该个案不属于这一户。', en: 'This case is not of this household.' } },
    ]);
  }
  if (input.facts.length === 0) {
    throw invalidInput([{ path: 'facts', message: { zh: '请至少填写一项信息。', en: 'Enter at least one fact.' } }]);
  }
  await recordObservations(unit, { householdId: household.id, caseId: file?.id ?? null }, input.facts);
  if (file) {
    const count = input.facts.length;
    await addCaseEvent(unit.sql, {
      caseId: file.id,
      kind: 'facts_recorded',
      zh: `登记信息 ${count} 项`,
      en: `${count} ${count === 1 ? 'fact' : 'facts'} recorded`,
      departmentCode: unit.actor.departmentCode,
      actorId: unit.actor.staffId,
    });
  }
  return { type: 'Household', id: household.id };
}
