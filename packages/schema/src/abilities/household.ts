import type { Actor, Grant } from './index.js';

/** The actor's own area: a township, or the whole county for the county's own window. */
export function inArea(actor: Actor): Record<string, unknown> {
  return actor.townshipCode ? { townshipCode: actor.townshipCode } : {};
}

/** Two records of which each is in the actor's own area. */
function ofBoth(actor: Actor): Record<string, unknown> {
  return actor.townshipCode ? { firstTownship: actor.townshipCode, secondTownship: actor.townshipCode } : {};
}

/**
 * Households and their people. Clerks work in their own area and may
 * read numbers in full there, which is kept and which the chair can look up; the committee sees households
 * whose case was handed to it; a program manager those with a case that concerns his department. Leaders see none.
 * Departments end the aid that they give, and read the account of whom they pay, for a stated purpose.
 * The nightly check of all facts is for the county's window and the chair.
 */
export function grantHouseholds(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'clerk':
      can(['read', 'register', 'edit', 'record_facts', 'open_case'], 'Household', inArea(actor));
      can('read', 'Identity', inArea(actor));
      can('read', 'IdentityReading', inArea(actor));
      can(['read', 'reveal'], 'BankAccount', inArea(actor));
      can('read', 'AidRecord', inArea(actor));
      can('search', 'DuplicatePair');
      can('read', 'Job', { kind: 'duplicates' });
      can(['read', 'decide'], 'DuplicatePair', ofBoth(actor));
      if (actor.townshipCode === null) can('read', 'FactCheck');
      break;
    case 'chair':
      can(['read', 'record_facts'], 'Household', { inReview: true });
      can('read', 'AidRecord', { inReview: true });
      can('read', 'IdentityReading');
      can('read', 'FactCheck');
      break;
    case 'member':
      can(['read', 'record_facts'], 'Household', { inReview: true });
      can(['read', 'record_facts'], 'Household', { caseDepartments: actor.departmentCode });
      can('read', 'AidRecord', { inReview: true });
      can(['read', 'end'], 'AidRecord', { departmentCode: actor.departmentCode });
      can(['read', 'reveal'], 'BankAccount', { payers: actor.departmentCode });
      break;
    case 'manager':
      can(['read', 'record_facts'], 'Household', { caseDepartments: actor.departmentCode });
      can(['read', 'end'], 'AidRecord', { departmentCode: actor.departmentCode });
      can(['read', 'reveal'], 'BankAccount', { payers: actor.departmentCode });
      can('read', 'AidRecord', { caseDepartments: actor.departmentCode });
      break;
    case 'leader':
      break;
  }
}
