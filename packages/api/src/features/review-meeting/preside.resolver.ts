import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer } from '../../platform/graphql/results.js';
import { getStaff, type StaffRow } from '../identity/identity.reader.js';
import { Staff } from '../identity/identity.types.js';
import type { AgendaItemRow } from './meeting-rows.js';
import { choosePresider } from './preside.js';
import { recordUnanimous } from './record-unanimous.js';
import { ChoosePresiderInput, UnanimousInput } from './review-meeting.inputs.js';
import { MeetingReader } from './review-meeting.reader.js';
import { AgendaItemResult } from './review-meeting.resolver.js';
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
  recordUnanimous(
    @Ctx() context: Context,
    @Arg('input', () => UnanimousInput) input: UnanimousInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'recordUnanimous', input, recordUnanimous, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }
}
