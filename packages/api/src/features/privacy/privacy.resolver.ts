import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import type { Page } from '../registry/registry.reader.js';
import { RevealIdentityInput } from './privacy.inputs.js';
import { findRevealed, type IdentityReadingRow, identityReadings } from './privacy.reader.js';
import { IdentityReading, IdentityReadingConnection, RevealedIdentity } from './privacy.types.js';
import { revealIdentity } from './reveal-identity.js';

const RevealedIdentityResult = resultUnion('RevealedIdentityResult', RevealedIdentity);

@Resolver(() => IdentityReadingConnection)
export class IdentityReadingConnectionResolver {
  @FieldResolver(() => Int)
  total(@Root() page: Page<IdentityReadingRow>): Promise<number> {
    return page.count();
  }
}

@Resolver(() => IdentityReading)
export class IdentityReadingResolver {
  @Query(() => IdentityReadingConnection, { description: 'Of one person, or of all that one may know of.' })
  identityReadings(
    @Ctx() context: Context,
    @Arg('personId', () => ID, { nullable: true }) personId?: string | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<Page<IdentityReadingRow>> {
    return identityReadings(signedIn(context), personId ?? null, first, after);
  }

  @Mutation(() => RevealedIdentityResult, { description: 'Reads numbers in full; the reading is kept.' })
  revealIdentity(
    @Ctx() context: Context,
    @Arg('input', () => RevealIdentityInput) input: RevealIdentityInput,
  ): Promise<RevealedIdentity> {
    return answer(signedIn(context), 'revealIdentity', input, revealIdentity, (id) =>
      findRevealed(signedIn(context), id),
    );
  }

  @FieldResolver(() => Bilingual)
  title(@Root() { titleZh, titleEn }: IdentityReadingRow): Bilingual {
    return { zh: titleZh, en: titleEn };
  }
}

export const privacyResolvers = [IdentityReadingConnectionResolver, IdentityReadingResolver] as const;
