import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Instant, Json } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';

@ObjectType({ simpleResolvers: true, description: 'Long work that goes on after the request, and after a crash.' })
export class Job {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  kind!: string;
  @Field(() => Bilingual)
  title!: Bilingual;
  @Field(() => String, { description: 'queued, running, succeeded, failed or cancelled' })
  status!: string;
  @Field(() => Float)
  done!: number;
  @Field(() => Float, { description: '0 until it is known.' })
  total!: number;
  @Field(() => Bilingual, { nullable: true, description: 'What is being done now.' })
  step!: Bilingual | null;
  @Field(() => Boolean, { description: 'Somebody asked to cancel; it ends at its next slice.' })
  cancelAsked!: boolean;
  @Field(() => Bilingual, { nullable: true })
  error!: Bilingual | null;
  @Field(() => Json, { nullable: true })
  result!: unknown;
  @Field(() => String, { nullable: true, description: 'null when the clock asked.' })
  requestedBy!: string | null;
  @Field(() => Instant)
  createdAt!: Date;
  @Field(() => Instant, { nullable: true })
  startedAt!: Date | null;
  @Field(() => Instant, { nullable: true })
  finishedAt!: Date | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}
