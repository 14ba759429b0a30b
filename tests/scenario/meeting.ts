import {
  CaseworkAdoptDocument,
  CaseworkCaseDocument,
  CaseworkCloseMeetingDocument,
  CaseworkCommitteeDocument,
  CaseworkDecideItemDocument,
  CaseworkMeetingDocument,
  CaseworkOpenMeetingDocument,
  CaseworkOpinionDocument,
  CaseworkPlanMeetingDocument,
  CaseworkRefuseDocument,
  CaseworkTakeItemDocument,
  CaseworkVoteDocument,
} from '@yimen/schema/documents';
import { expectOk, key, type Office } from '../testkit/client.js';

export interface MeetingPlan {
  title: string;
  /** YYYY-MM-DD; the meeting is at 09:00 of that day. */
  date: string;
  departments: readonly string[];
  caseIds: string[];
  batchIds: string[];
  outcome: 'adopt' | 'refuse';
  reason: string;
}

/** A whole meeting: planned, opened, its item taken, opinions and votes of every member, decided, closed. */
export async function holdMeeting(office: Office, plan: MeetingPlan): Promise<string> {
  const chair = await office.as('chair');
  const { committee } = await chair.run(CaseworkCommitteeDocument, {});
  const concerned = new Set([...plan.departments, 'MCA']);
  const members = committee.filter(
    (one) => one.role === 'member' && one.department && concerned.has(one.department.code),
  );
  const planned = expectOk(
    (
      await chair.run(CaseworkPlanMeetingDocument, {
        input: {
          key: key(),
          title: plan.title,
          scheduledAt: `${plan.date}T09:00:00+08:00`,
          place: '融救助中心会议室',
          memberIds: members.map((one) => one.id),
          caseIds: plan.caseIds,
          batchIds: plan.batchIds,
        },
      })
    ).planMeeting,
    'Meeting',
  );
  const opened = expectOk(
    (
      await chair.run(CaseworkOpenMeetingDocument, {
        input: { key: key(), meetingId: planned.id, expectedVersion: planned.version },
      })
    ).openMeeting,
    'Meeting',
  );
  const first = opened.agenda[0];
  if (!first) throw new Error('The agenda is empty');
  let item = expectOk(
    (
      await chair.run(CaseworkTakeItemDocument, {
        input: { key: key(), itemId: first.id, expectedVersion: first.version },
      })
    ).takeItem,
    'AgendaItem',
  );
  const choice = plan.outcome === 'adopt' ? 'for' : 'against';
  for (const member of members) {
    const client = await office.as('member', member.department?.code ?? '');
    const stance = plan.outcome === 'adopt' ? 'support' : 'oppose';
    const text = plan.outcome === 'adopt' ? '同意该方案。' : plan.reason;
    expectOk(
      (await client.run(CaseworkOpinionDocument, { input: { key: key(), itemId: item.id, stance, text } }))
        .recordOpinion,
      'AgendaItem',
    );
    expectOk(
      (
        await client.run(CaseworkVoteDocument, {
          input: { key: key(), itemId: item.id, subjectVersion: item.subjectVersion, choice },
        })
      ).castVote,
      'AgendaItem',
    );
  }
  item = expectOk(
    (
      await chair.run(CaseworkVoteDocument, {
        input: { key: key(), itemId: item.id, subjectVersion: item.subjectVersion, choice },
      })
    ).castVote,
    'AgendaItem',
  );
  if (plan.outcome === 'adopt') {
    expectOk(
      (
        await chair.run(CaseworkAdoptDocument, {
          input: { key: key(), itemId: item.id, expectedVersion: item.version },
        })
      ).adoptItem,
      'AgendaItem',
    );
  } else {
    expectOk(
      (
        await chair.run(CaseworkRefuseDocument, {
          input: { key: key(), itemId: item.id, expectedVersion: item.version, reason: plan.reason },
        })
      ).refuseItem,
      'AgendaItem',
    );
  }
  const running = (await chair.run(CaseworkMeetingDocument, { id: planned.id })).meeting;
  expectOk(
    (
      await chair.run(CaseworkCloseMeetingDocument, {
        input: { key: key(), meetingId: planned.id, expectedVersion: running?.version ?? 0 },
      })
    ).closeMeeting,
    'Meeting',
  );
  return planned.id;
}

/** Each department confirms its own items of a case's adopted package. */
export async function decideByDepartments(office: Office, caseId: string): Promise<void> {
  const chair = await office.as('chair');
  const found = (await chair.run(CaseworkCaseDocument, { id: caseId })).case;
  for (const item of found?.package?.items ?? []) {
    const manager = await office.as('manager', item.program.department.code);
    expectOk(
      (
        await manager.run(CaseworkDecideItemDocument, {
          input: { key: key(), packageItemId: item.id, outcome: 'confirmed' },
        })
      ).decidePackageItem,
      'PackageItem',
    );
  }
}
