import type { Actor, Grant } from './index.js';

const PRESIDING = [
  ...['take', 'choose_ballot', 'adopt', 'refuse', 'defer', 'record_for_others', 'choose_presider', 'close_part'],
  ...['renew_reservation', 'release_reservation'],
];

/**
 * The joint review meeting: the chair runs it, whoever presides over an item decides it, those on it speak and vote (R11,
 * R12). Whoever sits in a member's place does what the member would, and sees what the meeting is about until it is over.
 */
export function grantMeetings(can: Grant, actor: Actor): void {
  const own = { memberIds: actor.staffId };
  switch (actor.role) {
    case 'chair':
      can(['read', 'plan', 'declare_tie'], 'Meeting');
      can(
        [
          'edit',
          'open',
          'attend',
          'pause',
          'close',
          'name_secretary',
          'sign_minutes',
          'annex_minutes',
          'settle_substitute',
        ],
        'Meeting',
        { chairId: actor.staffId },
      );
      can('name_substitute', 'Meeting', own);
      can('read', 'AgendaItem');
      can('choose_presider', 'AgendaItem', { chairId: actor.staffId });
      can(PRESIDING, 'AgendaItem', { presiderId: actor.staffId });
      can(['speak', 'vote', 'recuse', 'mark_read'], 'AgendaItem', own);
      grantTakingPart(can, actor);
      break;
    case 'member':
      can('declare_tie', 'Meeting');
      can(['read', 'name_substitute'], 'Meeting', own);
      can(['sign_minutes', 'annex_minutes'], 'Meeting', { secretaryId: actor.staffId });
      can(PRESIDING, 'AgendaItem', { presiderId: actor.staffId });
      can(['read', 'speak', 'vote', 'recuse', 'mark_read'], 'AgendaItem', own);
      grantTakingPart(can, actor);
      can('release_reservation', 'AgendaItem', { ...own, holderId: actor.staffId });
      break;
    case 'manager':
      if (actor.standsIn) grantStandingIn(can, actor);
      break;
    case 'clerk':
    case 'leader':
      break;
  }
}

/** Subgroups of cases that one may see; what is said on an item, of a closed part for those in the room alone. */
function grantTakingPart(can: Grant, actor: Actor): void {
  can('read', 'Subgroup');
  can('report', 'Subgroup', { memberIds: actor.staffId });
  can('hear', 'AgendaItem', { closedPart: false });
  can('hear', 'AgendaItem', { closedPart: true, insiderIds: actor.staffId });
}

function grantStandingIn(can: Grant, actor: Actor): void {
  can('read', 'Meeting', { memberIds: actor.staffId });
  can(['read', 'speak', 'vote', 'recuse', 'mark_read'], 'AgendaItem', { memberIds: actor.staffId });
  grantTakingPart(can, actor);
  for (const before of ['Case', 'Household', 'Package', 'PackageItem', 'Application', 'AidRecord'] as const)
    can('read', before, { substituteIds: actor.staffId });
}
