import { subject } from '@casl/ability';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { Donation } from '../donation/donation.types.js';
import { FundingReader, type LineRow } from '../funding/funding.reader.js';
import { BudgetLine } from '../funding/funding.types.js';
import { Delivery } from '../payment/payment.types.js';
import { Department } from '../program/program.types.js';
import { Household } from '../registry/registry.types.js';
import { countStock, decideStockCount } from './count-stock.js';
import { issueGoods } from './issue-goods.js';
import { receiveGoods } from './receive-goods.js';
import { saveStockItem } from './save-item.js';
import {
  CountStockInput,
  DecideStockCountInput,
  IssueGoodsInput,
  ReceiveGoodsInput,
  SaveStockItemInput,
  TakeBackGoodsInput,
} from './stock.inputs.js';
import { type CountRow, type GivenRow, type ItemRow, type MovementRow, StockReader } from './stock.reader.js';
import { GoodsGiven, GoodsOfDonation, StockCount, StockItem, StockMovement } from './stock.types.js';
import { takeBackGoods } from './take-back-goods.js';

const StockItemResult = resultUnion('StockItemResult', StockItem);
const StockCountResult = resultUnion('StockCountResult', StockCount);

type Work<Input> = (unit: UnitOfWork, input: Input) => Promise<CommandResult>;

function changeItem<Input extends { key: string }>(context: Context, input: Input, work: Work<Input>) {
  return answer(signedIn(context), work.name, input, work, (id) => reader(context, StockReader).item(id));
}

function changeCount<Input extends { key: string }>(context: Context, input: Input, work: Work<Input>) {
  return answer(signedIn(context), work.name, input, work, (id) => reader(context, StockReader).count(id));
}

const keeps = ({ ability }: Context, { departmentCode }: { departmentCode: string | null }) =>
  ability.can('keep', subject('StockItem', { departmentCode }) as never);
const now = (action: string): AllowedAction => ({ action, allowed: true, reason: null });

@Resolver(() => StockItem)
class StockItemResolver {
  @Query(() => [StockItem], { description: 'By departments and names.' })
  stock(@Ctx() context: Context): Promise<ItemRow[]> {
    return reader(signedIn(context), StockReader).items();
  }

  @Query(() => StockItem, { nullable: true })
  async stockItem(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<ItemRow | null> {
    return (await reader(signedIn(context), StockReader).item(id)) ?? null;
  }

  @Query(() => [AllowedAction], { description: 'Whether the actor keeps a stock: add, receive, issue and count.' })
  stockActions(@Ctx() context: Context): AllowedAction[] {
    const { actor } = signedIn(context);
    return keeps(context, actor) ? ['add', 'receive', 'issue', 'count'].map(now) : [];
  }

  @Query(() => [BudgetLine], { description: "This year's lines from which the actor may buy goods." })
  async linesForGoods(@Ctx() context: Context): Promise<LineRow[]> {
    const lines = await reader(signedIn(context), FundingReader).lines([Number(today().slice(0, 4))]);
    return lines.filter((line) => !line.closedOn && keeps(context, line));
  }

  @Mutation(() => StockItemResult)
  saveStockItem(@Ctx() context: Context, @Arg('input', () => SaveStockItemInput) input: SaveStockItemInput) {
    return changeItem(context, input, saveStockItem);
  }

  @Mutation(() => StockItemResult, { description: 'Answers the first of the goods.' })
  receiveGoods(@Ctx() context: Context, @Arg('input', () => ReceiveGoodsInput) input: ReceiveGoodsInput) {
    return changeItem(context, input, receiveGoods);
  }

  @Mutation(() => StockItemResult, { description: 'Answers the first of the goods.' })
  issueGoods(@Ctx() context: Context, @Arg('input', () => IssueGoodsInput) input: IssueGoodsInput) {
    return changeItem(context, input, issueGoods);
  }

  @Mutation(() => StockItemResult, { description: 'By a counter entry.' })
  takeBackGoods(@Ctx() context: Context, @Arg('input', () => TakeBackGoodsInput) input: TakeBackGoodsInput) {
    return changeItem(context, input, takeBackGoods);
  }

  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: ItemRow, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }

  @FieldResolver(() => [StockMovement])
  movements(@Root() { id }: ItemRow, @Ctx() context: Context): Promise<MovementRow[]> {
    return reader(context, StockReader).movements.load(id);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() item: ItemRow, @Ctx() context: Context): AllowedAction[] {
    return keeps(context, item) ? [now('edit')] : [];
  }
}

@Resolver(() => StockMovement)
class StockMovementResolver {
  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() movement: MovementRow, @Ctx() context: Context): AllowedAction[] {
    const { kind, isReversed } = movement;
    return ['received', 'issued'].includes(kind) && !isReversed && keeps(context, movement) ? [now('take_back')] : [];
  }
}

@Resolver(() => StockCount)
class StockCountResolver {
  @Query(() => [StockCount], { description: 'The newest first.' })
  stockCounts(@Ctx() context: Context): Promise<CountRow[]> {
    return reader(signedIn(context), StockReader).counts();
  }

  @Mutation(() => StockCountResult, { description: 'Changes nothing until a second person agrees.' })
  countStock(@Ctx() context: Context, @Arg('input', () => CountStockInput) input: CountStockInput) {
    return changeCount(context, input, countStock);
  }

  @Mutation(() => StockCountResult, { description: 'By another person than the one who counted.' })
  decideStockCount(@Ctx() context: Context, @Arg('input', () => DecideStockCountInput) input: DecideStockCountInput) {
    return changeCount(context, input, decideStockCount);
  }

  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: CountRow, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() count: CountRow, @Ctx() context: Context): AllowedAction[] {
    const may = count.status === 'counted' && keeps(context, count) && count.countedById !== context.actor?.staffId;
    return may ? [now('approve'), now('reject')] : [];
  }
}

@Resolver(() => GoodsGiven)
class GoodsGivenResolver {
  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: GivenRow, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }
}

@Resolver(() => Household)
class HouseholdGoodsResolver {
  @FieldResolver(() => [GoodsGiven], { description: 'Goods that it received, the newest first.' })
  goods(@Root() { id }: { id: string }, @Ctx() context: Context): Promise<GivenRow[]> {
    return reader(context, StockReader).ofHousehold.load(id);
  }
}

@Resolver(() => Delivery)
class DeliveryGoodsResolver {
  @FieldResolver(() => [GoodsGiven], { description: 'What of it came from the stock.' })
  goods(@Root() { id }: { id: string }, @Ctx() context: Context): Promise<GivenRow[]> {
    return reader(context, StockReader).ofDelivery.load(id);
  }
}

@Resolver(() => Donation)
class DonationGoodsResolver {
  @FieldResolver(() => [GoodsOfDonation], { description: 'Of goods: what became of them.' })
  goods(@Root() { id }: { id: string }, @Ctx() context: Context): Promise<GoodsOfDonation[]> {
    return reader(context, StockReader).ofDonation.load(id);
  }
}

export const stockResolvers = [
  StockItemResolver,
  StockMovementResolver,
  StockCountResolver,
  GoodsGivenResolver,
  HouseholdGoodsResolver,
  DeliveryGoodsResolver,
  DonationGoodsResolver,
] as const;
