import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';
import { BatchReader, type BatchRow } from '../batch/batch.reader.js';
import { Batch } from '../batch/batch.types.js';
import { CaseReader, type CaseRow } from '../case/case.reader.js';
import { Case } from '../case/case.types.js';
import { getStaff, type StaffRow } from '../identity/identity.reader.js';
import { Staff } from '../identity/identity.types.js';
import { answerItemQuestion, askItemQuestion } from './ask-question.js';
import { adoptItem, deferItem, refuseItem } from './decide-item.js';
import { itemActions, meetingActions } from './meeting-actions.js';
import type {
  AgendaItemRow,
  AnswerRow,
  MeetingRow,
  MemberRow,
  OpinionRow,
  QuestionRow,
  VoteRow,
} from './meeting-rows.js';
import { addAgendaItem, planMeeting } from './plan-meeting.js';
import { type TallyResult, tally } from './quorum.js';
import {
  AddAgendaItemInput,
  AgendaItemActionInput,
  AnswerItemQuestionInput,
  AskItemQuestionInput,
  AttendanceInput,
  DecideItemInput,
  MeetingActionInput,
  OpinionInput,
  PlanMeetingInput,
  VoteInput,
} from './review-meeting.inputs.js';
import { MeetingReader } from './review-meeting.reader.js';
import {
  AgendaItem,
  ItemAnswer,
  ItemQuestion,
  Meeting,
  MeetingMember,
  Minutes,
  Opinion,
  Tally,
  Vote,
} from './review-meeting.types.js';
import { closeMeeting, openMeeting, recordAttendance, takeItem } from './run-meeting.js';
import { nextMorning } from './schedule.js';
import { castVote, recordOpinion } from './speak-and-vote.js';
import type { MinutesRow } from './write-minutes.js';

export const MeetingResult = resultUnion('MeetingResult', Meeting);
const AgendaItemResult = resultUnion('AgendaItemResult', AgendaItem);

@Resolver(() => MeetingMember)
class MeetingMemberResolver {
  @FieldResolver(() => Staff)
  staff(@Root() member: MemberRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, member.staffId);
  }
}

@Resolver(() => Opinion)
class OpinionResolver {
  @FieldResolver(() => Staff)
  staff(@Root() opinion: OpinionRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, opinion.staffId);
  }
}

@Resolver(() => Vote)
class VoteResolver {
  @FieldResolver(() => Staff)
  staff(@Root() vote: VoteRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, vote.staffId);
  }
}

@Resolver(() => ItemAnswer)
class AnswerResolver {
  @FieldResolver(() => Staff)
  staff(@Root() answer: AnswerRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, answer.staffId);
  }
}

@Resolver(() => ItemQuestion)
class QuestionResolver {
  @FieldResolver(() => Staff)
  staff(@Root() question: QuestionRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, question.staffId);
  }

  @FieldResolver(() => [ItemAnswer])
  answers(@Root() question: QuestionRow, @Ctx() context: Context): Promise<AnswerRow[]> {
    return reader(context, MeetingReader).answers.load(question.id);
  }
}

