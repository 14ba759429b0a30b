import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant, Json } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department, FactDefinition, Program } from '../program/program.types.js';
import { Person } from '../registry/registry.types.js';
import { LineReservation } from '../reservation/reservation.types.js';

@ObjectType({ simpleResolvers: true })
export class TraceValue {
  @Field(() => String)
  name!: string;
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  code!: string;
  @Field(() => String, { nullable: true })
  text!: string | null;
  @Field(() => String, { nullable: true })
  unit!: string | null;
  @Field(() => String, { nullable: true })
  source!: string | null;
  @Field(() => DateText, { nullable: true })
  observedOn!: string | null;
  @Field(() => Boolean, { nullable: true })
  verified!: boolean | null;
  @Field(() => String, { nullable: true })
  figureKind!: string | null;
  @Field(() => String, { nullable: true, description: 'How a figure that rules work out is worked out.' })
  formula!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class TraceNode {
  @Field(() => String)
  op!: string;
  @Field(() => String)
  text!: string;
  @Field(() => String)
  truth!: string;
  @Field(() => String, { nullable: true })
  label!: string | null;
  @Field(() => [TraceValue])
  values!: TraceValue[];
  @Field(() => [TraceNode])
  children!: TraceNode[];
}

@ObjectType({ simpleResolvers: true })
export class AmountVerdict {
  @Field(() => String)
  kind!: string;
  @Field(() => Bilingual)
  unit!: Bilingual;
  @Field(() => Fen, { nullable: true })
  fen!: number | null;
  @Field(() => Fen, { nullable: true })
  minFen!: number | null;
  @Field(() => Fen, { nullable: true })
  maxFen!: number | null;
  @Field(() => Fen, { nullable: true })
  stepFen!: number | null;
  @Field(() => String, { nullable: true })
  formula!: string | null;
  @Field(() => [TraceValue])
  values!: TraceValue[];
}

@ObjectType({ simpleResolvers: true })
export class Verdict {
  @Field(() => Program)
  program!: Program;
  @Field(() => Int, { description: 'Number of the rule version that judged; 1 is the county pack.' })
  ruleVersion!: number;
  @Field(() => String, { nullable: true })
  variantCode!: string | null;
  @Field(() => String, { description: 'ELIGIBLE, NOT_ELIGIBLE or NEEDS_FACTS' })
  outcome!: string;
  @Field(() => TraceNode)
  trace!: TraceNode;
  @Field(() => [TraceNode])
  reasons!: TraceNode[];
  @Field(() => [FactDefinition])
  missingFacts!: FactDefinition[];
  @Field(() => AmountVerdict)
  amount!: AmountVerdict;
  @Field(() => [SubBenefit])
  subBenefits!: SubBenefit[];
  @Field(() => Boolean)
  assumed!: boolean;
  @Field(() => Bilingual, {
    nullable: true,
    description: 'Why a program that fits cannot be chosen: aid that was given already.',
  })
  barred!: Bilingual | null;
}

@ObjectType({ simpleResolvers: true })
export class SubBenefit {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => Fen, { nullable: true })
  fen!: number | null;
  @Field(() => String)
  period!: string;
}

/** A fact that blocks programs; the window asks for it, the most useful first. */
@ObjectType({
  simpleResolvers: true,
  description: 'A fact that blocks programs; the window asks for it, the most useful first.',
})
export class WantedFact {
  @Field(() => FactDefinition)
  fact!: FactDefinition;
  @Field(() => ID, { nullable: true })
  personId!: string | null;
  @Field(() => [Program])
  programs!: Program[];
}

@ObjectType({ simpleResolvers: true })
export class Assessment {
  @Field(() => DateText)
  decisionDate!: string;
  @Field(() => [Verdict])
  fits!: Verdict[];
  @Field(() => [Verdict])
  needsFacts!: Verdict[];
  @Field(() => [Verdict])
  doesNotFit!: Verdict[];
  @Field(() => [WantedFact])
  wanted!: WantedFact[];
}

