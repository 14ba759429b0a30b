import { subject } from '@casl/ability';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { DateText } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { recordRegisterChanges } from './record-changes.js';
import { RecordRegisterChangesInput, RegisterFilter } from './register.inputs.js';
import { type ChangeRow, RegisterReader, type SpellPage, type SpellRow } from './register.reader.js';
import {
  RegisterChange,
  RegisterCount,
  RegisterDifference,
  RegisterFlow,
  RegisterMonth,
  RegisterSpell,
  RegisterSpellConnection,
} from './register.types.js';
import { registerKeeper } from './register-level.js';

const RegisterChangeResult = resultUnion('RegisterChangeResult', RegisterChange);
const MONTHS = 24;

@Resolver(() => RegisterSpell)
export class RegisterResolver {
  @Query(() => [RegisterCount])
  registerCounts(
    @Ctx() context: Context,
    @Arg('on', () => DateText, { nullable: true }) on?: string | null,
  ): Promise<Omit<RegisterCount, 'townshipName'>[]> {
    return reader(signedIn(context), RegisterReader).counts(on ?? today());
  }

  @Query(() => [RegisterMonth], { description: 'Twenty-four months unless asked otherwise, at most sixty.' })
  registerMonths(
    @Ctx() context: Context,
    @Arg('months', () => Int, { nullable: true }) months?: number | null,
    @Arg('township', () => String, { nullable: true }) township?: string | null,
  ): Promise<RegisterMonth[]> {
    return reader(signedIn(context), RegisterReader).months(months ?? MONTHS, township ?? null);
  }

  @Query(() => [RegisterFlow])
  registerFlows(
    @Ctx() context: Context,
    @Arg('from', () => DateText) from: string,
    @Arg('to', () => DateText) to: string,
    @Arg('township', () => String, { nullable: true }) township?: string | null,
  ): Promise<RegisterFlow[]> {
    return reader(signedIn(context), RegisterReader).flows(from, to, township ?? null);
  }

  @Query(() => RegisterSpellConnection)
  registerSpells(
    @Ctx() context: Context,
    @Arg('filter', () => RegisterFilter) filter: RegisterFilter,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<SpellPage> {
    return reader(signedIn(context), RegisterReader).spells(filter, first, after);
  }

  @Query(() => [RegisterChange], { description: 'All moves of a household and its people, the newest first.' })
  registerHistory(@Ctx() context: Context, @Arg('householdId', () => ID) householdId: string): Promise<ChangeRow[]> {
    return reader(signedIn(context), RegisterReader).historyOfHousehold(householdId);
  }

  @Query(() => [RegisterDifference])
  registerDifferences(@Ctx() context: Context): Promise<RegisterDifference[]> {
    return reader(signedIn(context), RegisterReader).differences();
  }

  @Query(() => [AllowedAction], { description: '`list`: see who is on it; `record`: record changes.' })
  registerActions(@Ctx() context: Context): AllowedAction[] {
    const { ability, actor, county } = signedIn(context);
    const here = { townshipCode: actor.townshipCode, departmentCode: registerKeeper(county) };
    const register = subject('Register', here) as never;
    return [['list', 'read'] as const, ['record', 'record'] as const]
      .filter(([, asked]) => ability.can(asked, register))
      .map(([action]) => ({ action, allowed: true, reason: null }));
  }

  @Mutation(() => RegisterChangeResult, { description: 'All changes or none; answers the first.' })
  recordRegisterChanges(
    @Ctx() context: Context,
    @Arg('input', () => RecordRegisterChangesInput) input: RecordRegisterChangesInput,
  ): Promise<ChangeRow> {
    return answer(signedIn(context), 'recordRegisterChanges', input, recordRegisterChanges, (id) =>
      reader(context, RegisterReader).find(id),
    );
  }

  @FieldResolver(() => Boolean)
  personal(@Root() { personId }: SpellRow): boolean {
    return personId !== null;
  }

  @FieldResolver(() => Bilingual)
  townshipName(@Root() { townshipCode }: SpellRow, @Ctx() { county }: Context): Bilingual {
    return county.township(townshipCode)?.name ?? { zh: townshipCode, en: townshipCode };
  }

  @FieldResolver(() => String)
  villageName(@Root() { villageCode }: SpellRow, @Ctx() { county }: Context): string {
    return county.village(villageCode)?.village.name ?? villageCode;
  }

  @FieldResolver(() => [RegisterChange])
  history(@Root() { subjectId }: SpellRow, @Ctx() context: Context): Promise<ChangeRow[]> {
    return reader(context, RegisterReader).history.load(subjectId);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() { townshipCode, endedOn }: SpellRow, @Ctx() { ability, county }: Context): AllowedAction[] {
    const register = subject('Register', { townshipCode, departmentCode: registerKeeper(county) }) as never;
    return endedOn === null && ability.can('record', register)
      ? [{ action: 'record', allowed: true, reason: null }]
      : [];
  }
}

@Resolver(() => RegisterCount)
export class RegisterCountResolver {
  @FieldResolver(() => Bilingual)
  townshipName(@Root() { townshipCode }: RegisterCount, @Ctx() { county }: Context): Bilingual {
    return county.township(townshipCode)?.name ?? { zh: townshipCode, en: townshipCode };
  }
}

export const registerResolvers = [RegisterResolver, RegisterCountResolver] as const;
