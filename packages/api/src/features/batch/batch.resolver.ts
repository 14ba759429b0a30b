import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer } from '../../platform/graphql/results.js';
import { Fen } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import type { ExclusivityGroup } from '../../policy/types.js';
import { DecisionReader } from '../department-decision/decision.reader.js';
import { type AgendaItemRow, MeetingReader } from '../review-meeting/review-meeting.reader.js';
import { AgendaItem } from '../review-meeting/review-meeting.types.js';
import { CreateBatchInput, SubmitBatchApplicationsInput } from './batch.inputs.js';
import { BatchReader, type ResultRow, type BatchRow as StoredBatch } from './batch.reader.js';
import { BatchResult } from './batch.result.js';
import { Batch, BatchDepartmentResult, BatchRow } from './batch.types.js';
import { createBatch } from './create-batch.js';
import { submitBatchApplications } from './submit-applications.js';

const FILTERS: Record<string, (row: ResultRow) => boolean> = {
  all: () => true,
  duplicates: (row) => row.duplicate,
  displaced: (row) => row.result === 'displaced',
  ineligible: (row) => row.result === 'ineligible',
  needs_facts: (row) => row.outcome === 'NEEDS_FACTS',
};

function groupOf(context: Context, code: string): ExclusivityGroup {
  const group = context.county.pack.groups.find((one) => one.code === code);
  if (!group) throw new Error(`The county pack has no group ${code}`);
  return group;
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
    return (await this.picture(batch, context)).figures.applications;
  }

  @FieldResolver(() => Int)
  async uniquePersons(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return (await this.picture(batch, context)).figures.uniquePersons;
  }

  @FieldResolver(() => Int)
  async duplicatePersons(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return (await this.picture(batch, context)).figures.duplicatePersons;
  }

  @FieldResolver(() => Int)
  async removedApplications(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return (await this.filtered(batch, context, 'displaced')).length;
  }

  @FieldResolver(() => Int)
  async ineligible(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return (await this.filtered(batch, context, 'ineligible')).length;
  }

  @FieldResolver(() => Int)
  async paidPersons(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return (await this.picture(batch, context)).figures.paidPersons;
  }

  @FieldResolver(() => Fen)
  async paidFen(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    return (await this.picture(batch, context)).figures.paidFen;
  }

  @FieldResolver(() => Int)
  async freedPlaces(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<number> {
    const { figures } = await this.picture(batch, context);
    return figures.byDepartment.reduce((sum, one) => sum + one.freedPlaces, 0);
  }

  @FieldResolver(() => [BatchDepartmentResult])
  async byDepartment(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<unknown[]> {
    const { figures, rows } = await this.picture(batch, context);
    const decisions = reader(context, DecisionReader).batchDecisions;
    return Promise.all(
      figures.byDepartment.map(async (one) => {
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

  @FieldResolver(() => [AgendaItem])
  agendaItems(@Root() batch: StoredBatch, @Ctx() context: Context): Promise<AgendaItemRow[]> {
    return reader(context, MeetingReader).itemsOfBatch.load(batch.id);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() batch: StoredBatch, @Ctx() context: Context): AllowedAction[] {
    const submits = context.ability.can('submit', 'Batch') || context.ability.can('submit', 'Application');
    if (!submits || nextStatus('Batch', batch.status, 'submit') === undefined) return [];
    return [{ action: 'submit', allowed: true, reason: null }];
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

export const batchResolvers = [BatchResolver] as const;
