import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { workingDaysBetween } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import type { County } from '../../platform/county.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual as BilingualText } from '../../policy/types.js';
import { decideReserveUse, fileReservePapers } from './account-for-use.js';
import { payFromReserve } from './pay-from-reserve.js';
import {
  DecideReserveUseInput,
  FileReservePapersInput,
  PayFromReserveInput,
  ReserveUseFilter,
  TakeBackReserveUseInput,
} from './reserve.inputs.js';
import { ReserveReader, type TownshipRow, type UseRow } from './reserve.reader.js';
import { Reserve, ReserveReason, ReserveUse, TownshipReserve } from './reserve.types.js';
import { papersFor, reserveFigures, reserveRules } from './rules.js';
import { takeBackReserveUse } from './take-back-use.js';

const ReserveUseResult = resultUnion('ReserveUseResult', ReserveUse);

type Work<Input> = (unit: UnitOfWork, input: Input) => Promise<CommandResult>;

function change<Input extends { key: string }>(context: Context, input: Input, work: Work<Input>): Promise<UseRow> {
  return answer(signedIn(context), work.name, input, work, (id) => reader(context, ReserveReader).use(id));
}

const now = (action: string): AllowedAction => ({ action, allowed: true, reason: null });
const nameOf = (county: County, code: string): BilingualText => county.township(code)?.name ?? { zh: code, en: code };

function reasonOf(county: County, code: string): ReserveReason {
  const rules = reserveRules(county);
  const name = rules?.reasons.find((one) => one.code === code)?.name ?? { zh: code, en: code };
  const papers = ((rules && papersFor(rules, code)) ?? []).map((paper) => ({
    code: paper,
    name: county.pack.evidenceTypes.find((one) => one.code === paper)?.name ?? { zh: paper, en: paper },
  }));
  return { code, name, papers };
}

/** What the actor may do with the reserve of a year: pay from it, or ask that more be advanced. */
function actionsOf({ actor, ability }: Context, line?: { departmentCode: string }): AllowedAction[] {
  const townshipCode = actor?.townshipCode;
  const actions: AllowedAction[] = [];
  if (townshipCode && ability.can('use', subject('ReserveUse', { townshipCode }) as never)) actions.push(now('use'));
  if (line && ability.can('change', subject('BudgetLine', { departmentCode: line.departmentCode }) as never))
    actions.push(now('advance'), now('reclaim'));
  return actions;
}

@Resolver(() => Reserve)
class ReserveResolver {
  @Query(() => Reserve, { nullable: true, description: 'null where the county has none, or one may not see it.' })
  async reserve(@Ctx() context: Context, @Arg('year', () => Int) year: number): Promise<Reserve | null> {
    const { county, ability } = signedIn(context);
    const rules = reserveRules(county);
    if (!rules || !ability.can('read', 'ReserveUse')) return null;
    const line = await reader(context, ReserveReader).line(year);
    const townships = line ? await reader(context, ReserveReader).townships(line) : [];
    if (townships.length === 0) return null;
    const { name, ceilingDays, reasons } = rules;
    return {
      name,
      lineId: line && ability.can('read', subject('BudgetLine', { ...line }) as never) ? line.id : null,
      ...reserveFigures(county, rules, today()),
      ceilingDays,
      reasons: reasons.map(({ code }) => reasonOf(county, code)),
      townships: townships as (TownshipRow & { township: Bilingual })[],
      allowedActions: actionsOf(context, line),
    };
  }

  @Query(() => [ReserveUse], { description: 'What waits first, the newest first.' })
  reserveUses(
    @Ctx() context: Context,
    @Arg('filter', () => ReserveUseFilter) filter: ReserveUseFilter,
  ): Promise<UseRow[]> {
    return reader(signedIn(context), ReserveReader).uses(filter);
  }

  @Mutation(() => ReserveUseResult, { description: 'Pays a household at once; the papers follow.' })
  payFromReserve(@Ctx() context: Context, @Arg('input', () => PayFromReserveInput) input: PayFromReserveInput) {
    return change(context, input, payFromReserve);
  }

  @Mutation(() => ReserveUseResult)
  fileReservePapers(
    @Ctx() context: Context,
    @Arg('input', () => FileReservePapersInput) input: FileReservePapersInput,
  ) {
    return change(context, input, fileReservePapers);
  }

  @Mutation(() => ReserveUseResult, { description: 'By the department whose money it is.' })
  decideReserveUse(@Ctx() context: Context, @Arg('input', () => DecideReserveUseInput) input: DecideReserveUseInput) {
    return change(context, input, decideReserveUse);
  }

  @Mutation(() => ReserveUseResult, { description: "The money is the township's again, by counter entries." })
  takeBackReserveUse(
    @Ctx() context: Context,
    @Arg('input', () => TakeBackReserveUseInput) input: TakeBackReserveUseInput,
  ) {
    return change(context, input, takeBackReserveUse);
  }
}

@Resolver(() => TownshipReserve)
class TownshipReserveResolver {
  @FieldResolver(() => Bilingual)
  township(@Root() { townshipCode }: TownshipRow, @Ctx() { county }: Context): Bilingual {
    return nameOf(county, townshipCode);
  }
}

@Resolver(() => ReserveUse)
class ReserveUseResolver {
  @FieldResolver(() => Bilingual)
  township(@Root() { townshipCode }: UseRow, @Ctx() { county }: Context): Bilingual {
    return nameOf(county, townshipCode);
  }

  @FieldResolver(() => ID, { nullable: true })
  householdId(@Root() { householdId, householdTownship }: UseRow, @Ctx() { ability }: Context): string | null {
    const household = { townshipCode: householdTownship };
    return ability.can('read', subject('Household', household) as never) ? householdId : null;
  }

  @FieldResolver(() => ReserveReason)
  reason(@Root() { reasonCode }: UseRow, @Ctx() { county }: Context): ReserveReason {
    return reasonOf(county, reasonCode);
  }

  @FieldResolver(() => Int)
  workingDaysLeft(@Root() { dueOn }: UseRow): number {
    return workingDaysBetween(today(), dueOn);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() use: UseRow, @Ctx() { ability }: Context): AllowedAction[] {
    const { townshipCode, departmentCode, status } = use;
    return ['file', 'take_back', 'settle', 'send_back']
      .filter((action) => nextStatus('ReserveUse', status, action) !== undefined)
      .filter((action) => ability.can(action, subject('ReserveUse', { townshipCode, departmentCode }) as never))
      .map(now);
  }
}

export const reserveResolvers = [ReserveResolver, TownshipReserveResolver, ReserveUseResolver] as const;
