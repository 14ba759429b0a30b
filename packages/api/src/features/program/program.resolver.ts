import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type Context, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { DateText } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import type { Program as PackProgram } from '../../policy/types.js';
import { FACT_DEFINITIONS } from './fact-definition.js';
import { findPrograms } from './find-programs.js';
import { Department, FactDefinition, Program, StandardFigure, Township } from './program.types.js';
import { deadlineWords, figuresOf, groupsOf, isAssumed } from './program-facts.js';

@Resolver(() => Program)
export class ProgramResolver {
  @Query(() => [Program])
  programs(
    @Ctx() context: Context,
    @Arg('department', () => String, { nullable: true }) department?: string | null,
    @Arg('search', () => String, { nullable: true, description: 'A code, or words of the name or of what people say.' })
    search?: string | null,
  ): PackProgram[] {
    const { programs } = signedIn(context).county.pack;
    const found = search ? findPrograms(programs, search) : programs;
    return department ? found.filter((program) => program.department === department) : found;
  }

  @Query(() => Program, { nullable: true })
  program(@Ctx() context: Context, @Arg('code', () => String) code: string): PackProgram | null {
    return signedIn(context).county.program(code) ?? null;
  }

  @FieldResolver(() => Department)
  department(@Root() program: PackProgram, @Ctx() { county }: Context): Department {
    return county.department(program.department);
  }

  @FieldResolver(() => Bilingual)
  category(@Root() program: PackProgram, @Ctx() { county }: Context): Bilingual {
    const category = county.pack.categories.find(({ code }) => code === program.category);
    return category?.name ?? { zh: program.category, en: program.category };
  }

  @FieldResolver(() => String)
  amountKind(@Root() program: PackProgram): string {
    return program.amount.kind;
  }

  @FieldResolver(() => String, { nullable: true })
  amountFormula(@Root() program: PackProgram): string | null {
    return program.amount.formula ?? null;
  }

  @FieldResolver(() => [Bilingual])
  funds(@Root() program: PackProgram, @Ctx() { county }: Context): Bilingual[] {
    return program.funds.flatMap((code) => county.pack.funds.find((fund) => fund.code === code)?.name ?? []);
  }

  @FieldResolver(() => [Bilingual])
  groups(@Root() program: PackProgram, @Ctx() { county }: Context): Bilingual[] {
    return groupsOf(county.pack, program).map((group) => group.name);
  }

  @FieldResolver(() => Bilingual)
  deadline(@Root() program: PackProgram, @Ctx() { county }: Context): Bilingual {
    return deadlineWords(county.pack, program.deadline);
  }

  @FieldResolver(() => [Bilingual])
  evidence(@Root() program: PackProgram, @Ctx() { county }: Context): Bilingual[] {
    return program.evidence.flatMap((code) => county.pack.evidenceTypes.find((type) => type.code === code)?.name ?? []);
  }

  @FieldResolver(() => Bilingual)
  concurrencyWords(@Root() program: PackProgram): Bilingual {
    return program.concurrency.words;
  }

  @FieldResolver(() => [StandardFigure])
  standards(
    @Root() program: PackProgram,
    @Ctx() { county }: Context,
    @Arg('on', () => DateText, { nullable: true }) on?: string | null,
  ): StandardFigure[] {
    return figuresOf(county.on(on ?? today()), program.code, on ?? today());
  }

  @FieldResolver(() => Boolean)
  assumed(@Root() program: PackProgram, @Ctx() { county }: Context): boolean {
    return isAssumed(county, program.code, today());
  }
}

/** The county's own lists, from its pack. */
@Resolver()
export class CountyResolver {
  @Query(() => [Department])
  departments(@Ctx() context: Context): Department[] {
    return signedIn(context).county.pack.departments;
  }

  @Query(() => [Township])
  townships(@Ctx() context: Context): Township[] {
    return signedIn(context).county.pack.townships;
  }

  @Query(() => [FactDefinition])
  factDefinitions(@Ctx() context: Context): FactDefinition[] {
    signedIn(context);
    return [...FACT_DEFINITIONS];
  }
}

export const programResolvers = [ProgramResolver, CountyResolver] as const;
