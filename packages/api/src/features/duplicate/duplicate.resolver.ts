import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';
import { rowOf } from '../../platform/level.js';
import { JobReader, type JobRow } from '../job/job.reader.js';
import { JobResult } from '../job/job.resolver.js';
import { getPerson, HOUSEHOLD_NAMED, type Page } from '../registry/registry.reader.js';
import { DuplicateDecisionInput, FindDuplicatesInput, MergePeopleInput } from './duplicate.inputs.js';
import { DuplicateReader, type PairRow } from './duplicate.reader.js';
import { DuplicatePair, DuplicatePairConnection, DuplicateRecord } from './duplicate.types.js';
import { findDuplicates } from './find-duplicates.js';
import { keepApart } from './keep-apart.js';
import { mergePeople } from './merge-people.js';
import { undoMerge } from './undo-merge.js';

const DuplicatePairResult = resultUnion('DuplicatePairResult', DuplicatePair);
const ACTIONS = ['merge', 'differ', 'undo'];

@Resolver(() => DuplicatePairConnection)
export class DuplicatePairConnectionResolver {
  @FieldResolver(() => Int)
  total(@Root() page: Page<PairRow>): Promise<number> {
    return page.count();
  }

  @FieldResolver(() => [AllowedAction], { description: '`search`: look through the county for more.' })
  allowedActions(@Ctx() { ability }: Context): AllowedAction[] {
    return ability.can('search', 'DuplicatePair') ? [{ action: 'search', allowed: true, reason: null }] : [];
  }
}

@Resolver(() => DuplicatePair)
export class DuplicatePairResolver {
  @Query(() => DuplicatePairConnection, { description: 'The most alike first.' })
  duplicatePairs(
    @Ctx() context: Context,
    @Arg('status', () => String, { nullable: true, description: 'A code of DUPLICATE_STATUSES; open unless said.' })
    status?: string | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<Page<PairRow>> {
    return reader(signedIn(context), DuplicateReader).pairs(status ?? 'open', first, after);
  }

  @Query(() => DuplicatePair, { nullable: true })
  async duplicatePair(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<PairRow | null> {
    return (await reader(signedIn(context), DuplicateReader).find(id)) ?? null;
  }

  @Mutation(() => DuplicatePairResult)
  mergePeople(
    @Ctx() context: Context,
    @Arg('input', () => MergePeopleInput) input: MergePeopleInput,
  ): Promise<PairRow> {
    return answer(signedIn(context), 'mergePeople', input, mergePeople, (id) => this.read(context, id));
  }

  @Mutation(() => DuplicatePairResult)
  undoMerge(
    @Ctx() context: Context,
    @Arg('input', () => DuplicateDecisionInput) input: DuplicateDecisionInput,
  ): Promise<PairRow> {
    return answer(signedIn(context), 'undoMerge', input, undoMerge, (id) => this.read(context, id));
  }

  @Mutation(() => DuplicatePairResult)
  keepApart(
    @Ctx() context: Context,
    @Arg('input', () => DuplicateDecisionInput) input: DuplicateDecisionInput,
  ): Promise<PairRow> {
    return answer(signedIn(context), 'keepApart', input, keepApart, (id) => this.read(context, id));
  }

  @Mutation(() => JobResult)
  findDuplicates(
    @Ctx() context: Context,
    @Arg('input', () => FindDuplicatesInput) input: FindDuplicatesInput,
  ): Promise<JobRow> {
    return answer(signedIn(context), 'findDuplicates', input, findDuplicates, (id) =>
      reader(context, JobReader).find(id),
    );
  }

  private read(context: Context, id: string): Promise<PairRow | undefined> {
    return reader(context, DuplicateReader).find(id);
  }

  @FieldResolver(() => [DuplicateRecord])
  async records(@Root() pair: PairRow, @Ctx() context: Context): Promise<object[]> {
    const { firstId, secondId, firstHousehold, secondHousehold } = pair;
    const record = async (personId: string, householdId: string) => ({
      person: await getPerson(context, personId),
      household: await rowOf(context, HOUSEHOLD_NAMED, householdId),
    });
    return Promise.all([record(firstId, firstHousehold), record(secondId, secondHousehold)]);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() pair: PairRow, @Ctx() { ability }: Context): AllowedAction[] {
    if (!ability.can('decide', subject('DuplicatePair', { ...pair }) as never)) return [];
    return ACTIONS.filter((action) => nextStatus('DuplicatePair', pair.status, action)).map((action) => ({
      action,
      allowed: true,
      reason: null,
    }));
  }
}

export const duplicateResolvers = [DuplicatePairConnectionResolver, DuplicatePairResolver] as const;
