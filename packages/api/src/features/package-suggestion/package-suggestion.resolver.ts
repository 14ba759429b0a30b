import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { type Context, signedIn } from '../../context.js';
import { DateText } from '../../platform/graphql/scalars.js';
import { PackageSuggestions } from './package-suggestion.types.js';
import { suggestForCase } from './suggest-for-case.js';

@Resolver(() => PackageSuggestions)
class PackageSuggestionsResolver {
  @Query(() => PackageSuggestions, {
    description:
      'The best packages for a case around what people chose by hand; written nowhere. For those who compose.',
  })
  async suggestPackages(
    @Ctx() context: Context,
    @Arg('caseId', () => ID) caseId: string,
    @Arg('free', () => [String], {
      defaultValue: [],
      description: 'Programs that may be changed although people set them or left them out.',
    })
    free: string[],
    @Arg('decisionDate', () => DateText, { nullable: true }) decisionDate?: string | null,
  ): Promise<unknown> {
    return suggestForCase(signedIn(context), caseId, free, decisionDate);
  }
}

export const packageSuggestionResolvers = [PackageSuggestionsResolver] as const;
