import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { RecordLivelihoodInput } from './livelihood.inputs.js';
import { LivelihoodReader } from './livelihood.reader.js';
import { Livelihood, LivelihoodFigure } from './livelihood.types.js';
import { recordLivelihood } from './record-livelihood.js';

const LivelihoodFigureResult = resultUnion('LivelihoodFigureResult', LivelihoodFigure);

@Resolver(() => Livelihood)
class LivelihoodResolver {
  @Query(() => Livelihood, { nullable: true, description: 'null where the county keeps none, or one may not see it.' })
  async livelihood(@Ctx() context: Context): Promise<Livelihood | null> {
    const { county, ability } = signedIn(context);
    const [rules] = county.pack.livelihoods;
    if (!rules || !ability.can('read', 'LivelihoodFigure')) return null;
    const years = await reader(context, LivelihoodReader).years(rules.targetPercent);
    const mayRecord = ability.can('record', 'LivelihoodFigure');
    const allowedActions = mayRecord ? [{ action: 'record', allowed: true, reason: null }] : [];
    return { targetPercent: rules.targetPercent, years, allowedActions };
  }

  @Mutation(() => LivelihoodFigureResult, { description: 'By the finance bureau; what was told before stays.' })
  recordLivelihood(@Ctx() context: Context, @Arg('input', () => RecordLivelihoodInput) input: RecordLivelihoodInput) {
    const find = (id: string) => reader(context, LivelihoodReader).figure(id);
    return answer(signedIn(context), 'recordLivelihood', input, recordLivelihood, find);
  }
}

export const livelihoodResolvers = [LivelihoodResolver] as const;
