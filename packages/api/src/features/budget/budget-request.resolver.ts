import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { workingDaysBetween } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { FundingReader, type LineRow } from '../funding/funding.reader.js';
import { BudgetLine } from '../funding/funding.types.js';
import { Department } from '../program/program.types.js';
import { askForBudget } from './ask-for-budget.js';
import {
  AskForBudgetInput,
  BudgetRequestFilter,
  DecideBudgetRequestInput,
  WithdrawBudgetRequestInput,
} from './budget-request.inputs.js';
import { BudgetRequestReader, type MovementRow, type RequestRow } from './budget-request.reader.js';
import { BudgetMovement, BudgetRequest } from './budget-request.types.js';
import { decideBudgetRequest, SECOND_PERSON, withdrawBudgetRequest } from './decide-budget-request.js';
import { mayReceive } from './may-receive.js';

const BudgetRequestResult = resultUnion('BudgetRequestResult', BudgetRequest);

const readAgain = (context: Context) => (id: string) => reader(context, BudgetRequestReader).request(id);

@Resolver(() => BudgetRequest)
class BudgetRequestResolver {
  @Query(() => [BudgetRequest], { description: 'Open ones first, the newest first.' })
  budgetRequests(
    @Ctx() context: Context,
    @Arg('filter', () => BudgetRequestFilter) filter: BudgetRequestFilter,
  ): Promise<RequestRow[]> {
    return reader(signedIn(context), BudgetRequestReader).requests(filter);
  }

  @Mutation(() => BudgetRequestResult)
  askForBudget(
    @Ctx() context: Context,
    @Arg('input', () => AskForBudgetInput) input: AskForBudgetInput,
  ): Promise<RequestRow> {
    return answer(signedIn(context), 'askForBudget', input, askForBudget, readAgain(context));
  }

  @Mutation(() => BudgetRequestResult)
  decideBudgetRequest(
    @Ctx() context: Context,
    @Arg('input', () => DecideBudgetRequestInput) input: DecideBudgetRequestInput,
  ): Promise<RequestRow> {
    return answer(signedIn(context), 'decideBudgetRequest', input, decideBudgetRequest, readAgain(context));
  }

  @Mutation(() => BudgetRequestResult)
  withdrawBudgetRequest(
    @Ctx() context: Context,
    @Arg('input', () => WithdrawBudgetRequestInput) input: WithdrawBudgetRequestInput,
  ): Promise<RequestRow> {
    return answer(signedIn(context), 'withdrawBudgetRequest', input, withdrawBudgetRequest, readAgain(context));
  }

  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: RequestRow, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  township(@Root() { townshipCode }: RequestRow, @Ctx() { county }: Context): Bilingual | null {
    return county.township(townshipCode ?? '')?.name ?? null;
  }

  @FieldResolver(() => Int)
  workingDaysLeft(@Root() { dueOn }: RequestRow): number {
    return workingDaysBetween(today(), dueOn);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() request: RequestRow, @Ctx() context: Context): AllowedAction[] {
    const { ability, actor, locale } = signedIn(context);
    const own = request.requestedById === actor.staffId;
    const record = { approver: request.approver, requestedBy: request.requestedById };
    const may = (action: string) => ability.can(action, subject('BudgetRequest', { ...record }) as never);
    const possible = (action: string) => nextStatus('BudgetRequest', request.status, action) !== undefined;
    const actions: AllowedAction[] = [];
    const reason = locale === 'en' ? SECOND_PERSON.en : SECOND_PERSON.zh;
    if (may('decide') && possible('approve')) {
      actions.push({ action: 'decide', allowed: !own, reason: own ? reason : null });
    }
    if (may('withdraw') && possible('withdraw')) actions.push({ action: 'withdraw', allowed: true, reason: null });
    return actions;
  }
}

@Resolver(() => BudgetLine)
class BudgetLineRequestsResolver {
  @Query(() => BudgetLine, { nullable: true })
  budgetLine(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<LineRow | undefined> {
    return reader(signedIn(context), FundingReader).line(id);
  }

  @FieldResolver(() => [BudgetMovement], { description: 'How the budget came to what it is, the newest first.' })
  movements(@Root() { id }: LineRow, @Ctx() context: Context): Promise<MovementRow[]> {
    return reader(context, BudgetRequestReader).movements.load(id);
  }

  @FieldResolver(() => [BudgetLine], {
    description: 'The lines that the actor sees and that may receive of its money.',
  })
  async receivers(@Root() line: LineRow, @Ctx() context: Context): Promise<LineRow[]> {
    const lines = await reader(context, FundingReader).lines([line.year]);
    return lines.filter((to) => !to.closedOn && mayReceive(context.county.pack, line, to));
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() line: LineRow, @Ctx() { ability }: Context): AllowedAction[] {
    const { departmentCode, closedOn } = line;
    if (closedOn || !ability.can('change', subject('BudgetLine', { departmentCode }) as never)) return [];
    return [{ action: 'change', allowed: true, reason: null }];
  }
}

export const budgetResolvers = [BudgetRequestResolver, BudgetLineRequestsResolver] as const;
