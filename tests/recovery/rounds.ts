import {
  CaseworkCommitteeDocument,
  CaseworkOpenMeetingDocument,
  CaseworkPlanMeetingDocument,
  CaseworkTakeItemDocument,
  CaseworkVoteDocument,
} from '@yimen/schema/documents';
import type { Discussion } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { type Client, expectOk, key, type Office } from '../testkit/client.js';

const MEMBERS = ['MIA', 'MCA', 'RC'];
/** The day on which the further rounds of these tests are decided. */
const DECIDED_ON = '2022-09-08';

/** The version of the package of a case, as it is voted on; 0 without one. */
export async function packageVersion(client: Client, caseId: string): Promise<number> {
  const { data } = await client.raw('query ($id: ID!) { case(id: $id) { package { version } } }', { id: caseId });
  return (data as { case: { package: { version: number } | null } }).case.package?.version ?? 0;
}

/** Before a meeting of its own, up to the vote. */
export async function discussRound(
  office: Office,
  caseId: string,
  on = DECIDED_ON,
): Promise<{ meetingId: string; itemId: string; expectedVersion: number }> {
  const chair = await office.as('chair');
  const { committee } = await chair.run(CaseworkCommitteeDocument, {});
  const members = committee.filter(({ department }) => MEMBERS.includes(department?.code ?? ''));
  const planned = await chair.run(CaseworkPlanMeetingDocument, {
    input: {
      key: key(),
      title: '第二轮研判会',
      scheduledAt: `${on}T09:00:00+08:00`,
      place: '会议室',
      memberIds: members.map(({ id }) => id),
      caseIds: [caseId],
      batchIds: [],
    },
  });
  const { id: meetingId, version: expectedVersion } = expectOk(planned.planMeeting, 'Meeting');
  const opening = { key: key(), meetingId, expectedVersion };
  const opened = expectOk((await chair.run(CaseworkOpenMeetingDocument, { input: opening })).openMeeting, 'Meeting');
  const [queued] = opened.agenda;
  const taking = { key: key(), itemId: queued?.id ?? '', expectedVersion: queued?.version ?? 0 };
  const taken = expectOk((await chair.run(CaseworkTakeItemDocument, { input: taking })).takeItem, 'AgendaItem');
  return { meetingId, itemId: taken.id, expectedVersion: taken.version };
}

/** Everybody of the meeting is for it. */
export async function voteForRound(office: Office, caseId: string, itemId: string): Promise<void> {
  const chair = await office.as('chair');
  const subjectVersion = await packageVersion(chair, caseId);
  for (const code of ['chair', ...MEMBERS]) {
    const voter = code === 'chair' ? chair : await office.as('member', code);
    const input = { key: key(), itemId, subjectVersion, choice: 'for' };
    expectOk((await voter.run(CaseworkVoteDocument, { input })).castVote, 'AgendaItem');
  }
}

/** A fact of the family is put right, its package replayed, and the further round asked for. Answers its case. */
export async function roundAfter(
  office: Office,
  { householdId, personId, caseId }: Pick<Discussion, 'householdId' | 'personId' | 'caseId'>,
  fact: string,
  value: string,
): Promise<string> {
  const clerk = await office.as('clerk');
  const { data } = await clerk.raw(
    `query ($id: ID!, $code: String!, $personId: ID!) { household(id: $id) {
       own: factHistory(code: $code, personId: $personId) { id counts } shared: factHistory(code: $code) { id counts } } }`,
    { id: householdId, code: fact, personId },
  );
  const { own, shared } = (data as { household: Record<'own' | 'shared', { id: string; counts: boolean }[]> })
    .household;
  const observationId = [...own, ...shared].find(({ counts }) => counts)?.id;
  await act(clerk, 'correctObservation', { observationId, value, reason: '核对后更正' });
  await act(clerk, 'reviewCase', { caseId });
  const found = await clerk.raw('query ($id: ID!) { case(id: $id) { rounds { reviews { id version status } } } }', {
    id: caseId,
  });
  const { reviews } = (found.data as Found).case.rounds;
  const open = reviews.find(({ status }) => status === 'open');
  return act(clerk, 'openSecondRound', {
    reviewId: open?.id,
    expectedVersion: open?.version,
    reason: '核对后发现差额',
  });
}

interface Found {
  case: { rounds: { reviews: { id: string; version: number; status: string }[] } };
}
