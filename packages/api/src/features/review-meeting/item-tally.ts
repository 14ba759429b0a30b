import type { County } from '../../platform/county.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { type Member, membersOf } from './load-meeting.js';
import { type AgendaItemRow, ITEM, VOTES, type VoteRow } from './meeting-rows.js';
import { type TallyResult, tally } from './quorum.js';

/** The committee that reviews, as the county pack has it. */
export function reviewCommittee({ pack }: County) {
  const committee = pack.committees.find(({ code }) => code === 'REVIEW');
  if (!committee) throw new Error('The county pack has no committee REVIEW');
  return committee;
}

/** The count of an item by the committee's rule. */
export function tallyOfRows(
  county: County,
  item: AgendaItemRow,
  members: readonly Pick<Member, 'staffId' | 'standsFor'>[],
  votes: readonly VoteRow[],
): TallyResult {
  const { ballot, countedAt, recusedIds, proposerId, secretCounts } = item;
  const counts = secretCounts ?? { for: 0, against: 0, abstain: 0 };
  const secret = ballot === 'secret' ? { counted: countedAt !== null, ...counts } : null;
  const ballots = { members, recusedIds, votes, secret, proposerId };
  const { quorumOverPercent, emergency } = reviewCommittee(county);
  if (item.session === 'ordinary') return tally(ballots, quorumOverPercent);
  return tally(ballots, emergency.quorumOverPercent, emergency.quorumAtLeast);
}

/** The count of an item within the transaction. */
export async function tallyOf(unit: UnitOfWork, itemId: string): Promise<TallyResult> {
  const [item] = await unit.sql<AgendaItemRow>(
    `select ${ITEM} from agenda_item i join review_meeting m on m.id = i.meeting_id where i.id = $1`,
    [itemId],
  );
  if (!item) throw new Error(`No agenda item ${itemId}`);
  const votes = await unit.sql<VoteRow>(VOTES, [[itemId]]);
  return tallyOfRows(unit.county, item, await membersOf(unit, item.meetingId), votes);
}