@ObjectType({ simpleResolvers: true })
export class PackageItem {
  @Field(() => ID)
  id!: string;
  @Field(() => Program)
  program!: Program;
  @Field(() => Department)
  department!: Department;
  @Field(() => Person)
  person!: Person;
  @Field(() => Int, { nullable: true, description: 'Number of the rule version that judged; 1 is the county pack.' })
  ruleVersion!: number | null;
  @Field(() => String, { nullable: true })
  variantCode!: string | null;
  @Field(() => Fen, { nullable: true })
  amountFen!: number | null;
  @Field(() => Fen, { nullable: true })
  entitledFen!: number | null;
  @Field(() => Fen, { nullable: true })
  minFen!: number | null;
  @Field(() => Fen, { nullable: true })
  maxFen!: number | null;
  @Field(() => Fen, { nullable: true })
  stepFen!: number | null;
  @Field(() => Boolean)
  planOnly!: boolean;
  @Field(() => String)
  form!: string;
  @Field(() => String)
  period!: string;
  @Field(() => Int)
  position!: number;
  @Field(() => String, { description: 'proposed, awaiting_decision, committed, declined, refused' })
  status!: string;
  @Field(() => String, { description: 'none, held, short' })
  hold!: string;
  @Field(() => Bilingual, { nullable: true })
  cappedBy!: Bilingual | null;
  @Field(() => Json, { nullable: true })
  verdict!: unknown | null;
  @Field(() => DepartmentDecision, { nullable: true })
  decision!: DepartmentDecision | null;
  @Field(() => Commitment, { nullable: true })
  commitment!: Commitment | null;
  @Field(() => DateText, { nullable: true })
  deadline!: string | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class DepartmentDecision {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  outcome!: string;
  @Field(() => String, { nullable: true })
  reason!: string | null;
  @Field(() => String)
  decidedBy!: string;
  @Field(() => Instant)
  decidedAt!: Date;
}

@ObjectType({ simpleResolvers: true })
export class Commitment {
  @Field(() => ID)
  id!: string;
  @Field(() => Fen, { nullable: true })
  amountFen!: number | null;
  @Field(() => Int)
  places!: number;
  @Field(() => Bilingual)
  lineLabel!: Bilingual;
  @Field(() => Instant)
  committedAt!: Date;
  @Field(() => Boolean)
  planOnly!: boolean;
}

/** What a change dropped, capped or restored, by which rule, and what money that wins or loses. */
@ObjectType({
  simpleResolvers: true,
  description: 'What a change dropped, capped or restored, by which rule, and what money that wins or loses.',
})
export class Effect {
  @Field(() => String)
  kind!: string;
  @Field(() => Program)
  program!: Program;
  @Field(() => String)
  ruleCode!: string;
  @Field(() => Bilingual)
  ruleWords!: Bilingual;
  @Field(() => String, { nullable: true })
  keptProgramCode!: string | null;
  @Field(() => Fen, { nullable: true })
  beforeFen!: number | null;
  @Field(() => Fen, { nullable: true })
  afterFen!: number | null;
  @Field(() => Fen)
  deltaFen!: number;
  @Field(() => Bilingual)
  words!: Bilingual;
}

@ObjectType({ simpleResolvers: true })
export class CompositionProblem {
  @Field(() => String)
  programCode!: string;
  @Field(() => String)
  code!: string;
  @Field(() => String)
  message!: string;
  @Field(() => Fen, { nullable: true })
  minFen!: number | null;
  @Field(() => Fen, { nullable: true })
  maxFen!: number | null;
}

@ObjectType({ simpleResolvers: true })
export class CoverageSegment {
  @Field(() => String)
  programCode!: string;
  @Field(() => Bilingual)
  programName!: Bilingual;
  @Field(() => String)
  departmentCode!: string;
  @Field(() => Fen)
  fen!: number;
}

@ObjectType({ simpleResolvers: true })
export class Coverage {
  @Field(() => Fen, { nullable: true })
  costFen!: number | null;
  @Field(() => Fen)
  insurancePaidFen!: number;
  @Field(() => Fen, { nullable: true })
  needFen!: number | null;
  @Field(() => Fen)
  alreadyFen!: number;
  @Field(() => Fen)
  coveredFen!: number;
  @Field(() => Fen, { nullable: true })
  leftFen!: number | null;
  @Field(() => Fen)
  monthlyFen!: number;
  @Field(() => [CoverageSegment])
  segments!: CoverageSegment[];
}

@ObjectType({ simpleResolvers: true })
export class LineOutlook {
  @Field(() => ID)
  lineId!: string;
  @Field(() => Bilingual)
  label!: Bilingual;
  @Field(() => String)
  programCode!: string;
  @Field(() => Fen)
  leftFen!: number;
  @Field(() => Fen, { description: 'Of what is left: bound by donors for such as the person of the case.' })
  boundFen!: number;
  @Field(() => Fen)
  remainsFen!: number;
  @Field(() => Int, { nullable: true })
  placesLeft!: number | null;
  @Field(() => Int, { nullable: true })
  placesRemain!: number | null;
  @Field(() => [LineReservation], { description: 'What other meetings keep from it; not in what is left.' })
  reservations!: LineReservation[];
}

@ObjectType({ simpleResolvers: true })
export class AidPackage {
  @Field(() => ID)
  id!: string;
  @Field(() => ID)
  caseId!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  status!: string;
  @Field(() => DateText)
  decisionDate!: string;
  @Field(() => [PackageItem])
  items!: PackageItem[];
  @Field(() => [Effect])
  effects!: Effect[];
  @Field(() => [CompositionProblem])
  problems!: CompositionProblem[];
  @Field(() => Coverage)
  coverage!: Coverage;
  @Field(() => [LineOutlook])
  lines!: LineOutlook[];
  @Field(() => [Selection])
  selections!: Selection[];
  @Field(() => [Program], { description: 'Programs that people left out on purpose; they are not suggested.' })
  setAside!: Program[];
  @Field(() => Instant, { nullable: true })
  adoptedAt!: Date | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class Selection {
  @Field(() => String)
  programCode!: string;
  @Field(() => Fen, { nullable: true })
  amountFen!: number | null;
  @Field(() => Boolean)
  planOnly!: boolean;
  @Field(() => String, {
    nullable: true,
    description:
      'amount: a suggestion set the amount; suggestion: it chose the program too; null: people did, by hand.',
  })
  setBy!: string | null;
}
