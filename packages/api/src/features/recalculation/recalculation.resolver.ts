import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import type { AllowedAction } from '../../platform/graphql/shared.types.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { Program as PackProgram } from '../../policy/types.js';
import { Department, Program } from '../program/program.types.js';
import {
  approveRecalculation,
  cancelRecalculation,
  carryOnRecalculation,
  isByRule,
  judgeRecalculation,
  makeRecalculation,
} from './move-recalculation.js';
import {
  MakeRecalculationInput,
  RecalculationStepInput,
  RecalculationStepWithReasonInput,
} from './recalculation.inputs.js';
import { RecalculationReader, type RecalculationRecord } from './recalculation.reader.js';
import {
  Recalculation,
  RecalculationConnection,
  RecalculationLine,
  RecalculationRowConnection,
  RecalculationSum,
} from './recalculation.types.js';

const RecalculationResult = resultUnion('RecalculationResult', Recalculation);

function change<Input extends { key: string }>(
  context: Context,
  input: Input,
  work: (unit: UnitOfWork, input: Input) => Promise<CommandResult>,
): Promise<RecalculationRecord> {
  return answer(signedIn(context), work.name, input, work, (id) => reader(context, RecalculationReader).find(id));
}

@Resolver()
class RecalculationStepsResolver {
  @Mutation(() => RecalculationResult, {
    description: "Works out a program's running monthly aid by the rule of a month; a job judges each.",
  })
  makeRecalculation(
    @Ctx() context: Context,
    @Arg('input', () => MakeRecalculationInput) input: MakeRecalculationInput,
  ) {
    return change(context, input, makeRecalculation);
  }

  @Mutation(() => RecalculationResult, { description: 'The preview anew, by the facts of now.' })
  judgeRecalculation(
    @Ctx() context: Context,
    @Arg('input', () => RecalculationStepInput) input: RecalculationStepInput,
  ) {
    return change(context, input, judgeRecalculation);
  }

  @Mutation(() => RecalculationResult, { description: 'By another person than its maker; a job carries it out.' })
  approveRecalculation(
    @Ctx() context: Context,
    @Arg('input', () => RecalculationStepInput) input: RecalculationStepInput,
  ) {
    return change(context, input, approveRecalculation);
  }

  @Mutation(() => RecalculationResult, { description: 'Goes on with what an ended job left.' })
  carryOnRecalculation(
    @Ctx() context: Context,
    @Arg('input', () => RecalculationStepInput) input: RecalculationStepInput,
  ) {
    return change(context, input, carryOnRecalculation);
  }

  @Mutation(() => RecalculationResult)
  cancelRecalculation(
    @Ctx() context: Context,
    @Arg('input', () => RecalculationStepWithReasonInput) input: RecalculationStepWithReasonInput,
  ) {
    return change(context, input, cancelRecalculation);
  }
}

/** Steps of a recalculation, and what abilities call them. */
const STEPS = { judge: 'make', approve: 'check', carry_on: 'make', cancel: 'make' } as const;
const OWN_WORK = { zh: '须由发起人以外的同事批准', en: 'Somebody other than its maker must approve it' };
const AT_WORK = { zh: '正在办理', en: 'It is being worked on' };

@Resolver(() => Recalculation)
class RecalculationResolver {
  @Query(() => RecalculationConnection, { description: 'Those that the reader may see, the newest first.' })
  recalculations(
    @Ctx() context: Context,
    @Arg('program', () => String, { nullable: true }) program?: string | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ) {
    return reader(signedIn(context), RecalculationReader).page({ program, first, after });
  }

  @Query(() => Recalculation, { nullable: true })
  recalculation(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<RecalculationRecord | undefined> {
    return reader(signedIn(context), RecalculationReader).find(id);
  }

  @FieldResolver(() => Program)
  program(@Root() { programCode }: RecalculationRecord, @Ctx() { county }: Context): PackProgram | undefined {
    return county.program(programCode);
  }

  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: RecalculationRecord, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }

  @FieldResolver(() => [RecalculationSum])
  sums(@Root() { id }: RecalculationRecord, @Ctx() context: Context): Promise<RecalculationSum[]> {
    return reader(context, RecalculationReader).sums.load(id);
  }

  @FieldResolver(() => RecalculationLine)
  line(@Root() { id }: RecalculationRecord, @Ctx() context: Context): Promise<RecalculationLine | undefined> {
    return reader(context, RecalculationReader).line.load(id);
  }

  @FieldResolver(() => RecalculationRowConnection, { nullable: true })
  rows(
    @Root() row: RecalculationRecord,
    @Ctx() context: Context,
    @Arg('kind', () => String, { nullable: true }) kind?: string | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ) {
    if (!may(context, 'read_rows', row)) return null;
    return reader(context, RecalculationReader).rows(row.id, { kind, first, after });
  }

  @FieldResolver()
  allowedActions(@Root() row: RecalculationRecord, @Ctx() context: Context): AllowedAction[] {
    const { actor } = signedIn(context);
    return Object.entries(STEPS).flatMap(([action, ability]): AllowedAction[] => {
      if (nextStatus('Recalculation', row.status, action) === undefined || !may(context, ability, row)) return [];
      const isBusy = !row.isIdle && (action === 'judge' || action === 'carry_on');
      const why = isBusy ? AT_WORK : action === 'approve' && actor.staffId === row.madeById ? OWN_WORK : undefined;
      return [{ action, allowed: !why, reason: why ? (context.locale === 'en' ? why.en : why.zh) : null }];
    });
  }
}

@Resolver(() => RecalculationConnection)
class RecalculationConnectionResolver {
  @FieldResolver(() => [Program])
  programs(@Ctx() context: Context): PackProgram[] {
    const { departmentCode } = signedIn(context).actor;
    if (!may(context, 'make', { departmentCode })) return [];
    return context.county.pack.programs.filter((one) => one.department === departmentCode && isByRule(one));
  }
}

function may({ ability }: Context, action: string, { departmentCode }: { departmentCode: string | null }): boolean {
  return ability.can(action, subject('Recalculation', { departmentCode }) as never);
}

export const recalculationResolvers = [
  RecalculationStepsResolver,
  RecalculationResolver,
  RecalculationConnectionResolver,
] as const;
