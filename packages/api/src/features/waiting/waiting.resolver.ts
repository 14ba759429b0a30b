import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { daysBetween } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import type { Bilingual as BilingualText, Program as PackProgram } from '../../policy/types.js';
import { programOf } from '../funding/funding.resolver.js';
import { Department, Program } from '../program/program.types.js';
import { WaitingListFilter } from './waiting.inputs.js';
import {
  type HardshipRow,
  type WaitingPage,
  type WaitingProgramRow,
  WaitingReader,
  type WaitingRow,
} from './waiting.reader.js';
import { Hardship, HardshipCase, WaitingEntry, WaitingEntryConnection, WaitingProgram } from './waiting.types.js';

@Resolver(() => WaitingProgram)
class WaitingProgramResolver {
  @Query(() => [WaitingProgram], { description: 'Of the decisions of a year; nothing for whom it does not concern.' })
  waitingPrograms(@Ctx() context: Context, @Arg('year', () => Int) year: number): Promise<WaitingProgramRow[]> {
    return reader(signedIn(context), WaitingReader).programs(year);
  }

  @FieldResolver(() => Bilingual)
  programName(@Root() { programCode }: WaitingProgramRow, @Ctx() { county }: Context): BilingualText {
    return programOf(county, programCode).name;
  }

  @FieldResolver(() => Bilingual)
  departmentName(@Root() { departmentCode }: WaitingProgramRow, @Ctx() { county }: Context): BilingualText {
    return county.department(departmentCode).name;
  }
}

@Resolver(() => WaitingEntry)
class WaitingEntryResolver {
  @Query(() => WaitingEntryConnection)
  waitingEntries(
    @Ctx() context: Context,
    @Arg('filter', () => WaitingListFilter) filter: WaitingListFilter,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<WaitingPage> {
    return reader(signedIn(context), WaitingReader).entries(filter, first, after);
  }

  @FieldResolver(() => Program)
  program(@Root() { programCode }: WaitingRow, @Ctx() { county }: Context): PackProgram {
    return programOf(county, programCode);
  }

  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: WaitingRow, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }

  @FieldResolver(() => Int)
  days(@Root() { since }: WaitingRow): number {
    return Math.max(0, daysBetween(since, today()));
  }

  @FieldResolver(() => String)
  lacks(@Root() { canBeServed, placesLeft, position }: WaitingRow): string {
    if (canBeServed) return 'nothing';
    return placesLeft !== null && position > placesLeft ? 'places' : 'money';
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  townshipName(@Root() { townshipCode }: WaitingRow, @Ctx() { county }: Context): Bilingual | null {
    return county.township(townshipCode)?.name ?? null;
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  reason(@Root() { reasonZh, reasonEn }: WaitingRow): Bilingual | null {
    return reasonZh === null ? null : { zh: reasonZh, en: reasonEn ?? reasonZh };
  }
}

@Resolver(() => HardshipCase)
class HardshipResolver {
  @Query(() => Hardship, { description: 'Whose burden left after all aid is above the limit (R4).' })
  async hardship(@Ctx() context: Context): Promise<unknown> {
    const found = reader(signedIn(context), WaitingReader);
    const [count, cases] = await Promise.all([found.hardship(), found.hardshipCases()]);
    return { aboveFen: found.aboveFen, ...count, cases };
  }

  @FieldResolver(() => Bilingual)
  townshipName(@Root() { townshipCode }: HardshipRow, @Ctx() { county }: Context): Bilingual {
    return county.township(townshipCode)?.name ?? { zh: townshipCode, en: townshipCode };
  }
}

export const waitingResolvers = [WaitingProgramResolver, WaitingEntryResolver, HardshipResolver] as const;
