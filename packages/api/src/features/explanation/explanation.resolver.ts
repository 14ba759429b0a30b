import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type Context, signedIn } from '../../context.js';
import { DateText } from '../../platform/graphql/scalars.js';
import { getPerson } from '../registry/registry.reader.js';
import { Person } from '../registry/registry.types.js';
import { explainProgram } from './explain-program.js';
import { Explanation, HouseholdCliff, MemberPrograms } from './explanation.types.js';
import { viewCliff } from './household-cliff.js';
import { householdPrograms } from './household-programs.js';

@Resolver(() => Explanation)
class ExplanationResolver {
  @Query(() => Explanation, {
    description:
      'Why a program fits a member of a household or does not, on a day; with a case, as its beneficiary stands in it.',
  })
  async explanation(
    @Ctx() context: Context,
    @Arg('householdId', () => ID) householdId: string,
    @Arg('programCode', () => String) programCode: string,
    @Arg('personId', () => ID, { nullable: true, description: 'The member whom it fits best, unless given.' })
    personId?: string | null,
    @Arg('on', () => DateText, { nullable: true }) on?: string | null,
    @Arg('caseId', () => ID, { nullable: true }) caseId?: string | null,
  ): Promise<unknown> {
    return explainProgram(signedIn(context), { householdId, personId, programCode, on, caseId });
  }

  @Query(() => [MemberPrograms], { description: 'All programs for every member of a household, on a day.' })
  async householdPrograms(
    @Ctx() context: Context,
    @Arg('householdId', () => ID) householdId: string,
    @Arg('on', () => DateText, { nullable: true }) on?: string | null,
  ): Promise<unknown> {
    return householdPrograms(signedIn(context), householdId, on);
  }

  @Query(() => HouseholdCliff, {
    description: 'What a household would lose if its income rose by 50, 100 and 200 yuan a month.',
  })
  async householdCliff(
    @Ctx() context: Context,
    @Arg('householdId', () => ID) householdId: string,
    @Arg('on', () => DateText, { nullable: true }) on?: string | null,
    @Arg('earnerId', () => ID, { nullable: true }) earnerId?: string | null,
  ): Promise<unknown> {
    return viewCliff(signedIn(context), householdId, on, earnerId);
  }

  @FieldResolver(() => Person)
  person(@Root() { personId }: { personId: string }, @Ctx() context: Context) {
    return getPerson(context, personId);
  }
}

@Resolver(() => MemberPrograms)
class MemberProgramsResolver {
  @FieldResolver(() => Person)
  person(@Root() { personId }: { personId: string }, @Ctx() context: Context) {
    return getPerson(context, personId);
  }
}

export const explanationResolvers = [ExplanationResolver, MemberProgramsResolver] as const;
