import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { cancelJob } from './cancel-job.js';
import { CancelJobInput } from './job.inputs.js';
import { JobReader, type JobRow } from './job.reader.js';
import { Job } from './job.types.js';

const CANCELLING = { zh: '正在取消，当前步骤结束后停止。', en: 'Cancelling: it ends after the current step.' };

export const JobResult = resultUnion('JobResult', Job);

@Resolver(() => Job)
export class JobResolver {
  @Query(() => Job, { nullable: true })
  async job(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<JobRow | null> {
    return (await reader(signedIn(context), JobReader).find(id)) ?? null;
  }

  @Query(() => [Job], { description: 'The latest twenty.' })
  jobs(
    @Ctx() context: Context,
    @Arg('kind', () => String, { nullable: true }) kind?: string | null,
  ): Promise<JobRow[]> {
    return reader(signedIn(context), JobReader).latest(kind ?? null);
  }

  @Mutation(() => JobResult)
  cancelJob(@Ctx() context: Context, @Arg('input', () => CancelJobInput) input: CancelJobInput): Promise<JobRow> {
    return answer(signedIn(context), 'cancelJob', input, cancelJob, (id) => reader(context, JobReader).find(id));
  }

  @FieldResolver(() => Bilingual)
  title(@Root() job: JobRow): Bilingual {
    return { zh: job.titleZh, en: job.titleEn };
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  step(@Root() { stepZh, stepEn }: JobRow): Bilingual | null {
    return stepZh !== null && stepEn !== null ? { zh: stepZh, en: stepEn } : null;
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  error(@Root() { errorZh, errorEn }: JobRow): Bilingual | null {
    return errorZh !== null && errorEn !== null ? { zh: errorZh, en: errorEn } : null;
  }

  @FieldResolver(() => String, { nullable: true })
  requestedBy(@Root() job: JobRow): string | null {
    return job.requester;
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() job: JobRow, @Ctx() { ability, locale }: Context): AllowedAction[] {
    const may = ability.can('cancel', subject('Job', { ...job.access }) as never);
    if (!may || nextStatus('Job', job.status, 'cancel') === undefined) return [];
    const reason = locale === 'en' ? CANCELLING.en : CANCELLING.zh;
    return [{ action: 'cancel', allowed: !job.cancelAsked, reason: job.cancelAsked ? reason : null }];
  }
}

export const jobResolvers = [JobResolver] as const;
