import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer } from '../../platform/graphql/results.js';
import { Fen } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import type { Remedy as ProposedRemedy } from '../../policy/propose-remedy.js';
import type { Program as PackProgram } from '../../policy/types.js';
import { CaseReader, type CaseRow } from '../case/case.reader.js';
import { CaseResult } from '../case/case.resolver.js';
import { Case } from '../case/case.types.js';
import { JobReader, type JobRow } from '../job/job.reader.js';
import { JobResult } from '../job/job.resolver.js';
import { Program } from '../program/program.types.js';
import { openSecondRound } from './open-second-round.js';
import type { ReviewedItem as ReviewedItemRow } from './replay-case.js';
import { reasonsOf, remedyWords } from './review-words.js';
import { OpenSecondRoundInput, ReviewCaseInput, StartReviewsInput } from './second-round.inputs.js';
import { type ReviewPage, type ReviewRow, type RoundsRow, SecondRoundReader } from './second-round.reader.js';
import { PackageReview, PackageReviewConnection, Remedy, ReviewedItem, Rounds } from './second-round.types.js';
import { reviewCase, startReviews } from './start-reviews.js';

function may(context: Context, action: string, record: object): boolean {
  return context.ability.can(action, subject('Package', { ...record }) as never);
}

@Resolver(() => ReviewedItem)
class ReviewedItemResolver {
  @FieldResolver(() => Program)
  program(@Root() item: ReviewedItemRow, @Ctx() { county }: Context): PackProgram | undefined {
    return county.program(item.programCode);
  }

  @FieldResolver(() => Fen)
  settledFen(@Root() { settledFen = 0 }: ReviewedItemRow): number {
    return settledFen;
  }

  @FieldResolver(() => [Bilingual])
  reasons(@Root() item: ReviewedItemRow, @Ctx() { county }: Context): Bilingual[] {
    return reasonsOf(county, item);
  }
}

@Resolver(() => Remedy)
class RemedyResolver {
  @FieldResolver(() => Bilingual)
  words(@Root() remedy: ProposedRemedy): Bilingual {
    return remedyWords(remedy);
  }
}

@Resolver(() => PackageReview)
class PackageReviewResolver {
  @Query(() => PackageReviewConnection, { description: 'Reviews of adopted packages that the reader may see.' })
  packageReviews(
    @Ctx() context: Context,
    @Arg('status', () => String, { nullable: true }) status?: string | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<ReviewPage> {
    return reader(signedIn(context), SecondRoundReader).page(status, first, after);
  }

  @Mutation(() => JobResult, {
    description: 'Reviews every package that something touched since it was last looked at.',
  })
  startReviews(
    @Ctx() context: Context,
    @Arg('input', () => StartReviewsInput) input: StartReviewsInput,
  ): Promise<JobRow> {
    return answer(signedIn(context), 'startReviews', input, startReviews, (id) => reader(context, JobReader).find(id));
  }

  @Mutation(() => CaseResult, { description: 'Reviews the adopted package of a case now.' })
  reviewCase(@Ctx() context: Context, @Arg('input', () => ReviewCaseInput) input: ReviewCaseInput): Promise<CaseRow> {
    return answer(signedIn(context), 'reviewCase', input, reviewCase, (id) => reader(context, CaseReader).find(id));
  }

  @Mutation(() => CaseResult, { description: 'Brings the family before the meeting again; answers the next case.' })
  openSecondRound(
    @Ctx() context: Context,
    @Arg('input', () => OpenSecondRoundInput) input: OpenSecondRoundInput,
  ): Promise<CaseRow> {
    const cases = reader(context, CaseReader);
    return answer(signedIn(context), 'openSecondRound', input, openSecondRound, (id) => cases.find(id));
  }

  @FieldResolver(() => Case, { nullable: true })
  case(@Root() review: ReviewRow, @Ctx() context: Context): Promise<CaseRow | undefined> {
    return reader(context, CaseReader).case.load(review.caseId);
  }

  @FieldResolver(() => Case, { nullable: true })
  async nextCase(@Root() review: ReviewRow, @Ctx() context: Context): Promise<CaseRow | undefined | null> {
    return review.nextCaseId ? reader(context, CaseReader).case.load(review.nextCaseId) : null;
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() review: ReviewRow, @Ctx() context: Context): AllowedAction[] {
    const { townshipCode, caseStatus: status, departmentCodes } = review;
    if (nextStatus('PackageReview', review.status, 'open_round') === undefined) return [];
    if (!may(context, 'open_round', { townshipCode, status, departmentCodes })) return [];
    return [{ action: 'open_round', allowed: true, reason: null }];
  }
}

@Resolver(() => PackageReviewConnection)
class PackageReviewConnectionResolver {
  @FieldResolver(() => [AllowedAction])
  allowedActions(@Ctx() context: Context): AllowedAction[] {
    return may(context, 'start_reviews', {}) ? [{ action: 'start_reviews', allowed: true, reason: null }] : [];
  }
}

@Resolver(() => Case)
class CaseRoundsResolver {
  @FieldResolver(() => Rounds, { nullable: true, description: 'null for who may not see the package of the case.' })
  async rounds(@Root() file: CaseRow, @Ctx() context: Context): Promise<RoundsRow | null> {
    return (await reader(context, SecondRoundReader).rounds.load(file.id))[0] ?? null;
  }
}

@Resolver(() => Rounds)
class RoundsResolver {
  @FieldResolver(() => Case, { nullable: true })
  async formerCase(@Root() row: RoundsRow, @Ctx() context: Context): Promise<CaseRow | undefined | null> {
    return row.formerCaseId ? reader(context, CaseReader).case.load(row.formerCaseId) : null;
  }

  @FieldResolver(() => PackageReview, { nullable: true })
  async cameFrom(@Root() row: RoundsRow, @Ctx() context: Context): Promise<ReviewRow | null> {
    return (await reader(context, SecondRoundReader).ofNext.load(row.caseId))[0] ?? null;
  }

  @FieldResolver(() => [PackageReview])
  reviews(@Root() row: RoundsRow, @Ctx() context: Context): Promise<ReviewRow[]> {
    return reader(context, SecondRoundReader).ofCase.load(row.caseId);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() row: RoundsRow, @Ctx() context: Context): AllowedAction[] {
    return row.reviewOn && may(context, 'review', row) ? [{ action: 'review', allowed: true, reason: null }] : [];
  }
}

export const secondRoundResolvers = [
  ReviewedItemResolver,
  RemedyResolver,
  PackageReviewResolver,
  PackageReviewConnectionResolver,
  CaseRoundsResolver,
  RoundsResolver,
] as const;
