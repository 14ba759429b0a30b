import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer } from '../../platform/graphql/results.js';
import { Fen } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { membersOf } from '../../policy/exclusivity.js';
import type { ExclusivityGroup, Program as PackProgram } from '../../policy/types.js';
import { DecisionReader } from '../department-decision/decision.reader.js';
import { Program } from '../program/program.types.js';
import type { AgendaItemRow } from '../review-meeting/meeting-rows.js';
import { MeetingReader } from '../review-meeting/review-meeting.reader.js';
import { AgendaItem } from '../review-meeting/review-meeting.types.js';
import { CreateBatchInput, SplitBatchInput, SubmitBatchApplicationsInput } from './batch.inputs.js';
import { BatchReader, freesPlace, type ResultRow, type BatchRow as StoredBatch, sumFen } from './batch.reader.js';
import { BatchResult } from './batch.result.js';
import { Batch, BatchDepartmentResult, BatchGroup, BatchOptimum, BatchRow, MissedApplicants } from './batch.types.js';
import { BATCH_MODE, createBatch } from './create-batch.js';
import { missedBy } from './missed.reader.js';
import { splitBatch } from './split-batch.js';
import { submitBatchApplications } from './submit-applications.js';

const FILTERS: Record<string, (row: ResultRow) => boolean> = {
  all: () => true,
  duplicates: (row) => row.duplicate,
  displaced: (row) => row.result === 'displaced',
  waiting: (row) => row.result === 'waiting',
  ineligible: (row) => row.result === 'ineligible',
  refused: (row) => row.result === 'refused',
  declined: (row) => row.result === 'declined',
  needs_facts: (row) => row.outcome === 'NEEDS_FACTS',
};

function groupOf(context: Context, code: string): ExclusivityGroup {
  const group = context.county.pack.groups.find((one) => one.code === code);
  if (!group) throw new Error(`The county pack has no group ${code}`);
  return group;
}

function programsOf(context: Context, group: ExclusivityGroup): PackProgram[] {
  return membersOf(context.county.pack, group).flatMap((code) => context.county.program(code) ?? []);
}

/** The programs of a batch for which the reader may hand in applications: all for the chair, else his department's. */
function submittable(context: Context, batch: StoredBatch): PackProgram[] {
  const { ability } = context;
  const own = ({ department }: PackProgram) =>
    ability.can('submit', subject('Application', { departmentCode: department }) as never);
  const programs = programsOf(context, groupOf(context, batch.groupCode));
  return ability.can('submit', 'Batch') ? programs : programs.filter(own);
}

function personsIn(drawn: readonly ResultRow[]): number {
  return new Set(drawn.map(({ personId }) => personId)).size;
}

@Resolver(() => BatchGroup)
class BatchGroupResolver {
  /** The groups for which a batch can be opened. */
  @Query(() => [BatchGroup])
  batchGroups(@Ctx() context: Context): ExclusivityGroup[] {
    return signedIn(context).county.pack.groups.filter(({ mode, enabled }) => enabled && mode === BATCH_MODE);
  }

  @FieldResolver(() => [Program])
  programs(@Root() group: ExclusivityGroup, @Ctx() context: Context): PackProgram[] {
    return programsOf(context, group);
  }
}

@Resolver(() => Batch)
class BatchResolver {
  @Query(() => [Batch])
  batches(@Ctx() context: Context): Promise<StoredBatch[]> {
    return reader(signedIn(context), BatchReader).batches();
  }

