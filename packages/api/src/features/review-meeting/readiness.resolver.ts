import DataLoader from 'dataloader';
import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { type Context, reader } from '../../context.js';
import { today } from '../../platform/clock.js';
import { DateText } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import { byKey } from '../../platform/read.js';
import type { CaseRow } from '../case/case.reader.js';
import { Case } from '../case/case.types.js';
import { reviewCommittee } from './item-tally.js';
import { type Readiness, readinessOf, readWaitingCases, type WaitingCase } from './readiness.js';

@ObjectType({ simpleResolvers: true, description: 'How urgent a case is for the review, and what it still lacks.' })
export class CaseReadiness {
  @Field(() => DateText, { nullable: true, description: 'By when a meeting must look at it (R12).' })
  dueOn!: string | null;
  @Field(() => Int, { nullable: true })
  workingDaysLeft!: number | null;
  @Field(() => Boolean)
  ready!: boolean;
  @Field(() => [Bilingual])
  reasons!: Bilingual[];
}

class ReadinessReader {
  readonly waiting: DataLoader<string, WaitingCase | undefined>;

  constructor({ database }: Context) {
    this.waiting = new DataLoader(async (ids) =>
      byKey(ids, await readWaitingCases(database.pool, ids, today()), ({ id }) => id),
    );
  }
}

@Resolver(() => Case)
export class CaseReadinessResolver {
  @FieldResolver(() => CaseReadiness, { nullable: true, description: 'For those of the review; null for others.' })
  async readiness(@Root() file: CaseRow, @Ctx() context: Context): Promise<Readiness | null> {
    if (!context.ability.can('read', 'Meeting')) return null;
    const waiting = await reader(context, ReadinessReader).waiting.load(file.id);
    return waiting ? readinessOf(waiting, reviewCommittee(context.county).meetsWithinWorkingDays, today()) : null;
  }
}
