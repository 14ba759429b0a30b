import { inArea } from './household.js';
import type { Actor, Grant } from './index.js';

/**
 * Lists that departments keep, matches among them, and what townships find out. Departments keep their own lists, read
 * those that others share with them, and match them; the chair reads and matches all. Clerks see the names that were sent to
 * their area and enter the results. Leaders learn how many, never who.
 */
export function grantLists(can: Grant, actor: Actor): void {
  const own = { departmentCode: actor.departmentCode };
  switch (actor.role) {
    case 'leader':
      can('count', 'KeptList');
      can('count', 'ListMatch');
      can('count', 'Discovery');
      break;
    case 'chair':
      can(['count', 'read'], 'KeptList');
      can(['count', 'read', 'save', 'run', 'send'], 'ListMatch');
      can(['count', 'read'], 'Discovery');
      can('read', 'Job', { kind: 'list_match' });
      break;
    case 'manager':
    case 'member':
      can(['count', 'read', 'keep'], 'KeptList', own);
      can(['count', 'read'], 'KeptList', { sharedWith: actor.departmentCode });
      can(['count', 'read', 'save', 'run', 'send'], 'ListMatch', own);
      can(['count', 'read'], 'Discovery', own);
      can('read', 'Job', { kind: 'list_match', departmentCode: actor.departmentCode });
      break;
    case 'clerk':
      can(['count', 'read', 'enter_result'], 'Discovery', inArea(actor));
      break;
  }
}
