import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { DuplicateDecisionInput } from './duplicate.inputs.js';
import { decidePair, loadPair } from './load-pair.js';

/**
 * Keeps that two records are of two people; nobody is asked again. Throws NotFound, NotAllowed, StaleVersion,
 * WrongState, InvalidInput.
 */
export async function keepApart(unit: UnitOfWork, input: DuplicateDecisionInput): Promise<CommandResult> {
  const { pair, reason } = await loadPair(unit, input, 'differ');
  await decidePair(unit, pair, 'different', reason);
  return { type: 'DuplicatePair', id: pair.id };
}
