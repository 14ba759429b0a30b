import type { Actor, Grant } from './index.js';

/**
 * Findings of the self-audit. The chair sees all, has the questions asked, sends answers back and hands findings to
 * discipline inspection; a department sees and answers its own; leaders and the finance bureau see all without names.
 */
export function grantAudit(can: Grant, actor: Actor): void {
  const own = { departmentCode: actor.departmentCode };
  switch (actor.role) {
    case 'leader':
    case 'finance':
      can('read', 'AuditFinding');
      can('read', 'Job', { kind: 'self_audit' });
      break;
    case 'chair':
      can(['read', 'name', 'run', 'send_back', 'hand_over'], 'AuditFinding');
      can(['explain', 'correct'], 'AuditFinding', { ofCommittee: true });
      can('read', 'Job', { kind: 'self_audit' });
      break;
    case 'member':
    case 'manager':
      can(['read', 'name', 'explain', 'correct'], 'AuditFinding', own);
      break;
    case 'clerk':
    case 'data_officer':
      break;
  }
}
