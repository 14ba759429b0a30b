import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer } from '../../platform/graphql/results.js';
import { getStaff, type StaffRow } from '../identity/identity.reader.js';
import { Staff } from '../identity/identity.types.js';
import { closePart } from './close-part.js';
import type { AgendaItemRow, MeetingRow } from './meeting-rows.js';
import { pauseMeeting, resumeMeeting } from './pause-meeting.js';
import { choosePresider } from './preside.js';
import { recordUnanimous } from './record-unanimous.js';
import {
  ChoosePresiderInput,
  ClosePartInput,
  MeetingActionInput,
  PauseMeetingInput,
  UnanimousInput,
} from './review-meeting.inputs.js';
import { MeetingReader } from './review-meeting.reader.js';
import { AgendaItemResult, MeetingResult } from './review-meeting.resolver.js';
import { AgendaItem } from './review-meeting.types.js';

/** What whoever presides over an item does with it. */
@Resolver(() => AgendaItem)
export class PresideResolver {
  @FieldResolver(() => Staff, { description: 'Who presides: the chair, or the deputy where the chair stands aside.' })
  presider(@Root() { presiderId }: AgendaItemRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, presiderId);
  }

  @Mutation(() => AgendaItemResult)
  choosePresider(
    @Ctx() context: Context,
    @Arg('input', () => ChoosePresiderInput) input: ChoosePresiderInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'choosePresider', input, choosePresider, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }

  @Mutation(() => AgendaItemResult)
  closePart(
    @Ctx() context: Context,
    @Arg('input', () => ClosePartInput) input: ClosePartInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'closePart', input, closePart, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }

  @Mutation(() => MeetingResult)
  pauseMeeting(
    @Ctx() context: Context,
    @Arg('input', () => PauseMeetingInput) input: PauseMeetingInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'pauseMeeting', input, pauseMeeting, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }

  @Mutation(() => MeetingResult)
  resumeMeeting(
    @Ctx() context: Context,
    @Arg('input', () => MeetingActionInput) input: MeetingActionInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'resumeMeeting', input, resumeMeeting, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }

  @Mutation(() => AgendaItemResult)
  recordUnanimous(
    @Ctx() context: Context,
    @Arg('input', () => UnanimousInput) input: UnanimousInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'recordUnanimous', input, recordUnanimous, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }
}
