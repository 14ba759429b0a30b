import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer } from '../../platform/graphql/results.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import { mayHearItem } from '../review-meeting/hearing.js';
import type { AgendaItemRow } from '../review-meeting/meeting-rows.js';
import { MeetingReader } from '../review-meeting/review-meeting.reader.js';
import { AgendaItemResult } from '../review-meeting/review-meeting.resolver.js';
import { AgendaItem } from '../review-meeting/review-meeting.types.js';
import { releaseReservation, renewReservation } from './change-reservation.js';
import { reservationWords } from './contested.js';
import { ReservationInput } from './reservation.inputs.js';
import { ReservationReader } from './reservation.reader.js';
import { LineReservation, Reservation } from './reservation.types.js';
import type { ReservationRow } from './reservation-rows.js';

@Resolver(() => AgendaItem)
class ItemReservationResolver {
  @FieldResolver(() => Reservation, { nullable: true, description: 'What the item keeps from other meetings.' })
  async reservation(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<Reservation | null> {
    if (item.status !== 'in_discussion' || !mayHearItem(context.ability, item)) return null;
    return (await reader(context, ReservationReader).ofItem.load(item.id)) ?? null;
  }

  @Mutation(() => AgendaItemResult)
  renewReservation(
    @Ctx() context: Context,
    @Arg('input', () => ReservationInput) input: ReservationInput,
  ): Promise<AgendaItemRow> {
    const items = reader(context, MeetingReader).item;
    return answer(signedIn(context), 'renewReservation', input, renewReservation, (id) => items.load(id));
  }

  @Mutation(() => AgendaItemResult)
  releaseReservation(
    @Ctx() context: Context,
    @Arg('input', () => ReservationInput) input: ReservationInput,
  ): Promise<AgendaItemRow> {
    const items = reader(context, MeetingReader).item;
    return answer(signedIn(context), 'releaseReservation', input, releaseReservation, (id) => items.load(id));
  }
}

@Resolver(() => LineReservation)
class LineReservationResolver {
  @FieldResolver(() => Bilingual)
  words(@Root() row: ReservationRow): Bilingual {
    return reservationWords(row);
  }
}

export const reservationResolvers = [ItemReservationResolver, LineReservationResolver] as const;
