import { inArea } from './household.js';
import type { Actor, Grant } from './index.js';

/**
 * What the programs say of the whole county. How many: the county's lead of every program, departments of their own.
 * Findings: leaders learn how many, the chair reads all, departments those of their own programs, clerks their area's.
 */
export function grantScreening(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'leader':
      can('count', 'Screening');
      can('count', 'ScreeningFinding');
      break;
    case 'chair':
      can(['count', 'run'], 'Screening');
      can(['count', 'read', 'invite'], 'ScreeningFinding');
      can('read', 'Job', { kind: 'screening' });
      break;
    case 'member':
    case 'manager':
      can('count', 'Screening', { departmentCode: actor.departmentCode });
      can('run', 'Screening');
      can(['count', 'read', 'invite'], 'ScreeningFinding', { departmentCodes: actor.departmentCode });
      can('read', 'Job', { kind: 'screening' });
      break;
    case 'clerk':
      can(['count', 'read'], 'ScreeningFinding', inArea(actor));
      break;
  }
}
