import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import { AmountVerdict, SubBenefit, TraceValue } from '../aid-package/aid-package.types.js';
import { FactDefinition, Program } from '../program/program.types.js';
import { Person } from '../registry/registry.types.js';

@ObjectType({
  simpleResolvers: true,
  description: 'One line of a rule as it came out; lines follow one another as in a tree.',
})
export class RuleLine {
  @Field(() => Int, { description: 'How deep in the tree, the whole rule being 0.' })
  depth!: number;
  @Field(() => String, { description: 'all, any, not, if, term or clause' })
  op!: string;
  @Field(() => String)
  text!: string;
  @Field(() => String, { description: 'true, false or unknown' })
  truth!: string;
  @Field(() => String, { nullable: true })
  label!: string | null;
  @Field(() => Boolean, { description: 'Whether the answer rests on it; what does not matter may be folded away.' })
  matters!: boolean;
  @Field(() => [TraceValue])
  values!: TraceValue[];
}

@ObjectType({ simpleResolvers: true })
export class FactChange {
  @Field(() => FactDefinition)
  fact!: FactDefinition;
  @Field(() => Bilingual)
  from!: Bilingual;
  @Field(() => [Bilingual], { description: 'Any one of these; of a figure the nearest value.' })
  to!: Bilingual[];
  @Field(() => Bilingual, { nullable: true, description: 'Of a figure: by how much.' })
  difference!: Bilingual | null;
  @Field(() => Bilingual, { nullable: true, description: 'Of a figure: the last value with which the answer stays.' })
  edge!: Bilingual | null;
  @Field(() => DateText, { nullable: true, description: 'Of an age: the day from which it is so by itself.' })
  since!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class ChangedFigure {
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => String)
  from!: string;
  @Field(() => String)
  to!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The smallest change of one or two facts that turns an answer.' })
export class Turn {
  @Field(() => Bilingual)
  words!: Bilingual;
  @Field(() => String, { description: 'What the answer would be.' })
  outcome!: string;
  @Field(() => [FactChange])
  changes!: FactChange[];
  @Field(() => [ChangedFigure])
  figures!: ChangedFigure[];
  @Field(() => [RuleLine], { description: 'The conditions that would come out otherwise, as they are now.' })
  clauses!: RuleLine[];
  @Field(() => [FactDefinition])
  missingFacts!: FactDefinition[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'Why a program fits a person or does not, and what would change that.',
})
export class Explanation {
  @Field(() => DateText)
  on!: string;
  @Field(() => Program)
  program!: Program;
  @Field(() => Int, { description: 'Number of the rule version that was applied.' })
  ruleVersion!: number;
  @Field(() => Person)
  person!: Person;
  @Field(() => String, { description: 'ELIGIBLE, NOT_ELIGIBLE or NEEDS_FACTS' })
  outcome!: string;
  @Field(() => Bilingual, {
    nullable: true,
    description: 'The other way in that applies, where the program has several.',
  })
  variant!: Bilingual | null;
  @Field(() => Boolean, { description: 'Whether a figure that counts is assumed.' })
  assumed!: boolean;
  @Field(() => [RuleLine])
  lines!: RuleLine[];
  @Field(() => AmountVerdict)
  amount!: AmountVerdict;
  @Field(() => [SubBenefit])
  subBenefits!: SubBenefit[];
  @Field(() => [FactDefinition])
  missingFacts!: FactDefinition[];
  @Field(() => [Turn], { description: 'Of a refusal: what would make it fit.' })
  nearMisses!: Turn[];
  @Field(() => [Turn], { description: 'Of an entitlement: how far each fact may go before it is lost.' })
  margins!: Turn[];
  @Field(() => Boolean, {
    description: 'Whether the search for changes ended at its bound: there may be nearer ones.',
  })
  searchCut!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class ProgramFit {
  @Field(() => Program)
  program!: Program;
  @Field(() => String)
  outcome!: string;
  @Field(() => AmountVerdict)
  amount!: AmountVerdict;
  @Field(() => [FactDefinition])
  missingFacts!: FactDefinition[];
  @Field(() => Bilingual, { nullable: true, description: 'Of a refusal: the nearest change that would make it fit.' })
  nearest!: Bilingual | null;
  @Field(() => [String], { description: 'Of a refusal: the conditions that stand against it.' })
  against!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'All programs for one member of a household.' })
export class MemberPrograms {
  @Field(() => Person)
  person!: Person;
  @Field(() => [ProgramFit])
  programs!: ProgramFit[];
}

@ObjectType({ simpleResolvers: true })
export class SupportLine {
  @Field(() => Program)
  program!: Program;
  @Field(() => Bilingual, { description: 'Of the program, or of a part that is paid beside its main amount.' })
  name!: Bilingual;
  @Field(() => Person, { nullable: true, description: 'null: the household' })
  person!: Person | null;
  @Field(() => String, { description: 'monthly or yearly' })
  period!: string;
  @Field(() => Fen)
  beforeFen!: number;
  @Field(() => Fen)
  afterFen!: number;
  @Field(() => Fen, { nullable: true, description: 'What the household is recorded to receive; null: only entitled.' })
  heldFen!: number | null;
  @Field(() => Boolean, { description: 'Held although the rule does not support it now: due for a review.' })
  doubtful!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class StatusLoss {
  @Field(() => FactDefinition)
  fact!: FactDefinition;
  @Field(() => Person, { nullable: true })
  person!: Person | null;
  @Field(() => Bilingual)
  from!: Bilingual;
  @Field(() => Bilingual)
  to!: Bilingual;
  @Field(() => Program)
  program!: Program;
}

@ObjectType({ simpleResolvers: true })
export class ClosedProgram {
  @Field(() => Program)
  program!: Program;
  @Field(() => [Person], { description: 'For whom it would close; empty: the household' })
  people!: Person[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A program that goes on for some months after the income has risen.',
})
export class FadeOut {
  @Field(() => Program)
  program!: Program;
  @Field(() => Int)
  months!: number;
  @Field(() => DateText, { description: 'Since when that rule holds.' })
  from!: string;
  @Field(() => String)
  source!: string;
  @Field(() => String)
  figureKind!: string;
}

@ObjectType({ simpleResolvers: true })
export class CliffStep {
  @Field(() => Fen, { description: 'A month.' })
  riseFen!: number;
  @Field(() => Fen)
  monthlyFen!: number;
  @Field(() => Fen)
  yearlyFen!: number;
  @Field(() => Fen, { description: 'The rise less the monthly support lost.' })
  netMonthFen!: number;
  @Field(() => Fen, { description: 'The same over a year, yearly support included.' })
  netYearFen!: number;
  @Field(() => [SupportLine])
  changes!: SupportLine[];
  @Field(() => [StatusLoss])
  statusLost!: StatusLoss[];
  @Field(() => [ClosedProgram], { description: 'Programs that would be closed, money or not.' })
  closed!: ClosedProgram[];
  @Field(() => [FadeOut])
  fadeOut!: FadeOut[];
}

@ObjectType({ simpleResolvers: true, description: 'What a household would lose if its income rose.' })
export class HouseholdCliff {
  @Field(() => ID)
  householdId!: string;
  @Field(() => DateText)
  on!: string;
  @Field(() => Boolean)
  incomeKnown!: boolean;
  @Field(() => Fen, { nullable: true, description: 'Income of the household a month, where it is known.' })
  incomeFen!: number | null;
  @Field(() => Person, { description: 'Whose own income is taken to rise.' })
  earner!: Person;
  @Field(() => Fen)
  monthlyFen!: number;
  @Field(() => Fen)
  yearlyFen!: number;
  @Field(() => Boolean, {
    description: 'Whether the reader may not see all aid of the household, so that some of it may be missing here.',
  })
  partial!: boolean;
  @Field(() => [SupportLine])
  lines!: SupportLine[];
  @Field(() => [CliffStep])
  steps!: CliffStep[];
}
