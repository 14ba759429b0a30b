import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class StartSelfAuditInput {
  @Field(() => String)
  key!: string;
}

@InputType()
export class AnswerAuditFindingInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  findingId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { description: 'explain: it is right as it is; correct: it was put right.' })
  answer!: string;
  @Field(() => String, { description: 'Why, or what was done.' })
  text!: string;
  @Field(() => String, { description: 'Number or title of the document that shows it.' })
  document!: string;
}

@InputType()
export class SendBackAuditFindingInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  findingId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { description: 'What the answer leaves open.' })
  text!: string;
}

@InputType()
export class HandOverAuditFindingInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  findingId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { description: 'Why discipline inspection is to look into it.' })
  text!: string;
  @Field(() => String, { description: 'Number or title of the letter that hands it over.' })
  document!: string;
}

@InputType()
export class AuditFindingFilter {
  @Field(() => String, { nullable: true, description: 'A status; open ones unless said.' })
  status?: string | null;
  @Field(() => String, { nullable: true, description: 'A code of AUDIT_QUESTIONS.' })
  question?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of a department.' })
  department?: string | null;
  @Field(() => String, { nullable: true, description: 'high, medium or low' })
  severity?: string | null;
}
