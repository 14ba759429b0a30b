import { Field, Int, ObjectType } from 'type-graphql';
import { DateText, Fen } from '../../platform/graphql/scalars.js';

/** How much of the county a program fits on a day. */
@ObjectType({ simpleResolvers: true })
export class CountyFit {
  @Field(() => DateText)
  on!: string;
  @Field(() => Int, { description: 'Eligible people; all members of the household in a household program.' })
  people!: number;
  @Field(() => Int)
  households!: number;
  @Field(() => Int, { description: 'People whom nothing refuses, but of whom a fact that matters is unknown.' })
  askingPeople!: number;
  @Field(() => Int)
  askingHouseholds!: number;
  @Field(() => Int, { description: 'Eligible people who hold the program already: aid of it is in force.' })
  holdingPeople!: number;
  @Field(() => Int)
  holdingHouseholds!: number;
  @Field(() => Fen, { description: 'What the eligible ones get together in one period of the program.' })
  fen!: number;
}
