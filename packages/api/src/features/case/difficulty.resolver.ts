import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { invalidInput, notFound } from '../../platform/errors.js';
import { DateText } from '../../platform/graphql/scalars.js';
import { rowOf } from '../../platform/level.js';
import { isUuid } from '../../platform/parse.js';
import { poolSql } from '../../platform/read.js';
import type { Program as PackProgram } from '../../policy/types.js';
import { WantedFact } from '../aid-package/aid-package.types.js';
import { factDefinition } from '../program/fact-definition.js';
import { Program } from '../program/program.types.js';
import { loadFactBag } from '../registry/fact-bag.js';
import { PERSON_NAMED, RegistryReader } from '../registry/registry.reader.js';
import { Difficulty } from './case.types.js';
import { DIFFICULTIES, type DifficultyKind, difficultyByCode, programsOf } from './difficulties.js';
import { wantedFacts } from './wanted-facts.js';

@Resolver(() => Difficulty)
export class DifficultyResolver {
  @Query(() => [Difficulty], {
    description:
      'Difficulty kinds the window offers (medical, education, housing, living, disaster, emergency, disability, child, work, legal), with the programs in question.',
  })
  difficulties(@Ctx() context: Context): DifficultyKind[] {
    signedIn(context);
    return [...DIFFICULTIES];
  }

  @FieldResolver(() => [Program])
  programs(@Root() difficulty: DifficultyKind, @Ctx() { county }: Context): PackProgram[] {
    return programsOf(county.pack, difficulty);
  }

  @Query(() => [WantedFact], { description: 'The facts to ask at the window, before or after the case is recorded.' })
  async wantedFacts(
    @Ctx() context: Context,
    @Arg('householdId', () => ID) householdId: string,
    @Arg('personId', () => ID) personId: string,
    @Arg('difficulty', () => String) difficultyCode: string,
    @Arg('decisionDate', () => DateText, { nullable: true }) decisionDate?: string | null,
  ) {
    const { county, database } = signedIn(context);
    const difficulty = difficultyByCode(difficultyCode);
    if (!difficulty)
      throw invalidInput([
        { path: 'difficulty', message: { zh: '请选择困难类型。', en: 'Choose the kind of difficulty.' } },
      ]);
    const household = await reader(context, RegistryReader).find(householdId);
    const person = household && isUuid(personId) ? await rowOf(context, PERSON_NAMED, personId) : undefined;
    if (!household || person?.householdId !== household.id)
      throw notFound({ zh: '家庭成员', en: 'member of the household' });
    const on = decisionDate ?? today();
    const known = await loadFactBag(poolSql(database.pool), { householdId, personId }, on);
    const { judge, pack } = county.on(on);
    return wantedFacts(judge, difficulty, programsOf(pack, difficulty), known, on).map(({ code, programs }) => {
      const fact = factDefinition(code);
      return { fact, personId: fact.scope === 'person' ? personId : null, programs };
    });
  }
}
