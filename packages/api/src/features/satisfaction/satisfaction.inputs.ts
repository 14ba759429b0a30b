import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class SatisfactionScoreInput {
  @Field(() => String, { description: 'Code of a question of the county pack.' })
  question!: string;
  @Field(() => Int, { description: '1 (bad) to 5 (good)' })
  score!: number;
}

@InputType()
export class RecordSatisfactionInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  askingId!: string;
  @Field(() => ID, { nullable: true, description: 'The answer that this one puts right; null: the first one.' })
  corrects?: string | null;
  @Field(() => String, { description: 'A code of SATISFACTION_OUTCOMES.' })
  outcome!: string;
  @Field(() => String, { description: 'A code of SATISFACTION_MANNERS.' })
  manner!: string;
  @Field(() => String, { nullable: true, description: 'A code of SATISFACTION_TELLERS; needed of an answer.' })
  toldBy?: string | null;
  @Field(() => [SatisfactionScoreInput], { description: 'Of every question when there is an answer; otherwise none.' })
  scores!: SatisfactionScoreInput[];
  @Field(() => String, { nullable: true, description: "In the person's own words." })
  words?: string | null;
  @Field(() => Boolean, { description: 'He complains: whoever is in charge of the case gets a task. Needs words.' })
  complaint!: boolean;
}
