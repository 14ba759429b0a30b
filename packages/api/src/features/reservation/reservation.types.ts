import { Field, Int, ObjectType } from 'type-graphql';
import { Fen, Instant } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What a package under discussion keeps from other meetings, until it is decided or the time passes.',
})
export class Reservation {
  @Field(() => Instant)
  since!: Date;
  @Field(() => Instant)
  until!: Date;
  @Field(() => Fen)
  fen!: number;
  @Field(() => Int)
  places!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What another meeting has reserved on a line: by its number and item, nobody is named.',
})
export class LineReservation {
  @Field(() => String)
  meetingNumber!: string;
  @Field(() => Int)
  position!: number;
  @Field(() => Fen)
  fen!: number;
  @Field(() => Int)
  places!: number;
  @Field(() => Instant)
  since!: Date;
  @Field(() => Instant)
  until!: Date;
  @Field(() => Bilingual)
  words!: Bilingual;
}
