import { subject } from '@casl/ability';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { daysBetween } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import type { Bilingual as BilingualText, Program as PackProgram } from '../../policy/types.js';
import { programOf } from '../funding/funding.resolver.js';
import { Department, Program } from '../program/program.types.js';
import { reviewCommittee } from '../review-meeting/item-tally.js';
import { takeInNext } from './take-in-next.js';
import { turnWords } from './turn-words.js';
import { TakeInNextInput, WaitingListFilter } from './waiting.inputs.js';
import {
  type HardshipRow,
  type WaitingCallRow,
  type WaitingPage,
  type WaitingProgramRow,
  WaitingReader,
  type WaitingRow,
} from './waiting.reader.js';
import {
  Hardship,
  HardshipCase,
  WaitingCall,
  WaitingEntry,
  WaitingEntryConnection,
  WaitingProgram,
} from './waiting.types.js';

const WaitingCallResult = resultUnion('WaitingCallResult', WaitingCall);

const NOT_YET = { zh: '还没有轮到，或没有空余的名额和资金。', en: 'It is not his turn, or nothing is free.' };

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

  @FieldResolver(() => Bilingual)
  turn(@Root() entry: WaitingRow, @Ctx() { county }: Context): Bilingual {
    return turnWords(reviewCommittee(county).unmetNeed, entry);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() entry: WaitingRow, @Ctx() { ability, locale }: Context): AllowedAction[] {
    const { departmentCode, position, canBeServed } = entry;
    if (!ability.can('take_in', subject('WaitingEntry', { departmentCode }) as never)) return [];
    const allowed = position === 1 && canBeServed;
    return [{ action: 'take_in', allowed, reason: allowed ? null : locale === 'en' ? NOT_YET.en : NOT_YET.zh }];
  }
}

@Resolver(() => WaitingCall)
class WaitingCallResolver {
  @Query(() => [WaitingEntry], { description: 'Whose turn has come, of each line that the reader may see.' })
  nextInLine(@Ctx() context: Context, @Arg('year', () => Int) year: number): Promise<WaitingRow[]> {
    return reader(signedIn(context), WaitingReader).nextInLine(year);
  }

  @Query(() => [WaitingCall], { description: 'Whose turn came in the lines of a year; the latest 50.' })
  waitingCalls(@Ctx() context: Context, @Arg('year', () => Int) year: number): Promise<WaitingCallRow[]> {
    return reader(signedIn(context), WaitingReader).calls(year);
  }

  @Mutation(() => WaitingCallResult)
  takeInNext(@Ctx() context: Context, @Arg('input', () => TakeInNextInput) input: TakeInNextInput) {
    const read = (id: string) => reader(context, WaitingReader).call(id);
    return answer(signedIn(context), 'takeInNext', input, takeInNext, read);
  }

  @FieldResolver(() => Program)
  program(@Root() { programCode }: WaitingCallRow, @Ctx() { county }: Context): PackProgram {
    return programOf(county, programCode);
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  reason(@Root() { reasonZh, reasonEn }: WaitingCallRow): Bilingual | null {
    return reasonZh === null ? null : { zh: reasonZh, en: reasonEn ?? reasonZh };
  }

  @FieldResolver(() => Bilingual)
  turn(@Root() call: WaitingCallRow, @Ctx() { county }: Context): Bilingual {
    return turnWords(reviewCommittee(county).unmetNeed, { ...call, position: 1 });
  }

  @FieldResolver(() => WaitingEntry, { nullable: true })
  async next(@Root() { year, programCode }: WaitingCallRow, @Ctx() context: Context): Promise<WaitingRow | null> {
    return (await reader(context, WaitingReader).nextInLine(year, programCode))[0] ?? null;
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

export const waitingResolvers = [
  WaitingProgramResolver,
  WaitingEntryResolver,
  WaitingCallResolver,
  HardshipResolver,
] as const;
