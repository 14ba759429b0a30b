import { subject } from '@casl/ability';
import type { AppAbility } from '@yimen/schema';
import type { AgendaItemRow } from './meeting-rows.js';

/** Whether somebody who may see an item may also hear what is said on it. */
export function mayHearItem(ability: AppAbility, { closedPart, insiderIds }: AgendaItemRow): boolean {
  return ability.can('hear', subject('AgendaItem', { closedPart, insiderIds }) as never);
}