  @Query(() => Batch, { nullable: true })
  batch(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<StoredBatch | undefined> {
    return reader(signedIn(context), BatchReader).find(id);
  }

  @Mutation(() => BatchResult)
  createBatch(
    @Ctx() context: Context,
    @Arg('input', () => CreateBatchInput) input: CreateBatchInput,
  ): Promise<StoredBatch> {
    return answer(signedIn(context), 'createBatch', input, createBatch, (id) => reader(context, BatchReader).find(id));
  }

  @Mutation(() => BatchResult)
  submitBatchApplications(
    @Ctx() context: Context,
    @Arg('input', () => SubmitBatchApplicationsInput) input: SubmitBatchApplicationsInput,
  ): Promise<StoredBatch> {
    return answer(signedIn(context), 'submitBatchApplications', input, submitBatchApplications, (id) =>
      reader(context, BatchReader).find(id),
    );
  }

  @Mutation(() => BatchResult)
  splitBatch(
    @Ctx() context: Context,
    @Arg('input', () => SplitBatchInput) input: SplitBatchInput,
  ): Promise<StoredBatch> {
    return answer(signedIn(context), 'splitBatch', input, splitBatch, (id) => reader(context, BatchReader).find(id));
  }

  @FieldResolver(() => Bilingual)
  group(@Root() batch: StoredBatch, @Ctx() context: Context): Bilingual {
    return groupOf(context, batch.groupCode).name;
  }

  @FieldResolver(() => Bilingual)
  ruleWords(@Root() batch: StoredBatch, @Ctx() context: Context): Bilingual {
    return groupOf(context, batch.groupCode).words;
  }

  @FieldResolver(() => Int)
  async applications(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return (await this.picture(batch, context)).rows.length;
  }

  @FieldResolver(() => Int)
  async uniquePersons(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return personsIn((await this.picture(batch, context)).rows);
  }

  @FieldResolver(() => Int)
  async duplicatePersons(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return personsIn((await this.picture(batch, context)).rows.filter(({ duplicate }) => duplicate));
  }

  @FieldResolver(() => Int)
  removedApplications(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return this.count(batch, context, 'displaced');
  }

  @FieldResolver(() => Int)
  ineligible(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return this.count(batch, context, 'ineligible');
  }

  @FieldResolver(() => Int)
  waiting(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return this.count(batch, context, 'waiting');
  }

  @FieldResolver(() => Int)
  refused(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return this.count(batch, context, 'refused');
  }

  @FieldResolver(() => Int)
  paidPersons(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return this.count(batch, context, 'kept');
  }

  @FieldResolver(() => Fen)
  async paidFen(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return sumFen((await this.picture(batch, context)).rows.filter(({ result }) => result === 'kept'));
  }

  @FieldResolver(() => Int)
  async freedPlaces(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return (await this.picture(batch, context)).rows.filter(({ result }) => freesPlace(result)).length;
  }

  @FieldResolver(() => BatchOptimum, { nullable: true })
  async optimum(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<BatchOptimum | null> {
    const { optimum } = await this.picture(batch, context);
    if (!optimum) return null;
    const { value, proof } = optimum;
    const { people, highest, fen } = value;
    return { people, highest, fen, proven: proof.proven, mostPeople: proof.bounds.people ?? people };
  }

  @FieldResolver(() => [Program])
  programs(@Root() batch: StoredBatch, @Ctx() context: Context): PackProgram[] {
    return submittable(context, batch);
  }

  @FieldResolver(() => [BatchDepartmentResult])
  async byDepartment(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<unknown[]> {
    const { byDepartment, rows } = await this.picture(batch, context);
    const decisions = reader(context, DecisionReader).batchDecisions;
    return Promise.all(
      byDepartment.map(async (one) => {
        const decision = (await decisions.load({ batchId: batch.id, departmentCode: one.department })) ?? null;
        const pending = rows.filter((row) => row.departmentCode === one.department && row.status === 'granted').length;
        const own = context.ability.can('decide', subject('Batch', { departmentCode: one.department }) as never);
        const open = nextStatus('Batch', batch.status, 'confirm') !== undefined && !decision;
        const allowedActions = own && open ? [{ action: 'decide_batch', allowed: true, reason: null }] : [];
        return { ...one, department: context.county.department(one.department), decision, pending, allowedActions };
      }),
    );
  }

  @FieldResolver(() => [BatchRow])
  async rows(
    @Root() batch: StoredBatch,
    @Ctx() context: Context,
    @Arg('filter', () => String, { nullable: true }) filter?: string | null,
    @Arg('offset', () => Int, { nullable: true }) offset?: number | null,
    @Arg('limit', () => Int, { nullable: true }) limit?: number | null,
  ): Promise<unknown[]> {
    const from = Math.max(0, offset ?? 0);
    const found = (await this.filtered(batch, context, filter)).slice(
      from,
      from + Math.min(1000, Math.max(1, limit ?? 50)),
    );
    return found.map((row) => ({
      ...row,
      applicationId: row.id,
      personKey: row.personId,
      villageName: context.county.village(row.villageCode)?.village.name ?? row.villageCode,
      program: context.county.program(row.programCode),
      department: context.county.department(row.departmentCode),
    }));
  }

  @FieldResolver(() => Int)
  async rowCount(
    @Root() batch: StoredBatch,
    @Ctx() context: Context,
    @Arg('filter', () => String, { nullable: true }) filter?: string | null,
  ): Promise<number> {
    return (await this.filtered(batch, context, filter)).length;
  }

  @FieldResolver(() => MissedApplicants)
  async missed(
    @Root() batch: StoredBatch,
    @Ctx() context: Context,
    @Arg('limit', () => Int, { nullable: true }) limit?: number | null,
  ): Promise<unknown> {
    const { county } = context;
    const codes = programsOf(context, groupOf(context, batch.groupCode)).map(({ code }) => code);
    const missed = await missedBy(context, batch.id, codes, Math.min(200, Math.max(1, limit ?? 50)));
    return {
      ...missed,
      rows: missed.rows.map((row) => ({
        ...row,
        programs: row.programCodes.flatMap((code) => county.program(code) ?? []),
        villageName: county.village(row.villageCode)?.village.name ?? row.villageCode,
      })),
    };
  }

  @FieldResolver(() => [AgendaItem])
  agendaItems(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<AgendaItemRow[]> {
    return reader(context, MeetingReader).itemsOfBatch.load(batch.id);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() batch: StoredBatch, @Ctx() context: Context): AllowedAction[] {
    const { ability } = context;
    const inTurn = {
      submit: submittable(context, batch).length > 0,
      split: ability.can('split', 'Batch'),
      call_waiting: ability.can('split', 'Batch'),
    };
    const actions = Object.entries(inTurn)
      .filter(([action, may]) => may && nextStatus('Batch', batch.status, action) !== undefined)
      .map(([action]) => action);
    if (ability.can('verify', subject('Batch', {}) as never)) actions.push('verify');
    return actions.map((action) => ({ action, allowed: true, reason: null }));
  }

  private async count(batch: StoredBatch, context: Context, result: ResultRow['result']): Promise<number> {
    return (await this.picture(batch, context)).rows.filter((row) => row.result === result).length;
  }

  private picture(batch: StoredBatch, context: Context) {
    return reader(context, BatchReader).picture.load(batch.id);
  }

  private async filtered(
    batch: StoredBatch,
    context: Context,
    filter: string | null | undefined,
  ): Promise<ResultRow[]> {
    const { rows } = await this.picture(batch, context);
    return rows.filter(FILTERS[filter ?? 'all'] ?? (() => true));
  }
}

export const batchResolvers = [BatchResolver, BatchGroupResolver] as const;
