import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type Context, signedIn } from '../../context.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import { rows } from '../../platform/read.js';
import { lastResult } from '../job/last-result.js';
import type { FactDifference as Difference } from './check-facts.js';
import { FACT_CHECK, type FactCheckResult } from './fact-check.jobs.js';
import { getFact, valueWords } from './fact-words.js';
import { FactCheck, FactDifference } from './registry.types.js';

interface CheckRow extends Omit<FactCheckResult, 'named'> {
  checkedAt: Date;
  named: (Difference & { householdCode: string | null })[];
}

@Resolver(() => FactCheck)
export class FactCheckResolver {
  @Query(() => FactCheck, { nullable: true, description: 'None before the first, and for whom it does not concern.' })
  async factCheck(@Ctx() context: Context): Promise<CheckRow | undefined> {
    const { ability, database } = signedIn(context);
    if (!ability.can('read', 'FactCheck')) return undefined;
    const last = await lastResult<FactCheckResult>(database.pool, FACT_CHECK);
    if (!last) return undefined;
    const { checkedAt, result } = last;
    const codes = await rows<{ id: string; code: string }>(
      database.pool,
      `select t.id, h.code from unnest($1::uuid[]) t (id) left join person p on p.id = t.id
       join household h on h.id = coalesce(p.household_id, p.last_household_id, t.id)`,
      [result.named.map(({ id }) => id)],
    );
    const codeOf = new Map(codes.map(({ id, code }) => [id, code]));
    return {
      ...result,
      checkedAt,
      named: result.named.map((one) => ({ ...one, householdCode: codeOf.get(one.id) ?? null })),
    };
  }
}

@Resolver(() => FactDifference)
export class FactDifferenceResolver {
  @FieldResolver(() => Bilingual)
  fact(@Root() { fact }: Difference): Bilingual {
    const { nameZh, nameEn } = getFact(fact);
    return { zh: nameZh, en: nameEn };
  }

  @FieldResolver(() => Bilingual)
  kept(@Root() { fact, kept }: Difference, @Ctx() { county }: Context): Bilingual {
    return valueWords(county, getFact(fact), kept);
  }

  @FieldResolver(() => Bilingual)
  rebuilt(@Root() { fact, rebuilt }: Difference, @Ctx() { county }: Context): Bilingual {
    return valueWords(county, getFact(fact), rebuilt);
  }
}
