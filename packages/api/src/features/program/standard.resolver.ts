import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import { FEEL_FUNCTIONS } from '../../policy/feel-ast.js';
import { standardOn } from '../../policy/standards.js';
import type { Standard as PackStandard } from '../../policy/types.js';
import { Department, StandardFigure } from './program.types.js';
import { figureOf, programsUsing } from './program-facts.js';
import { RuleVersionReader, type RuleVersionRow } from './rule-version.reader.js';
import { maySave } from './rule-version.resolver.js';
import { RuleVersion, RuleVocabulary, Standard, StandardProgram } from './rule-version.types.js';

@Resolver(() => Standard)
class StandardResolver {
  @Query(() => [Standard])
  standards(@Ctx() context: Context): PackStandard[] {
    return signedIn(context).county.pack.standards;
  }

  @Query(() => Standard, { nullable: true })
  standard(@Ctx() context: Context, @Arg('code', () => String) code: string): PackStandard | null {
    return signedIn(context).county.pack.standards.find((one) => one.code === code) ?? null;
  }

  @FieldResolver(() => Bilingual)
  name(@Root() { name, nameEn }: PackStandard): Bilingual {
    return { zh: name, en: nameEn };
  }

  @FieldResolver(() => Bilingual)
  unit(@Root() { unit, unitEn }: PackStandard): Bilingual {
    return { zh: unit, en: unitEn };
  }

  @FieldResolver(() => Department)
  department(@Root() standard: PackStandard, @Ctx() { county }: Context): Department {
    return county.department(standard.department);
  }

  @FieldResolver(() => [StandardFigure])
  values(@Root() standard: PackStandard): StandardFigure[] {
    return [...standard.values].sort((a, b) => a.from.localeCompare(b.from)).map((value) => figureOf(standard, value));
  }

  @FieldResolver(() => StandardFigure, { nullable: true })
  current(@Root() standard: PackStandard): StandardFigure | null {
    const value = standardOn(standard, today());
    return value ? figureOf(standard, value) : null;
  }

  @FieldResolver(() => [StandardProgram])
  programs(@Root() { code }: PackStandard, @Ctx() { county }: Context): StandardProgram[] {
    return programsUsing(county, code);
  }

  @FieldResolver(() => RuleVersion, { nullable: true })
  open(@Root() { code }: PackStandard, @Ctx() context: Context): Promise<RuleVersionRow | undefined> {
    return reader(context, RuleVersionReader).open('standard', code);
  }

  @FieldResolver(() => [RuleVersion])
  versions(@Root() { code }: PackStandard, @Ctx() context: Context): Promise<RuleVersionRow[]> {
    return reader(context, RuleVersionReader).ofStandard(code);
  }

  @FieldResolver(() => Boolean)
  maySave(@Root() { department }: PackStandard, @Ctx() context: Context): boolean {
    return maySave(context, department);
  }

  @Query(() => RuleVocabulary)
  ruleVocabulary(@Ctx() context: Context): RuleVocabulary {
    const { terms } = signedIn(context).county.pack;
    return {
      terms: terms.map(({ code, name, nameEn, type, expression }) => {
        return { code, name: { zh: name, en: nameEn }, type, expression };
      }),
      functions: Object.entries(FEEL_FUNCTIONS).map(([name, [least, most]]) => ({ name, least, most })),
    };
  }
}

export const standardResolvers = [StandardResolver] as const;
