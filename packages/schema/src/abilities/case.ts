import { inArea } from './household.js';
import type { Actor, Grant } from './index.js';

/** Statuses in which a case has been handed to the joint review: the committee sees it from here on (R3). */
export const SHARED_CASE_STATUSES = [
  'awaiting_review',
  'on_agenda',
  'in_review',
  'adopted',
  'settled',
  'refused',
] as const;

export function grantCases(can: Grant, actor: Actor): void {
  const shared = { status: { $in: [...SHARED_CASE_STATUSES] } };
  const concerned = { departmentCodes: actor.departmentCode };
  const own = { departmentCode: actor.departmentCode };
  switch (actor.role) {
    case 'clerk':
      can(['read', 'edit', 'request_review', 'request_meeting', 'apply'], 'Case', inArea(actor));
      can('read', 'Letter', inArea(actor));
      can(['read', 'compose', 'review', 'open_round'], 'Package', inArea(actor));
      if (actor.townshipCode === null) can('start_reviews', 'Package');
      can('read', 'Application', inArea(actor));
      can('read', 'PackageItem', inArea(actor));
      can(['read', 'complete'], 'Task', inArea(actor));
      break;
    case 'chair':
      can('read', 'Case', shared);
      can('read', 'Letter', shared);
      can(['read', 'compose', 'review', 'open_round'], 'Package', shared);
      can('start_reviews', 'Package');
      can(['read', 'create', 'submit', 'split'], 'Batch');
      can('read', 'Application');
      can('read', 'PackageItem');
      can('read', 'Task');
      break;
    case 'member':
    case 'manager':
      if (actor.role === 'member') can(['read', 'request_meeting'], 'Case', shared);
      if (actor.role === 'member') can('read', 'Letter', shared);
      if (actor.role === 'member') can(['read', 'compose'], 'Package', shared);
      can('read', 'Letter', concerned);
      can(['read', 'request_meeting', 'apply'], 'Case', concerned);
      can('apply', 'Case', shared);
      can('read', 'Package', concerned);
      can('read', 'Application', actor.role === 'member' ? {} : own);
      can('read', 'PackageItem', actor.role === 'member' ? {} : own);
      can('decide', 'PackageItem', own);
      can('submit', 'Application', own);
      can('read', 'Batch');
      can('decide', 'Batch', own);
      can(['read', 'complete'], 'Task', own);
      break;
    case 'data_officer':
    case 'finance':
      can(['read', 'complete'], 'Task', own);
      break;
    case 'leader':
      break;
  }
}
