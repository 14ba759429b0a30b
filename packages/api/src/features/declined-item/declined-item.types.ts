import { Field, ID, ObjectType } from 'type-graphql';
import { Fen, Instant } from '../../platform/graphql/scalars.js';
import { Case } from '../case/case.types.js';
import { Department, Program } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true, description: 'What a member said when the meeting adopted the package.' })
export class MeetingWord {
  @Field(() => String)
  name!: string;
  @Field(() => String, { description: 'support, oppose, neutral' })
  stance!: string;
  @Field(() => String)
  text!: string;
}

@ObjectType({ simpleResolvers: true, description: "An item that its department declined, with both sides' words." })
export class DeclinedItem {
  @Field(() => ID)
  packageItemId!: string;
  @Field(() => Case)
  case!: Case;
  @Field(() => Program)
  program!: Program;
  @Field(() => Department)
  department!: Department;
  @Field(() => Fen, { nullable: true })
  amountFen!: number | null;
  @Field(() => String, { description: 'Why the department declined.' })
  reason!: string;
  @Field(() => String)
  decidedBy!: string;
  @Field(() => Instant)
  decidedAt!: Date;
  @Field(() => [MeetingWord])
  words!: MeetingWord[];
}
