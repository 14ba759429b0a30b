import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { workingDaysBetween } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import type { Bilingual as BilingualText } from '../../policy/types.js';
import { programOf } from '../funding/funding.resolver.js';
import { unitName } from '../identity/unit-name.js';
import { compareYears, townshipTiles } from './compare-years.js';
import { kindsOf, stepName } from './kinds-and-steps.js';
import { type LateRow, type LateTaskRow, LeadershipReader } from './leadership.reader.js';
import {
  FundingKind,
  FundingOutlook,
  FundingTile,
  FundingYear,
  LateTask,
  LateWork,
  ProgramOutlook,
} from './leadership.types.js';
import { fundingOutlook, type OutlookRow, type ProgramOutlookRow } from './outlook.js';

@Resolver(() => ProgramOutlook)
class OutlookResolver {
  @Query(() => FundingOutlook, { description: 'How long the money lasts, and whom what is idle could serve.' })
  fundingOutlook(@Ctx() context: Context, @Arg('year', () => Int) year: number): Promise<OutlookRow> {
    return fundingOutlook(signedIn(context), year);
  }

  @Query(() => [FundingKind], { description: 'Where the money of a year went, by kind of household.' })
  fundingKinds(@Ctx() context: Context, @Arg('year', () => Int) year: number): Promise<FundingKind[]> {
    return kindsOf(signedIn(context), year);
  }

  @Query(() => [FundingYear], { description: 'A year beside the four before it, the newest first.' })
  fundingYears(@Ctx() context: Context, @Arg('year', () => Int) year: number): Promise<FundingYear[]> {
    return compareYears(signedIn(context), year);
  }

  @Query(() => [FundingTile], {
    description: 'The map of a year: of one fund, program or kind of household, or of all.',
  })
  fundingTiles(
    @Ctx() context: Context,
    @Arg('year', () => Int) year: number,
    @Arg('fund', () => String, { nullable: true }) fund?: string | null,
    @Arg('program', () => String, { nullable: true }) program?: string | null,
    @Arg('kind', () => String, { nullable: true }) kind?: string | null,
  ): Promise<FundingTile[]> {
    return townshipTiles(signedIn(context), year, { fund, program, kind });
  }

  @FieldResolver(() => Bilingual)
  programName(@Root() { programCode }: ProgramOutlookRow, @Ctx() { county }: Context): BilingualText {
    return programOf(county, programCode).name;
  }

  @FieldResolver(() => Bilingual)
  departmentName(@Root() { departmentCode }: ProgramOutlookRow, @Ctx() { county }: Context): BilingualText {
    return county.department(departmentCode).name;
  }
}

@Resolver(() => LateWork)
class LateWorkResolver {
  @Query(() => [LateWork], { description: 'What is late and with whom, the most first.' })
  lateWork(@Ctx() context: Context): Promise<LateRow[]> {
    return reader(signedIn(context), LeadershipReader).late(today());
  }

  @Query(() => [LateTask], { description: 'The pieces of it, the oldest 200.' })
  lateTasks(
    @Ctx() context: Context,
    @Arg('unit', () => String, { nullable: true }) unit?: string | null,
    @Arg('kind', () => String, { nullable: true }) kind?: string | null,
  ): Promise<LateTaskRow[]> {
    return reader(signedIn(context), LeadershipReader).lateTasks(today(), unit, kind);
  }

  @FieldResolver(() => Bilingual)
  unitName(@Root() { unit }: LateRow, @Ctx() { county }: Context): BilingualText {
    return unitName(county, unit);
  }

  @FieldResolver(() => Bilingual)
  kindName(@Root() { kind }: LateRow, @Ctx() { county }: Context): BilingualText {
    return stepName(county, kind);
  }

  @FieldResolver(() => Int)
  workingDaysLate(@Root() { oldestDueOn }: LateRow): number {
    return workingDaysBetween(oldestDueOn, today());
  }
}

@Resolver(() => LateTask)
class LateTaskResolver {
  @FieldResolver(() => Bilingual)
  unitName(@Root() { unit }: LateTaskRow, @Ctx() { county }: Context): BilingualText {
    return unitName(county, unit);
  }

  @FieldResolver(() => Bilingual)
  kindName(@Root() { kind }: LateTaskRow, @Ctx() { county }: Context): BilingualText {
    return stepName(county, kind);
  }

  @FieldResolver(() => Int)
  workingDaysLate(@Root() { dueOn }: LateTaskRow): number {
    return workingDaysBetween(dueOn, today());
  }
}

export const leadershipResolvers = [OutlookResolver, LateWorkResolver, LateTaskResolver] as const;
