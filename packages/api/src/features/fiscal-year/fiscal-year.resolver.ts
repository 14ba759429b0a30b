import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import type { Program as PackProgram } from '../../policy/types.js';
import { SECOND_PERSON } from '../budget/decide-budget-request.js';
import { Department, Program } from '../program/program.types.js';
import { DecideBudgetPlanInput, SaveBudgetPlanInput } from './fiscal-year.inputs.js';
import { BudgetPlanReader, type PlanRow, type PlanView } from './fiscal-year.reader.js';
import { BudgetPlan, BudgetPlanRow } from './fiscal-year.types.js';
import { decideBudgetPlan, saveBudgetPlan } from './write-plan.js';

const BudgetPlanResult = resultUnion('BudgetPlanResult', BudgetPlan);

@Resolver(() => BudgetPlan)
class BudgetPlanResolver {
  @Query(() => BudgetPlan, {
    nullable: true,
    description: 'Of this year or the next; none for whom it does not concern.',
  })
  budgetPlan(@Ctx() context: Context, @Arg('year', () => Int) year: number): Promise<PlanView | undefined> {
    return reader(signedIn(context), BudgetPlanReader).ofYear(year);
  }

  @Mutation(() => BudgetPlanResult)
  saveBudgetPlan(
    @Ctx() context: Context,
    @Arg('input', () => SaveBudgetPlanInput) input: SaveBudgetPlanInput,
  ): Promise<PlanView> {
    return answer(signedIn(context), 'saveBudgetPlan', input, saveBudgetPlan, (id) =>
      reader(context, BudgetPlanReader).byId(id),
    );
  }

  @Mutation(() => BudgetPlanResult)
  decideBudgetPlan(
    @Ctx() context: Context,
    @Arg('input', () => DecideBudgetPlanInput) input: DecideBudgetPlanInput,
  ): Promise<PlanView> {
    return answer(signedIn(context), 'decideBudgetPlan', input, decideBudgetPlan, (id) =>
      reader(context, BudgetPlanReader).byId(id),
    );
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() plan: PlanView, @Ctx() context: Context): AllowedAction[] {
    const { ability, actor, locale } = signedIn(context);
    const status = plan.status === 'proposed' ? 'draft' : plan.status;
    const possible = (action: string) => nextStatus('BudgetPlan', status, action) !== undefined;
    const actions: AllowedAction[] = [];
    if (ability.can('write', 'BudgetPlan') && possible('save'))
      actions.push({ action: 'write', allowed: true, reason: null });
    if (ability.can('decide', 'BudgetPlan') && possible('approve')) {
      const own = plan.submittedById === actor.staffId;
      const reason = locale === 'en' ? SECOND_PERSON.en : SECOND_PERSON.zh;
      actions.push({ action: 'decide', allowed: !own, reason: own ? reason : null });
    }
    return actions;
  }
}

@Resolver(() => BudgetPlanRow)
class BudgetPlanRowResolver {
  @FieldResolver(() => Program)
  program(@Root() { programCode }: PlanRow, @Ctx() { county }: Context): PackProgram {
    return county.program(programCode) as PackProgram;
  }

  @FieldResolver(() => Department)
  department(@Root() { programCode }: PlanRow, @Ctx() { county }: Context): Department {
    return county.department((county.program(programCode) as PackProgram).department);
  }

  @FieldResolver(() => Bilingual)
  fund(@Root() { fundCode }: PlanRow, @Ctx() { county }: Context): Bilingual {
    return county.pack.funds.find(({ code }) => code === fundCode)?.name ?? { zh: fundCode, en: fundCode };
  }

  @FieldResolver(() => String, { nullable: true })
  carriesOverFrom(@Root() { fundCode }: PlanRow, @Ctx() { county }: Context): string | null {
    return county.pack.funds.find(({ code }) => code === fundCode)?.carriesOverFrom ?? null;
  }
}

export const fiscalYearResolvers = [BudgetPlanResolver, BudgetPlanRowResolver] as const;
