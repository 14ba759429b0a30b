import type { Actor, Grant } from './index.js';

/** The joint review meeting: the chair runs it, those on it speak and vote (R11, R12). */
export function grantMeetings(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'chair':
      can(['read', 'plan', 'declare_tie'], 'Meeting');
      can(['edit', 'open', 'attend', 'close', 'name_secretary', 'sign_minutes', 'annex_minutes'], 'Meeting', {
        chairId: actor.staffId,
      });
      can('read', 'AgendaItem');
      can(['take', 'choose_ballot', 'adopt', 'refuse', 'defer', 'record_for_others'], 'AgendaItem', {
        chairId: actor.staffId,
      });
      can(['renew_reservation', 'release_reservation'], 'AgendaItem', { chairId: actor.staffId });
      can(['speak', 'vote', 'recuse'], 'AgendaItem', { memberIds: actor.staffId });
      break;
    case 'member':
      can('declare_tie', 'Meeting');
      can('read', 'Meeting', { memberIds: actor.staffId });
      can(['sign_minutes', 'annex_minutes'], 'Meeting', { secretaryId: actor.staffId });
      can(['read', 'speak', 'vote', 'recuse'], 'AgendaItem', { memberIds: actor.staffId });
      can('release_reservation', 'AgendaItem', { memberIds: actor.staffId, holderId: actor.staffId });
      break;
    case 'clerk':
    case 'manager':
    case 'leader':
      break;
  }
}
