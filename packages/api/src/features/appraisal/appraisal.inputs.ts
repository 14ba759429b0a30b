import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class OpenAppraisalInput {
  @Field(() => String)
  key!: string;
  @Field(() => Int)
  year!: number;
  @Field(() => String, { nullable: true, description: 'Of a department; null: of all.' })
  department?: string | null;
  @Field(() => String, { nullable: true, description: 'What a measure was counted from; null: the report.' })
  measure?: string | null;
  @Field(() => String, { description: 'A code of APPRAISAL_PURPOSES.' })
  purpose!: string;
  @Field(() => String, { nullable: true, description: 'Needed for the purpose `other`.' })
  note?: string | null;
}

@InputType()
export class StateAppraisalObjectionInput {
  @Field(() => String)
  key!: string;
  @Field(() => Int)
  year!: number;
  @Field(() => String)
  department!: string;
  @Field(() => String, { description: '5–2000 characters' })
  text!: string;
}

@InputType()
export class CloseAppraisalInput {
  @Field(() => String)
  key!: string;
  @Field(() => Int, { description: 'A year that is over.' })
  year!: number;
}

@InputType()
export class AnnexAppraisalInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  reportId!: string;
  @Field(() => String, { description: '5–2000 characters: what was written, and what is right.' })
  text!: string;
}
