import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { TaskReader } from '../task/task.reader.js';
import { asDiscovery, type DiscoveryPage, DiscoveryReader, type DiscoveryRow } from './discovery.reader.js';
import { enterDiscoveryResult } from './enter-result.js';
import { DiscoveryFilter, EnterDiscoveryResultInput, RevealDiscoveryInput } from './match.inputs.js';
import { Discovery, DiscoveryConnection, DiscoveryProgress, RevealedDiscovery } from './match.types.js';
import { revealDiscovery } from './reveal-discovery.js';

const DiscoveryResult = resultUnion('DiscoveryResult', Discovery);
const RevealedDiscoveryResult = resultUnion('RevealedDiscoveryResult', RevealedDiscovery);

@Resolver(() => Discovery)
export class DiscoveryResolver {
  @Query(() => DiscoveryConnection)
  discoveries(
    @Ctx() context: Context,
    @Arg('filter', () => DiscoveryFilter) filter: DiscoveryFilter,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<DiscoveryPage> {
    return reader(signedIn(context), DiscoveryReader).page(filter, first, after);
  }

  @Query(() => [DiscoveryProgress], { description: 'By match and township, the newest match first.' })
  discoveryProgress(@Ctx() context: Context): Promise<Omit<DiscoveryProgress, 'townshipName'>[]> {
    return reader(signedIn(context), DiscoveryReader).allProgress();
  }

  @Mutation(() => DiscoveryResult)
  enterDiscoveryResult(
    @Ctx() context: Context,
    @Arg('input', () => EnterDiscoveryResultInput) input: EnterDiscoveryResultInput,
  ): Promise<DiscoveryRow> {
    return answer(signedIn(context), 'enterDiscoveryResult', input, enterDiscoveryResult, (id) =>
      reader(context, DiscoveryReader).find(id),
    );
  }

  @Mutation(() => RevealedDiscoveryResult, {
    description: 'Reads who a name is, of whom only a list knows; the reading is kept.',
  })
  revealDiscovery(
    @Ctx() context: Context,
    @Arg('input', () => RevealDiscoveryInput) input: RevealDiscoveryInput,
  ): Promise<RevealedDiscovery> {
    return answer(signedIn(context), 'revealDiscovery', input, revealDiscovery, (id) =>
      reader(context, DiscoveryReader).revealed(id),
    );
  }

  @FieldResolver(() => Bilingual)
  townshipName(@Root() { townshipCode }: DiscoveryRow, @Ctx() { county }: Context): Bilingual {
    return county.township(townshipCode)?.name ?? { zh: townshipCode, en: townshipCode };
  }

  @FieldResolver(() => String, { nullable: true })
  villageName(@Root() { villageCode }: DiscoveryRow, @Ctx() { county }: Context): string | null {
    return county.village(villageCode ?? '')?.village.name ?? null;
  }

  @FieldResolver(() => Int)
  workingDaysLeft(@Root() { dueOn }: DiscoveryRow, @Ctx() context: Context): number {
    return reader(context, TaskReader).workingDaysLeft(dueOn);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() discovery: DiscoveryRow, @Ctx() { ability }: Context): AllowedAction[] {
    if (!ability.can('enter_result', asDiscovery(discovery))) return [];
    const actions = discovery.sealed ? ['enter_result', 'reveal_identity'] : ['enter_result'];
    return actions.map((action) => ({ action, allowed: true, reason: null }));
  }
}

@Resolver(() => DiscoveryProgress)
export class DiscoveryProgressResolver {
  @FieldResolver(() => Bilingual)
  townshipName(@Root() { townshipCode }: DiscoveryProgress, @Ctx() { county }: Context): Bilingual {
    return county.township(townshipCode)?.name ?? { zh: townshipCode, en: townshipCode };
  }
}

export const discoveryResolvers = [DiscoveryResolver, DiscoveryProgressResolver] as const;
