import { inArea } from './household.js';
import type { Actor, Grant } from './index.js';

/**
 * Files that fill the registry. Clerks bring people and facts of their own area; a department's manager the facts that
 * his department's registers hold, of anybody registered, and the aid that it gave; whoever keeps a department's lists
 * brings those. An import is its author's alone.
 */
export function grantImports(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'clerk':
      can('create', 'Import', { kind: { $in: ['people', 'facts'] } });
      can('bring_facts', 'Household', inArea(actor));
      can('bring', 'ImportedFact');
      break;
    case 'manager':
      can('create', 'Import', { kind: { $in: ['facts', 'awards', 'lists'] } });
      can('bring_facts', 'Household');
      can('bring', 'ImportedFact', { heldBy: actor.departmentCode });
      can('bring', 'ImportedAward', { departmentCode: actor.departmentCode });
      break;
    case 'member':
      can('create', 'Import', { kind: 'lists' });
      break;
    case 'chair':
    case 'leader':
      return;
  }
  can(['read', 'check', 'start', 'undo', 'discard'], 'Import', { authorId: actor.staffId });
}
