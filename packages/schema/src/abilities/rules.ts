import type { Actor, Grant } from './index.js';

/**
 * Rules and standards: what is published is open to everybody in the service; a department writes and publishes its own,
 * and alone sees what is not published yet. That author and publisher are two people is no matter of role.
 */
export function grantRules(can: Grant, actor: Actor): void {
  can('read', 'RuleVersion', { status: 'published' });
  switch (actor.role) {
    case 'member':
    case 'manager':
      can(['read', 'save', 'submit', 'return', 'publish', 'discard'], 'RuleVersion', {
        departmentCode: actor.departmentCode,
      });
      break;
    case 'chair':
    case 'clerk':
    case 'leader':
      break;
  }
}
