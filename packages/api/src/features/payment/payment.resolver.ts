import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, type Bilingual } from '../../platform/graphql/shared.types.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { Program as PackProgram } from '../../policy/types.js';
import { Department, Program } from '../program/program.types.js';
import { gatherPaymentBatch, makePaymentBatch } from './make-batch.js';
import {
  approvePaymentBatch,
  cancelPaymentBatch,
  sendBackPaymentBatch,
  sendPaymentBatch,
  submitPaymentBatch,
  takeOutPayment,
} from './move-batch.js';
import {
  MakePaymentBatchInput,
  PaymentStepInput,
  PaymentStepWithReasonInput,
  TakeOutPaymentInput,
} from './payment.inputs.js';
import {
  PaymentBatch,
  PaymentBatchConnection,
  PaymentLine,
  PaymentLineConnection,
  PaymentResult,
  PaymentSum,
  PaymentTotals,
  ResultProblem,
} from './payment.types.js';
import {
  PaymentBatchReader,
  type PaymentBatchRow,
  type PaymentLineRow,
  type PaymentResultRow,
  type PaymentSumRow,
} from './payment-batch.reader.js';
import type { ResultProblem as ResultProblemRow } from './read-results.js';

const PaymentBatchResult = resultUnion('PaymentBatchResult', PaymentBatch);

function change<Input extends { key: string }>(
  context: Context,
  input: Input,
  work: (unit: UnitOfWork, input: Input) => Promise<CommandResult>,
): Promise<PaymentBatchRow> {
  return answer(signedIn(context), work.name, input, work, (id) => reader(context, PaymentBatchReader).find(id));
}

@Resolver()
class PaymentBatchStepsResolver {
  @Mutation(() => PaymentBatchResult, { description: 'Begins a batch; a job gathers what is due.' })
  makePaymentBatch(@Ctx() context: Context, @Arg('input', () => MakePaymentBatchInput) input: MakePaymentBatchInput) {
    return change(context, input, makePaymentBatch);
  }

  @Mutation(() => PaymentBatchResult)
  gatherPaymentBatch(@Ctx() context: Context, @Arg('input', () => PaymentStepInput) input: PaymentStepInput) {
    return change(context, input, gatherPaymentBatch);
  }

  @Mutation(() => PaymentBatchResult, { description: 'Leaves one payment out of a draft.' })
  takeOutPayment(@Ctx() context: Context, @Arg('input', () => TakeOutPaymentInput) input: TakeOutPaymentInput) {
    return change(context, input, takeOutPayment);
  }

  @Mutation(() => PaymentBatchResult)
  submitPaymentBatch(@Ctx() context: Context, @Arg('input', () => PaymentStepInput) input: PaymentStepInput) {
    return change(context, input, submitPaymentBatch);
  }

  @Mutation(() => PaymentBatchResult, { description: 'By another person of the department than its maker.' })
  approvePaymentBatch(@Ctx() context: Context, @Arg('input', () => PaymentStepInput) input: PaymentStepInput) {
    return change(context, input, approvePaymentBatch);
  }

  @Mutation(() => PaymentBatchResult)
  sendBackPaymentBatch(
    @Ctx() context: Context,
    @Arg('input', () => PaymentStepWithReasonInput) input: PaymentStepWithReasonInput,
  ) {
    return change(context, input, sendBackPaymentBatch);
  }

  @Mutation(() => PaymentBatchResult, {
    description: "Makes the bank's file: from here on the batch is with the bank.",
  })
  sendPaymentBatch(@Ctx() context: Context, @Arg('input', () => PaymentStepInput) input: PaymentStepInput) {
    return change(context, input, sendPaymentBatch);
  }

  @Mutation(() => PaymentBatchResult)
  cancelPaymentBatch(
    @Ctx() context: Context,
    @Arg('input', () => PaymentStepWithReasonInput) input: PaymentStepWithReasonInput,
  ) {
    return change(context, input, cancelPaymentBatch);
  }
}

/** Steps of a batch, and what abilities call them. */
const STEPS = {
  gather: 'make',
  take_out: 'make',
  submit: 'make',
  approve: 'check',
  send_back: 'check',
  send: 'make',
  take_results: 'take_results',
  cancel: 'make',
} as const;
const OWN_WORK = { zh: '须由制单人以外的同事复核', en: 'Somebody other than its maker must check it' };

@Resolver(() => PaymentBatch)
class PaymentBatchResolver {
  @Query(() => PaymentBatchConnection, { description: 'Batches that the reader may see, the newest first.' })
  paymentBatches(
    @Ctx() context: Context,
    @Arg('department', () => String, { nullable: true }) department?: string | null,
    @Arg('status', () => String, { nullable: true }) status?: string | null,
    @Arg('month', () => String, { nullable: true, description: 'YYYY-MM' }) month?: string | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ) {
    return reader(signedIn(context), PaymentBatchReader).page({ department, status, month, first, after });
  }

