import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true })
export class Task {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  kind!: string;
  @Field(() => Bilingual)
  title!: Bilingual;
  @Field(() => Department, { nullable: true })
  department!: Department | null;
  @Field(() => String, { nullable: true, description: "Who has to do it; of a department's decision its managers." })
  assignee!: string | null;
  @Field(() => Boolean, { description: 'Given to the reader by name, not to his department or his area.' })
  givenToMe!: boolean;
  @Field(() => DateText)
  dueOn!: string;
  @Field(() => Int)
  workingDaysLeft!: number;
  @Field(() => String)
  status!: string;
  @Field(() => ID, { nullable: true })
  caseId!: string | null;
  @Field(() => String, { nullable: true })
  caseNumber!: string | null;
  @Field(() => ID, { nullable: true, description: 'The match whose names are to be looked into.' })
  listMatchId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The meeting that one is called to.' })
  meetingId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The finding of the self-audit that is to be answered.' })
  auditFindingId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The award about which a family is to be asked.' })
  satisfactionAskingId!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'By its kind: the entry of a waiting line, the donation, or the household that it is about.',
  })
  about!: string | null;
  @Field(() => Instant, { nullable: true })
  doneAt!: Date | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}
