import { subject } from '@casl/ability';
import type { Context } from '../../context.js';
import type { AllowedAction } from '../../platform/graphql/shared.types.js';
import type { HouseholdRow } from './registry.reader.js';

/** What the reader may do with a household he sees: whoever sees one and is not its clerk may still record facts. */
export function householdActions({ ability }: Pick<Context, 'ability'>, household: HouseholdRow): AllowedAction[] {
  const inArea = subject('Household', { townshipCode: household.townshipCode }) as never;
  // Nobody is left to change or to ask for.
  const actions = household.dissolvedOn ? [] : ['edit', 'open_case'].filter((action) => ability.can(action, inArea));
  // Every grant to read a household is also one to record facts on it.
  if (ability.can('record_facts', 'Household')) actions.push('record_facts');
  return actions.map((action) => ({ action, allowed: true, reason: null }));
}