@Resolver(() => AgendaItem)
class AgendaItemResolver {
  @FieldResolver(() => Case, { nullable: true })
  async case(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<CaseRow | undefined | null> {
    return item.caseId ? reader(context, CaseReader).case.load(item.caseId) : null;
  }

  @FieldResolver(() => Batch, { nullable: true })
  async batch(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<BatchRow | undefined | null> {
    return item.batchId ? reader(context, BatchReader).batch.load(item.batchId) : null;
  }

  @FieldResolver(() => [Opinion])
  opinions(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<OpinionRow[]> {
    return reader(context, MeetingReader).opinions.load(item.id);
  }

  @FieldResolver(() => [ItemQuestion])
  questions(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<QuestionRow[]> {
    return reader(context, MeetingReader).questions.load(item.id);
  }

  @FieldResolver(() => [Vote])
  votes(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<VoteRow[]> {
    return reader(context, MeetingReader).votes.load(item.id);
  }

  @FieldResolver(() => Tally)
  async tally(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<TallyResult> {
    const meetings = reader(context, MeetingReader);
    const [votes, members] = await Promise.all([meetings.votes.load(item.id), meetings.members.load(item.meetingId)]);
    return tally(
      votes.map((vote) => vote.choice),
      members.length,
    );
  }

  @FieldResolver(() => [AllowedAction])
  async allowedActions(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<AllowedAction[]> {
    const meetings = reader(context, MeetingReader);
    const [votes, members, items, result] = await Promise.all([
      meetings.votes.load(item.id),
      meetings.members.load(item.meetingId),
      meetings.itemsOfMeeting.load(item.meetingId),
      this.tally(item, context),
    ]);
    const voted = votes.some((vote) => vote.staffId === context.actor?.staffId);
    const othersRunning = items.some((other) => other.id !== item.id && other.status === 'in_discussion');
    return itemActions(context, item, members, result, voted, othersRunning);
  }
}

@Resolver(() => Meeting)
class MeetingResolver {
  @Query(() => [Meeting])
  meetings(
    @Ctx() context: Context,
    @Arg('status', () => String, { nullable: true }) status?: string | null,
  ): Promise<MeetingRow[]> {
    return reader(signedIn(context), MeetingReader).meetings(status ?? null);
  }

  @Query(() => String, {
    nullable: true,
    description: 'When the next meeting may be, YYYY-MM-DDTHH:MM in Asia/Shanghai; null for whoever plans none.',
  })
  proposedMeetingTime(@Ctx() context: Context): string | null {
    return signedIn(context).ability.can('plan', 'Meeting') ? (nextMorning(new Date()) ?? null) : null;
  }

  @Query(() => Meeting, { nullable: true })
  meeting(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<MeetingRow | undefined> {
    return reader(signedIn(context), MeetingReader).find(id);
  }

  @FieldResolver(() => Staff)
  chair(@Root() meeting: MeetingRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, meeting.chairId);
  }

  @FieldResolver(() => [MeetingMember])
  members(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<MemberRow[]> {
    return reader(context, MeetingReader).members.load(meeting.id);
  }

  @FieldResolver(() => [AgendaItem])
  agenda(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<AgendaItemRow[]> {
    return reader(context, MeetingReader).itemsOfMeeting.load(meeting.id);
  }

  @FieldResolver(() => Minutes, { nullable: true })
  minutes(@Root() meeting: MeetingRow): unknown {
    if (!meeting.minutes) return null;
    const { openedAt, closedAt, items, ...rest }: MinutesRow = meeting.minutes;
    const withQuestions = items.map((item) => ({ ...item, questions: item.questions ?? [] }));
    return {
      ...rest,
      meetingId: meeting.id,
      items: withQuestions,
      openedAt: new Date(openedAt),
      closedAt: new Date(closedAt),
    };
  }

  @FieldResolver(() => [AllowedAction])
  async allowedActions(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<AllowedAction[]> {
    return meetingActions(context, meeting, await reader(context, MeetingReader).itemsOfMeeting.load(meeting.id));
  }

  @Mutation(() => MeetingResult)
  planMeeting(
    @Ctx() context: Context,
    @Arg('input', () => PlanMeetingInput) input: PlanMeetingInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'planMeeting', input, planMeeting, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }

  @Mutation(() => MeetingResult)
  addAgendaItem(
    @Ctx() context: Context,
    @Arg('input', () => AddAgendaItemInput) input: AddAgendaItemInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'addAgendaItem', input, addAgendaItem, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }

  @Mutation(() => MeetingResult)
  openMeeting(
    @Ctx() context: Context,
    @Arg('input', () => MeetingActionInput) input: MeetingActionInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'openMeeting', input, openMeeting, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }

  @Mutation(() => MeetingResult)
  recordAttendance(
    @Ctx() context: Context,
    @Arg('input', () => AttendanceInput) input: AttendanceInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'recordAttendance', input, recordAttendance, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }

  @Mutation(() => MeetingResult)
  closeMeeting(
    @Ctx() context: Context,
    @Arg('input', () => MeetingActionInput) input: MeetingActionInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'closeMeeting', input, closeMeeting, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }

  @Mutation(() => AgendaItemResult)
  takeItem(
    @Ctx() context: Context,
    @Arg('input', () => AgendaItemActionInput) input: AgendaItemActionInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'takeItem', input, takeItem, (id) => reader(context, MeetingReader).item.load(id));
  }

  @Mutation(() => AgendaItemResult)
  recordOpinion(
    @Ctx() context: Context,
    @Arg('input', () => OpinionInput) input: OpinionInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'recordOpinion', input, recordOpinion, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }

  @Mutation(() => AgendaItemResult)
  askItemQuestion(
    @Ctx() context: Context,
    @Arg('input', () => AskItemQuestionInput) input: AskItemQuestionInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'askItemQuestion', input, askItemQuestion, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }

  @Mutation(() => AgendaItemResult)
  answerItemQuestion(
    @Ctx() context: Context,
    @Arg('input', () => AnswerItemQuestionInput) input: AnswerItemQuestionInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'answerItemQuestion', input, answerItemQuestion, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }

  @Mutation(() => AgendaItemResult)
  castVote(@Ctx() context: Context, @Arg('input', () => VoteInput) input: VoteInput): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'castVote', input, castVote, (id) => reader(context, MeetingReader).item.load(id));
  }

  @Mutation(() => AgendaItemResult)
  adoptItem(
    @Ctx() context: Context,
    @Arg('input', () => AgendaItemActionInput) input: AgendaItemActionInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'adoptItem', input, adoptItem, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }

  @Mutation(() => AgendaItemResult)
  refuseItem(
    @Ctx() context: Context,
    @Arg('input', () => DecideItemInput) input: DecideItemInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'refuseItem', input, refuseItem, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }

  @Mutation(() => AgendaItemResult)
  deferItem(
    @Ctx() context: Context,
    @Arg('input', () => DecideItemInput) input: DecideItemInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'deferItem', input, deferItem, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }
}

export const meetingResolvers = [
  MeetingResolver,
  AgendaItemResolver,
  MeetingMemberResolver,
  OpinionResolver,
  QuestionResolver,
  AnswerResolver,
  VoteResolver,
] as const;
