import DataLoader from 'dataloader';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { workingDaysBetween } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { answer } from '../../platform/graphql/results.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import { rowOf } from '../../platform/level.js';
import { byKey } from '../../platform/read.js';
import { BatchReader, type BatchRow } from '../batch/batch.reader.js';
import { Batch } from '../batch/batch.types.js';
import { CaseReader, type CaseRow } from '../case/case.reader.js';
import { CaseResult } from '../case/case.resolver.js';
import { Case } from '../case/case.types.js';
import { getStaff, type StaffRow } from '../identity/identity.reader.js';
import { Staff } from '../identity/identity.types.js';
import { reviewCommittee } from '../review-meeting/item-tally.js';
import type { AgendaItemRow, MeetingRow } from '../review-meeting/meeting-rows.js';
import { AgendaItemActionInput } from '../review-meeting/review-meeting.inputs.js';
import { MeetingReader } from '../review-meeting/review-meeting.reader.js';
import { MeetingResult } from '../review-meeting/review-meeting.resolver.js';
import { AgendaItem } from '../review-meeting/review-meeting.types.js';
import { MoveAgendaItemInput, RequestMeetingInput } from './agenda.inputs.js';
import { MeetingRequest, ProposedAgenda, ProposedItem } from './agenda.types.js';
import { moveAgendaItem, withdrawAgendaItem } from './arrange-agenda.js';
import { type Carried, carriedBefore, carriedWords } from './carried-over.js';
import { MEETING_REQUEST_OF_CASE, type MeetingRequestRow } from './meeting-request.js';
import { type RankedAgenda, type RankedItem, rankAgenda } from './rank-agenda.js';
import { requestMeeting } from './request-meeting.js';
import { waitingItems } from './waiting-items.js';

/** Minutes that a meeting may be planned for. */
const LONGEST_MEETING = 600;

class AgendaReader {
  readonly carried: DataLoader<string, (Carried & { id: string }) | undefined>;

  constructor({ database: { pool } }: Context) {
    this.carried = new DataLoader(async (ids) => byKey(ids, await carriedBefore(pool, ids), ({ id }) => id));
  }
}

@Resolver(() => ProposedAgenda)
class ProposedAgendaResolver {
  @Query(() => ProposedAgenda, {
    nullable: true,
    description: 'What waits for a meeting, for whoever plans one; null for others. `minutes`: how long it lasts.',
  })
  async proposedAgenda(
    @Ctx() context: Context,
    @Arg('minutes', () => Int, { nullable: true }) minutes?: number | null,
  ): Promise<(RankedAgenda & { minutes: number; emergencyWithinMinutes: number }) | null> {
    if (!signedIn(context).ability.can('plan', 'Meeting')) return null;
    const committee = reviewCommittee(context.county);
    const length = Math.min(Math.max(minutes ?? committee.meetingMinutes, 0), LONGEST_MEETING);
    const on = today();
    const ranked = rankAgenda(await waitingItems(context, committee, on), length, on);
    return { ...ranked, minutes: length, emergencyWithinMinutes: committee.emergency.withinMinutes };
  }
}

@Resolver(() => ProposedItem)
class ProposedItemResolver {
  @FieldResolver(() => Case, { nullable: true })
  async case(@Root() item: RankedItem, @Ctx() context: Context): Promise<CaseRow | undefined | null> {
    return item.kind === 'case' ? reader(context, CaseReader).case.load(item.id) : null;
  }

  @FieldResolver(() => Batch, { nullable: true })
  async batch(@Root() item: RankedItem, @Ctx() context: Context): Promise<BatchRow | undefined | null> {
    return item.kind === 'batch' ? reader(context, BatchReader).batch.load(item.id) : null;
  }
}

@Resolver(() => MeetingRequest)
class MeetingRequestResolver {
  @FieldResolver(() => Bilingual)
  unit(@Root() { unitZh, unitEn }: MeetingRequestRow): Bilingual {
    return { zh: unitZh, en: unitEn };
  }

  @FieldResolver(() => Staff)
  requestedBy(@Root() request: MeetingRequestRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, request.requestedBy);
  }

  @FieldResolver(() => Staff)
  chair(@Root() request: MeetingRequestRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, request.chairId);
  }

  @FieldResolver(() => Int)
  workingDaysLeft(@Root() { dueOn }: MeetingRequestRow): number {
    return workingDaysBetween(today(), dueOn);
  }
}

@Resolver(() => Case)
class CaseAgendaResolver {
  @FieldResolver(() => MeetingRequest, { nullable: true, description: 'The latest.' })
  meetingRequest(@Root() file: CaseRow, @Ctx() context: Context) {
    return rowOf(context, MEETING_REQUEST_OF_CASE, file.id);
  }

  @Mutation(() => CaseResult, { description: 'A department or township asks for a meeting about a case (R12).' })
  requestMeeting(
    @Ctx() context: Context,
    @Arg('input', () => RequestMeetingInput) input: RequestMeetingInput,
  ): Promise<CaseRow> {
    return answer(signedIn(context), 'requestMeeting', input, requestMeeting, (id) =>
      reader(context, CaseReader).find(id),
    );
  }
}

@Resolver(() => AgendaItem)
class AgendaItemCarriedResolver {
  @FieldResolver(() => Bilingual, { nullable: true, description: 'Which meeting put it off before, and how often.' })
  async carriedOver(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<Bilingual | null> {
    const carried = await reader(context, AgendaReader).carried.load(item.id);
    return carried ? carriedWords(carried) : null;
  }

  @Mutation(() => MeetingResult, { description: 'Moves an item that waits to another place of its agenda.' })
  moveAgendaItem(
    @Ctx() context: Context,
    @Arg('input', () => MoveAgendaItemInput) input: MoveAgendaItemInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'moveAgendaItem', input, moveAgendaItem, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }

  @Mutation(() => MeetingResult, { description: 'Takes an item off its agenda; it waits for another meeting.' })
  withdrawAgendaItem(
    @Ctx() context: Context,
    @Arg('input', () => AgendaItemActionInput) input: AgendaItemActionInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'withdrawAgendaItem', input, withdrawAgendaItem, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }
}

export const agendaResolvers = [
  ProposedAgendaResolver,
  ProposedItemResolver,
  MeetingRequestResolver,
  CaseAgendaResolver,
  AgendaItemCarriedResolver,
] as const;
