import { Field, Int, ObjectType } from 'type-graphql';
import { DateText, Fen } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import { Selection } from '../aid-package/aid-package.types.js';
import { Program } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true, description: 'A program of a suggestion, beside the draft as it stands.' })
export class SuggestedItem {
  @Field(() => Program)
  program!: Program;
  @Field(() => Fen, { nullable: true, description: 'Of what is removed: what the draft pays.' })
  amountFen!: number | null;
  @Field(() => Boolean)
  planOnly!: boolean;
  @Field(() => String, { description: 'added, removed, changed or same' })
  change!: string;
  @Field(() => Fen, { nullable: true })
  beforeFen!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'A package that could stand, as the composer would make it.' })
export class PackageSuggestion {
  @Field(() => String, {
    description:
      'best; suggested (the amounts that rules suggest), public (least of donations), simple (fewest steps), next',
  })
  kind!: string;
  @Field(() => Bilingual, { description: 'What it reaches; beside the best, what it gains and costs.' })
  words!: Bilingual;
  @Field(() => [SuggestedItem])
  items!: SuggestedItem[];
  @Field(() => [Selection], { description: 'What `composePackage` takes to make it the draft.' })
  selections!: Selection[];
  @Field(() => Boolean, { description: 'Whether the draft is this package already.' })
  isDraft!: boolean;
  @Field(() => Fen)
  monthlyFen!: number;
  @Field(() => Fen)
  coveredFen!: number;
  @Field(() => Fen, { nullable: true, description: 'null: the loss is not known.' })
  leftFen!: number | null;
  @Field(() => Fen, { description: 'Given once, apart from the loss.' })
  onceFen!: number;
  @Field(() => Int, { description: 'Help without money.' })
  helps!: number;
  @Field(() => Fen, { description: 'Of programs that start only when all others have given.' })
  lastResortFen!: number;
  @Field(() => Fen, { description: 'Of donations and other money that is not the state’s.' })
  socialFen!: number;
  @Field(() => Int)
  departments!: number;
  @Field(() => Int)
  papers!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How sure it is that nothing better can stand.' })
export class SuggestionProof {
  @Field(() => Boolean, { description: 'Every way was compared; else what none can exceed tells the gap.' })
  isProven!: boolean;
  @Field(() => Int)
  compared!: number;
  @Field(() => Fen)
  mostMonthlyFen!: number;
  @Field(() => Fen)
  mostCoveredFen!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What fits and is not suggested, and why.' })
export class SuggestionShortage {
  @Field(() => Program)
  program!: Program;
  @Field(() => Bilingual)
  words!: Bilingual;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What people chose by hand: suggestions keep it, unless it is asked for as free.',
})
export class ChosenByHand {
  @Field(() => Program)
  program!: Program;
  @Field(() => Fen, { nullable: true, description: 'null: the amount may be suggested.' })
  amountFen!: number | null;
  @Field(() => Boolean)
  planOnly!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class PackageSuggestions {
  @Field(() => DateText)
  decisionDate!: string;
  @Field(() => Int, { description: 'Version of the draft they rest on; 0 when there is none.' })
  draftVersion!: number;
  @Field(() => [PackageSuggestion], { description: 'The best first; fewer than three where fewer really differ.' })
  suggestions!: PackageSuggestion[];
  @Field(() => SuggestionProof)
  proof!: SuggestionProof;
  @Field(() => [SuggestionShortage])
  short!: SuggestionShortage[];
  @Field(() => [ChosenByHand])
  byHand!: ChosenByHand[];
  @Field(() => [Program], { description: 'Left out by hand: not suggested.' })
  setAside!: Program[];
  @Field(() => Int, { description: 'Programs that a missing fact keeps out of the comparison.' })
  needsFacts!: number;
}
