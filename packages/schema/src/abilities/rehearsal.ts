import type { Actor, Grant } from './index.js';

/**
 * Rehearsals of a change. Departments rehearse programs of their own and any standard; the county's lead rehearses
 * anything. Each sees his own, may share it and put it away, and
 * sees what is shared with him. Whom it would concern is told by household to the department
 * of the program and to the chair; leaders see counts.
 */
export function grantRehearsals(can: Grant, actor: Actor): void {
  if (actor.role === 'clerk' || actor.role === 'finance') return;
  can('create', 'Rehearsal');
  can(['read', 'share', 'archive'], 'Rehearsal', { authorId: actor.staffId });
  switch (actor.role) {
    case 'chair':
    case 'leader':
      can('rehearse', 'RehearsedProgram');
      can('read', 'Rehearsal', { sharedWith: 'leadership' });
      if (actor.role === 'chair') can('read', 'RehearsedPerson');
      break;
    case 'member':
    case 'manager': {
      const own = { departmentCode: actor.departmentCode };
      can('rehearse', 'RehearsedProgram', own);
      can('read', 'Rehearsal', { ...own, sharedWith: { $in: ['department', 'leadership'] } });
      can('read', 'RehearsedPerson', own);
      break;
    }
  }
}
