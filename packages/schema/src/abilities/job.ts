import type { Actor, Grant } from './index.js';

/** Long work: whoever asked for it; of a department its managers, of the whole county the chair. */
export function grantJobs(can: Grant, actor: Actor): void {
  can(['read', 'cancel'], 'Job', { requestedBy: actor.staffId });
  switch (actor.role) {
    case 'chair':
      can(['read', 'cancel'], 'Job', { ofCounty: true });
      break;
    case 'manager':
      can(['read', 'cancel'], 'Job', { departmentCode: actor.departmentCode });
      break;
    case 'clerk':
    case 'member':
    case 'leader':
      break;
  }
}
