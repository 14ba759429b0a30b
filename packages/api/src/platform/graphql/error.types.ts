import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Fen } from '../../platform/graphql/scalars.js';

@ObjectType({ simpleResolvers: true })
export class FieldProblem {
  @Field(() => String)
  path!: string;
  @Field(() => String)
  message!: string;
}

/** Input that cannot be used as it is. */
@ObjectType({ simpleResolvers: true, description: 'Input that cannot be used as it is.' })
export class InvalidInput {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  message!: string;
  @Field(() => [FieldProblem])
  problems!: FieldProblem[];
}

@ObjectType({ simpleResolvers: true })
export class NotAllowed {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  message!: string;
}

@ObjectType({ simpleResolvers: true })
export class NotFound {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  message!: string;
}

/** The record changed since it was read. */
@ObjectType({ simpleResolvers: true, description: 'The record changed since it was read.' })
export class StaleVersion {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  message!: string;
  @Field(() => Int)
  currentVersion!: number;
}

/** The record's status does not allow this now, or the thing was already done. */
@ObjectType({
  simpleResolvers: true,
  description: "The record's status does not allow this now, or the thing was already done.",
})
export class WrongState {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  message!: string;
  @Field(() => String)
  status!: string;
}

@ObjectType({ simpleResolvers: true })
export class ShortLine {
  @Field(() => ID)
  lineId!: string;
  @Field(() => String)
  label!: string;
  @Field(() => String)
  unit!: string;
  @Field(() => Fen)
  needed!: number;
  @Field(() => Fen)
  left!: number;
  @Field(() => Fen, { description: 'What meetings that compose have set aside.' })
  reserved!: number;
}

/** A budget line or quota would be overdrawn. Amounts in fen, or places. */
@ObjectType({
  simpleResolvers: true,
  description: 'A budget line or quota would be overdrawn. Amounts in fen, or places.',
})
export class BudgetExceeded {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  message!: string;
  @Field(() => [ShortLine])
  lines!: ShortLine[];
}

@ObjectType({ simpleResolvers: true })
export class AmountOutOfBand {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  message!: string;
  @Field(() => String)
  programCode!: string;
  @Field(() => Fen)
  minFen!: number;
  @Field(() => Fen)
  maxFen!: number;
  @Field(() => Fen, { nullable: true })
  stepFen!: number | null;
}
