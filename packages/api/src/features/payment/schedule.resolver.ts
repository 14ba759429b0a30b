import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, type Bilingual } from '../../platform/graphql/shared.types.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { Program as PackProgram } from '../../policy/types.js';
import { PackageItem } from '../aid-package/aid-package.types.js';
import { Department, Program } from '../program/program.types.js';
import { AidRecord } from '../registry/registry.types.js';
import { planStages, releaseStage, suspendPayments } from './arrange-schedule.js';
import { changeAmount, keepAmount } from './decide-amount.js';
import { cancelExit, endPayments, resumePayments } from './decide-schedule.js';
import { monthOf } from './months.js';
import {
  ChangeAmountInput,
  EndPaymentsInput,
  KeepAmountInput,
  PlanStagesInput,
  RecordDeliveryInput,
  ReleaseStageInput,
  ResumePaymentsInput,
  ScheduleStepInput,
  SuspendPaymentsInput,
} from './payment.inputs.js';
import { PaymentDue, PaymentSchedule, PaymentToDecide } from './payment.types.js';
import { recordDelivery } from './record-delivery.js';
import { type DueRow, ScheduleReader, type ScheduleRow, type ToDecideRow } from './schedule.reader.js';

const PaymentScheduleResult = resultUnion('PaymentScheduleResult', PaymentSchedule);

function change<Input extends { key: string }>(
  context: Context,
  input: Input,
  work: (unit: UnitOfWork, input: Input) => Promise<CommandResult>,
): Promise<ScheduleRow> {
  return answer(signedIn(context), work.name, input, work, (id) => reader(context, ScheduleReader).find(id));
}

@Resolver()
class ScheduleStepsResolver {
  @Mutation(() => PaymentScheduleResult)
  suspendPayments(@Ctx() context: Context, @Arg('input', () => SuspendPaymentsInput) input: SuspendPaymentsInput) {
    return change(context, input, suspendPayments);
  }

  @Mutation(() => PaymentScheduleResult)
  resumePayments(@Ctx() context: Context, @Arg('input', () => ResumePaymentsInput) input: ResumePaymentsInput) {
    return change(context, input, resumePayments);
  }

  @Mutation(() => PaymentScheduleResult, { description: 'Aid that goes out by months goes on as before.' })
  cancelExit(@Ctx() context: Context, @Arg('input', () => ScheduleStepInput) input: ScheduleStepInput) {
    return change(context, input, cancelExit);
  }

  @Mutation(() => PaymentScheduleResult, {
    description: 'Pays the monthly amount that a meeting or a recalculation found, from the next month on.',
  })
  changeAmount(@Ctx() context: Context, @Arg('input', () => ChangeAmountInput) input: ChangeAmountInput) {
    return change(context, input, changeAmount);
  }

  @Mutation(() => PaymentScheduleResult, { description: 'Pays on as before, with the reason.' })
  keepAmount(@Ctx() context: Context, @Arg('input', () => KeepAmountInput) input: KeepAmountInput) {
    return change(context, input, keepAmount);
  }

  @Mutation(() => PaymentScheduleResult, { description: 'Ends the aid, with its last day.' })
  endPayments(@Ctx() context: Context, @Arg('input', () => EndPaymentsInput) input: EndPaymentsInput) {
    return change(context, input, endPayments);
  }

  @Query(() => [PaymentToDecide], {
    description:
      "The own department's monthly aid that waits for a second look, goes out by months or is to come to another amount.",
  })
  paymentsToDecide(@Ctx() context: Context): Promise<ToDecideRow[]> {
    return reader(signedIn(context), ScheduleReader).toDecide();
  }

  @Mutation(() => PaymentScheduleResult, { description: 'One approval, given in stages.' })
  planStages(@Ctx() context: Context, @Arg('input', () => PlanStagesInput) input: PlanStagesInput) {
    return change(context, input, planStages);
  }

  @Mutation(() => PaymentScheduleResult)
  releaseStage(@Ctx() context: Context, @Arg('input', () => ReleaseStageInput) input: ReleaseStageInput) {
    return change(context, input, releaseStage);
  }

  @Mutation(() => PaymentScheduleResult, { description: 'Goods handed out, sessions held, money to an institution.' })
  recordDelivery(@Ctx() context: Context, @Arg('input', () => RecordDeliveryInput) input: RecordDeliveryInput) {
    return change(context, input, recordDelivery);
  }
}

