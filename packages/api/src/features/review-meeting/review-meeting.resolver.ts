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
import { chooseBallot, countBallot } from './choose-ballot.js';
import { adoptItem, deferItem, refuseItem } from './decide-item.js';
import { mayHearItem } from './hearing.js';
import { tallyOfRows } from './item-tally.js';
import { itemActions, meetingActions } from './meeting-actions.js';
import type {
  AgendaItemRow,
  AnswerRow,
  MeetingRow,
  MemberRow,
  OpinionRow,
  QuestionRow,
  RecusalRow,
  VoteRow,
} from './meeting-rows.js';
import { addAgendaItem, planMeeting } from './plan-meeting.js';
import type { ProposedRecusalRow } from './proposed-recusals.js';
import type { TallyResult } from './quorum.js';
import { recuse } from './recuse.js';
import {
  AddAgendaItemInput,
  AdoptItemInput,
  AgendaItemActionInput,
  AnswerItemQuestionInput,
  AskItemQuestionInput,
  AttendanceInput,
  ChooseBallotInput,
  DecideItemInput,
  DeferItemInput,
  MeetingActionInput,
  OpinionInput,
  PlanMeetingInput,
  RecuseInput,
  SecretVoteInput,
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
  ProposedRecusal,
  Recusal,
  Tally,
  Vote,
} from './review-meeting.types.js';
import { closeMeeting, openMeeting, recordAttendance, takeItem } from './run-meeting.js';
import { nextMorning } from './schedule.js';
import { castSecretVote, castVote, recordOpinion } from './speak-and-vote.js';
import { StaffTieResolver } from './staff-tie.resolver.js';
import { toldTo } from './write-minutes.js';

export const MeetingResult = resultUnion('MeetingResult', Meeting);
export const AgendaItemResult = resultUnion('AgendaItemResult', AgendaItem);

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

@Resolver(() => Recusal)
class RecusalResolver {
  @FieldResolver(() => Staff)
  staff(@Root() recusal: RecusalRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, recusal.staffId);
  }
}

@Resolver(() => ProposedRecusal)
class ProposedRecusalResolver {
  @FieldResolver(() => Staff)
  staff(@Root() proposed: ProposedRecusalRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, proposed.staffId);
  }
}

/** What is said on an item; nothing of a closed part for whoever may not hear it. */
function heard<Row>(context: Context, item: AgendaItemRow, read: (meetings: MeetingReader) => Promise<Row[]>) {
  return mayHearItem(context.ability, item) ? read(reader(context, MeetingReader)) : [];
}

