import { subject } from '@casl/ability';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';
import { TaskReader } from '../task/task.reader.js';
import { recordSatisfaction } from './record-satisfaction.js';
import { appraisalRules } from './rules.js';
import { RecordSatisfactionInput } from './satisfaction.inputs.js';
import { type AnswerRow, type AskingPage, type AskingRow, SatisfactionReader } from './satisfaction.reader.js';
import {
  SatisfactionAnswer,
  SatisfactionAsking,
  SatisfactionAskingConnection,
  SatisfactionQuestion,
  SatisfactionScore,
} from './satisfaction.types.js';

const SatisfactionAskingResult = resultUnion('SatisfactionAskingResult', SatisfactionAsking);

@Resolver(() => SatisfactionAsking)
class SatisfactionAskingResolver {
  @Query(() => SatisfactionAskingConnection, { description: 'Whom one is still to ask, or whom one has asked.' })
  satisfactionAskings(
    @Ctx() context: Context,
    @Arg('answered', () => Boolean, { defaultValue: false }) answered: boolean,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<AskingPage> {
    return reader(signedIn(context), SatisfactionReader).page(answered, first, after);
  }

  @Query(() => SatisfactionAsking, { nullable: true })
  async satisfactionAsking(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<AskingRow | null> {
    return (await reader(signedIn(context), SatisfactionReader).find(id)) ?? null;
  }

  @Mutation(() => SatisfactionAskingResult, { description: 'Keeps what came of asking a family.' })
  recordSatisfaction(
    @Ctx() context: Context,
    @Arg('input', () => RecordSatisfactionInput) input: RecordSatisfactionInput,
  ): Promise<AskingRow> {
    return answer(signedIn(context), 'recordSatisfaction', input, recordSatisfaction, (id) =>
      reader(context, SatisfactionReader).find(id),
    );
  }

  @FieldResolver(() => Bilingual)
  programName(@Root() { programCode }: AskingRow, @Ctx() { county }: Context): Bilingual {
    return county.program(programCode)?.name ?? { zh: programCode, en: programCode };
  }

  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: AskingRow, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }

  @FieldResolver(() => Bilingual)
  townshipName(@Root() { townshipCode }: AskingRow, @Ctx() { county }: Context): Bilingual {
    return county.township(townshipCode)?.name ?? { zh: townshipCode, en: townshipCode };
  }

  @FieldResolver(() => Int)
  workingDaysLeft(@Root() { dueOn }: AskingRow, @Ctx() context: Context): number {
    return reader(context, TaskReader).workingDaysLeft(dueOn);
  }

  @FieldResolver(() => [SatisfactionQuestion])
  questions(@Ctx() { county }: Context): SatisfactionQuestion[] {
    return appraisalRules(county).satisfaction.questions;
  }

  @FieldResolver(() => [SatisfactionAnswer])
  answers(@Root() { id }: AskingRow, @Ctx() context: Context): Promise<AnswerRow[]> {
    return reader(context, SatisfactionReader).answers.load(id);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() { townshipCode, answered }: AskingRow, @Ctx() { ability }: Context): AllowedAction[] {
    if (!ability.can('answer', subject('SatisfactionAsking', { townshipCode }) as never)) return [];
    return [{ action: answered ? 'correct' : 'answer', allowed: true, reason: null }];
  }
}

@Resolver(() => SatisfactionAnswer)
class SatisfactionAnswerResolver {
  @FieldResolver(() => [SatisfactionScore])
  scores(@Root() { scores }: AnswerRow): SatisfactionScore[] {
    return Object.entries(scores).map(([question, score]) => ({ question, score }));
  }
}

export const satisfactionResolvers = [SatisfactionAskingResolver, SatisfactionAnswerResolver] as const;