  @Query(() => PaymentBatch, { nullable: true })
  paymentBatch(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<PaymentBatchRow | undefined> {
    return reader(signedIn(context), PaymentBatchReader).find(id);
  }

  @FieldResolver(() => Department)
  department(@Root() batch: PaymentBatchRow, @Ctx() { county }: Context): Department {
    return county.department(batch.departmentCode);
  }

  @FieldResolver(() => PaymentTotals)
  async totals(@Root() { id }: PaymentBatchRow, @Ctx() context: Context): Promise<PaymentTotals> {
    const batches = reader(context, PaymentBatchReader);
    const [sums, problems] = await Promise.all([batches.sums.load(id), batches.problems.load(id)]);
    const none = { lines: 0, fen: 0, paid: 0, paidFen: 0, returned: 0, returnedFen: 0 };
    return { ...(sums.find(({ dimension }) => dimension === 'all') ?? none), problems };
  }

  @FieldResolver(() => [PaymentSum])
  byProgram(@Root() batch: PaymentBatchRow, @Ctx() context: Context): Promise<PaymentSum[]> {
    return sumsBy(context, batch, 'program', ({ key }) => context.county.program(key ?? '')?.name);
  }

  @FieldResolver(() => [PaymentSum])
  byLine(@Root() batch: PaymentBatchRow, @Ctx() context: Context): Promise<PaymentSum[]> {
    return sumsBy(context, batch, 'line', ({ zh, en }) => ({ zh: zh ?? '', en: en ?? '' }));
  }

  @FieldResolver(() => [PaymentSum])
  byTownship(@Root() batch: PaymentBatchRow, @Ctx() context: Context): Promise<PaymentSum[]> {
    return sumsBy(context, batch, 'township', ({ key }) => context.county.township(key ?? '')?.name);
  }

  @FieldResolver(() => [PaymentResult])
  results(@Root() { id }: PaymentBatchRow, @Ctx() context: Context): Promise<PaymentResultRow[]> {
    return reader(context, PaymentBatchReader).results.load(id);
  }

  @FieldResolver(() => PaymentLineConnection, { nullable: true })
  lines(
    @Root() batch: PaymentBatchRow,
    @Ctx() context: Context,
    @Arg('state', () => String, { nullable: true, description: 'in, paid, returned or out' }) state?: string | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ) {
    if (!may(context, 'read_lines', batch)) return null;
    return reader(context, PaymentBatchReader).lines(batch.id, { state, first, after });
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() batch: PaymentBatchRow, @Ctx() context: Context): AllowedAction[] {
    const { staffId } = signedIn(context).actor;
    const isMaker = staffId === batch.madeById || staffId === batch.submittedById;
    return Object.entries(STEPS).flatMap(([action, ability]): AllowedAction[] => {
      if (nextStatus('PaymentBatch', batch.status, action) === undefined || !may(context, ability, batch)) return [];
      if (action !== 'approve' || !isMaker) return [{ action, allowed: true, reason: null }];
      return [{ action, allowed: false, reason: context.locale === 'en' ? OWN_WORK.en : OWN_WORK.zh }];
    });
  }
}

@Resolver(() => PaymentBatchConnection)
class PaymentBatchConnectionResolver {
  @FieldResolver(() => Int)
  untaken(@Ctx() context: Context): Promise<number> {
    const { departmentCode } = signedIn(context).actor;
    const mine = may(context, 'make', { departmentCode });
    return reader(context, PaymentBatchReader).untaken(mine ? departmentCode : null);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Ctx() context: Context): AllowedAction[] {
    const { departmentCode } = signedIn(context).actor;
    return may(context, 'make', { departmentCode }) ? [{ action: 'make', allowed: true, reason: null }] : [];
  }
}

@Resolver(() => PaymentLine)
class PaymentLineResolver {
  @FieldResolver(() => Program)
  program(@Root() line: PaymentLineRow, @Ctx() { county }: Context): PackProgram | undefined {
    return county.program(line.programCode);
  }
}

@Resolver(() => ResultProblem)
class ResultProblemResolver {
  @FieldResolver()
  message(@Root() { zh, en }: ResultProblemRow): Bilingual {
    return { zh, en };
  }
}

function may({ ability }: Context, action: string, { departmentCode }: { departmentCode: string | null }): boolean {
  return ability.can(action, subject('PaymentBatch', { departmentCode }) as never);
}

async function sumsBy(
  context: Context,
  { id }: PaymentBatchRow,
  dimension: PaymentSumRow['dimension'],
  labelOf: (row: PaymentSumRow) => Bilingual | undefined,
): Promise<PaymentSum[]> {
  const sums = await reader(context, PaymentBatchReader).sums.load(id);
  return sums
    .filter((row) => row.dimension === dimension)
    .map((row) => {
      const key = row.key ?? '';
      return { key, label: labelOf(row) ?? { zh: key, en: key }, lines: row.lines, fen: row.fen };
    });
}

export const paymentBatchResolvers = [
  PaymentBatchStepsResolver,
  PaymentBatchResolver,
  PaymentBatchConnectionResolver,
  PaymentLineResolver,
  ResultProblemResolver,
] as const;
