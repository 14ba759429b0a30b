import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { findRecipient, revealRecipient } from './reveal-recipient.js';
import { RevealRecipientInput } from './trail.inputs.js';
import { TrailReader } from './trail.reader.js';
import { FundingTrail, RevealedRecipient } from './trail.types.js';

const RevealedRecipientResult = resultUnion('RevealedRecipientResult', RevealedRecipient);

@Resolver(() => FundingTrail)
export class FundingTrailResolver {
  @Query(() => FundingTrail, {
    nullable: true,
    description: 'From an entry back to the vote, the rule and the evidence.',
  })
  fundingTrail(@Ctx() context: Context, @Arg('entryId', () => ID) entryId: string): Promise<FundingTrail | undefined> {
    return reader(signedIn(context), TrailReader).find(entryId);
  }

  @Mutation(() => RevealedRecipientResult, { description: 'Reads whom an amount was for; the reading is kept.' })
  revealRecipient(
    @Ctx() context: Context,
    @Arg('input', () => RevealRecipientInput) input: RevealRecipientInput,
  ): Promise<RevealedRecipient> {
    return answer(signedIn(context), 'revealRecipient', input, revealRecipient, (id) =>
      findRecipient(signedIn(context), id),
    );
  }
}