@Resolver(() => AgendaItem)
class AgendaItemResolver {
  @FieldResolver(() => Case, { nullable: true })
  async case(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<CaseRow | undefined | null> {
    return item.caseId && mayHearItem(context.ability, item)
      ? reader(context, CaseReader).case.load(item.caseId)
      : null;
  }

  @FieldResolver(() => Batch, { nullable: true })
  async batch(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<BatchRow | undefined | null> {
    return item.batchId && mayHearItem(context.ability, item)
      ? reader(context, BatchReader).batch.load(item.batchId)
      : null;
  }

  @FieldResolver(() => String, { nullable: true })
  reason(@Root() item: AgendaItemRow, @Ctx() context: Context): string | null {
    return mayHearItem(context.ability, item) ? item.reason : null;
  }

  @FieldResolver(() => Boolean, { description: 'A closed part whose case, words and votes the reader is not told.' })
  withheld(@Root() item: AgendaItemRow, @Ctx() context: Context): boolean {
    return !mayHearItem(context.ability, item);
  }

  @FieldResolver(() => [Opinion])
  opinions(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<OpinionRow[]> | OpinionRow[] {
    return heard(context, item, ({ opinions }) => opinions.load(item.id));
  }

  @FieldResolver(() => [ItemQuestion])
  questions(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<QuestionRow[]> | QuestionRow[] {
    return heard(context, item, ({ questions }) => questions.load(item.id));
  }

  @FieldResolver(() => [Vote])
  votes(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<VoteRow[]> | VoteRow[] {
    return heard(context, item, ({ votes }) => votes.load(item.id));
  }

  @FieldResolver(() => Tally)
  async tally(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<TallyResult> {
    const meetings = reader(context, MeetingReader);
    const [votes, members] = await Promise.all([
      heard(context, item, (one) => one.votes.load(item.id)),
      meetings.members.load(item.meetingId),
    ]);
    const told = tallyOfRows(context.county, item, members, votes);
    return mayHearItem(context.ability, item) ? told : { ...told, for: 0, against: 0, abstain: 0, hidden: true };
  }

  @FieldResolver(() => [Recusal])
  recusals(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<RecusalRow[]> | RecusalRow[] {
    return heard(context, item, ({ recusals }) => recusals.load(item.id));
  }

  @FieldResolver(() => [ProposedRecusal])
  async proposedRecusals(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<ProposedRecusalRow[]> {
    const proposed = await heard(context, item, (meetings) => meetings.proposedRecusals.load(item.id));
    const own = context.actor?.staffId;
    return proposed.filter(({ staffId }) => own === item.presiderId || own === staffId);
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
  minutes(@Root() meeting: MeetingRow, @Ctx() context: Context): unknown {
    if (!meeting.minutes) return null;
    const { openedAt, closedAt, items, ...rest } = toldTo(signedIn(context).actor.staffId, meeting.minutes);
    const whole = items.map((item) => ({
      ...item,
      presider: item.presider ?? null,
      secret: item.secret ?? false,
      closedPart: item.closedPart ?? false,
      recusals: item.recusals ?? [],
      questions: item.questions ?? [],
      votes: item.votes.map((vote) => ({ ...vote, count: vote.count ?? vote.names.length })),
    }));
    return {
      ...rest,
      emergency: rest.emergency ?? null,
      meetingId: meeting.id,
      items: whole,
      openedAt: new Date(openedAt),
      closedAt: new Date(closedAt),
      pauses: (rest.pauses ?? []).map(({ reason, from, to }) => ({ reason, from: new Date(from), to: new Date(to) })),
    };
  }

  @FieldResolver(() => [AllowedAction])
  async allowedActions(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<AllowedAction[]> {
    const { itemsOfMeeting, members } = reader(context, MeetingReader);
    const [items, people] = await Promise.all([itemsOfMeeting.load(meeting.id), members.load(meeting.id)]);
    return meetingActions(context, meeting, items, people);
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
  castSecretVote(
    @Ctx() context: Context,
    @Arg('input', () => SecretVoteInput) input: SecretVoteInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'castSecretVote', input, castSecretVote, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }

  @Mutation(() => AgendaItemResult)
  chooseBallot(
    @Ctx() context: Context,
    @Arg('input', () => ChooseBallotInput) input: ChooseBallotInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'chooseBallot', input, chooseBallot, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }

  @Mutation(() => AgendaItemResult)
  countBallot(
    @Ctx() context: Context,
    @Arg('input', () => AgendaItemActionInput) input: AgendaItemActionInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'countBallot', input, countBallot, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }

  @Mutation(() => AgendaItemResult)
  recuse(@Ctx() context: Context, @Arg('input', () => RecuseInput) input: RecuseInput): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'recuse', input, recuse, (id) => reader(context, MeetingReader).item.load(id));
  }

  @Mutation(() => AgendaItemResult)
  adoptItem(
    @Ctx() context: Context,
    @Arg('input', () => AdoptItemInput) input: AdoptItemInput,
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
    @Arg('input', () => DeferItemInput) input: DeferItemInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'deferItem', input, deferItem, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }
}

export const meetingResolvers = [
  StaffTieResolver,
  MeetingResolver,
  AgendaItemResolver,
  MeetingMemberResolver,
  OpinionResolver,
  QuestionResolver,
  AnswerResolver,
  VoteResolver,
  RecusalResolver,
  ProposedRecusalResolver,
] as const;
