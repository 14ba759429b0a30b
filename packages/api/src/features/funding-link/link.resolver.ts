import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';
import { RevokeFundingLinkInput, ShareFundingInput } from './link.inputs.js';
import { LinkReader, type LinkRow } from './link.reader.js';
import { FundingLink, SharedFunding } from './link.types.js';
import { openLink } from './open-link.js';
import { revokeFundingLink, shareFunding } from './share-funding.js';

const FundingLinkResult = resultUnion('FundingLinkResult', FundingLink);

@Resolver(() => FundingLink)
export class FundingLinkResolver {
  @Query(() => [FundingLink], { description: 'The newest 50; none for whom it does not concern.' })
  fundingLinks(@Ctx() context: Context): Promise<LinkRow[]> {
    return reader(signedIn(context), LinkReader).links();
  }

  @Query(() => SharedFunding, { description: "A year's numbers for whoever holds a link, signed in or not." })
  sharedFunding(@Ctx() context: Context, @Arg('token', () => String) token: string): Promise<unknown> {
    return openLink(context, token);
  }

  @Mutation(() => FundingLinkResult)
  shareFunding(
    @Ctx() context: Context,
    @Arg('input', () => ShareFundingInput) input: ShareFundingInput,
  ): Promise<LinkRow> {
    return answer(signedIn(context), 'shareFunding', input, shareFunding, (id) => reader(context, LinkReader).find(id));
  }

  @Mutation(() => FundingLinkResult)
  revokeFundingLink(
    @Ctx() context: Context,
    @Arg('input', () => RevokeFundingLinkInput) input: RevokeFundingLinkInput,
  ): Promise<LinkRow> {
    return answer(signedIn(context), 'revokeFundingLink', input, revokeFundingLink, (id) =>
      reader(context, LinkReader).find(id),
    );
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() { token }: LinkRow, @Ctx() { ability }: Context): AllowedAction[] {
    if (token === null || !ability.can('revoke', 'FundingLink')) return [];
    return [{ action: 'revoke', allowed: true, reason: null }];
  }
}