@Resolver(() => AidRecord)
class AidPaymentsResolver {
  @FieldResolver(() => PaymentSchedule, {
    nullable: true,
    description: 'null for aid of before, which its department pays by its own books.',
  })
  payments(@Root() { id }: { id: string }, @Ctx() context: Context): Promise<ScheduleRow | undefined> {
    return reader(context, ScheduleReader).ofAid.load(id);
  }
}

@Resolver(() => PackageItem)
class ItemPaymentsResolver {
  @FieldResolver(() => PaymentSchedule, { nullable: true, description: 'Once its department confirmed it.' })
  payments(@Root() { id }: { id: string }, @Ctx() context: Context): Promise<ScheduleRow | undefined> {
    return reader(context, ScheduleReader).ofItem.load(id);
  }
}

@Resolver(() => PaymentSchedule)
class ScheduleResolver {
  @FieldResolver(() => Program)
  program(@Root() row: ScheduleRow, @Ctx() { county }: Context): PackProgram | undefined {
    return county.program(row.programCode);
  }

  @FieldResolver(() => Department)
  department(@Root() row: ScheduleRow, @Ctx() { county }: Context): Department {
    return county.department(row.departmentCode);
  }

  @FieldResolver(() => String, { nullable: true })
  nextOn(@Root() { kind, status, openOn, lastMonth, startsOn, endedOn, exitUntil }: ScheduleRow): string | null {
    if (openOn || kind !== 'monthly' || status !== 'active') return openOn;
    const next = lastMonth ? monthOf(lastMonth, 1) : startsOn;
    return [endedOn, exitUntil].some((last) => last && next > last) ? null : next;
  }

  @FieldResolver()
  reason(@Root() { reason, reasonEn }: ScheduleRow): Bilingual | null {
    return reason === null ? null : { zh: reason, en: reasonEn ?? reason };
  }

  @FieldResolver(() => [PaymentDue])
  dues(@Root() { id }: ScheduleRow, @Ctx() context: Context): Promise<DueRow[]> {
    return reader(context, ScheduleReader).dues.load(id);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() row: ScheduleRow, @Ctx() context: Context): AllowedAction[] {
    if (row.kind === 'plan') return [];
    return (
      ['change_amount', 'keep_amount', 'suspend', 'resume', 'cancel_exit', 'end', 'plan_stages']
        .filter((action) => nextStatus('PaymentSchedule', row.status, action) !== undefined)
        .filter((action) => action !== 'plan_stages' || (row.kind === 'one_off' && row.openOn !== null))
        .filter((action) => action !== 'end' || (row.kind === 'monthly' && row.endedOn === null))
        .filter((action) => action !== 'change_amount' || row.askedFen)
        .filter((action) => action !== 'keep_amount' || row.askedFen !== null)
        // What a recalculation let wait goes on by one of the two.
        .filter((action) => action !== 'resume' || row.askedBy !== 'recalculation')
        .filter((action) => action !== 'cancel_exit' || row.exitFrom !== null)
        .filter(() => mayArrange(context, row))
        .map((action) => ({ action, allowed: true, reason: null }))
    );
  }
}

@Resolver(() => PaymentDue)
class DueResolver {
  @FieldResolver()
  deliveries(@Root() { id }: DueRow, @Ctx() context: Context): Promise<PaymentDue['deliveries']> {
    return reader(context, ScheduleReader).deliveries.load(id);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() due: DueRow, @Ctx() context: Context): AllowedAction[] {
    if (!mayArrange(context, due)) return [];
    const byHand = ['in_kind', 'service', 'institution'].includes(due.kind);
    const action = due.status === 'unreleased' ? 'release' : due.status === 'open' && byHand ? 'deliver' : undefined;
    return action ? [{ action, allowed: true, reason: null }] : [];
  }
}

function mayArrange({ ability }: Context, { departmentCode }: { departmentCode: string }): boolean {
  return ability.can('arrange', subject('PaymentSchedule', { departmentCode }) as never);
}

export const scheduleResolvers = [
  ScheduleStepsResolver,
  AidPaymentsResolver,
  ItemPaymentsResolver,
  ScheduleResolver,
  DueResolver,
] as const;
