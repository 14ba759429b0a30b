import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { maskIdNumber } from '../../platform/masking.js';
import { TaskReader } from '../task/task.reader.js';
import { answerQuestion } from './answer-question.js';
import { DeskReader, type QuestionRow } from './desk.reader.js';
import { keepReadings } from './keep-readings.js';
import { getRegister } from './registers.js';
import { AnswerQuestionInput } from './verification.inputs.js';
import { VerificationDesk, VerificationItem, VerificationQuestion } from './verification.types.js';
import { itemView } from './verification-views.js';

const VerificationQuestionResult = resultUnion('VerificationQuestionResult', VerificationQuestion);

@Resolver(() => VerificationQuestion)
class VerificationQuestionResolver {
  @Query(() => VerificationDesk, {
    description: "What waits at the reader's desk. Whoever asks for it is written down.",
  })
  async verificationDesk(
    @Ctx() context: Context,
    @Arg('verifier', () => String, { nullable: true }) verifier?: string | null,
    @Arg('item', () => String, { nullable: true }) item?: string | null,
    @Arg('requestId', () => ID, { nullable: true }) requestId?: string | null,
  ): Promise<unknown> {
    const desk = reader(signedIn(context), DeskReader);
    const filter = { verifier, item, requestId };
    const [total, verifiers, questions] = [desk.total(filter), desk.verifiers(), await desk.questions(filter)];
    const requests = [...new Set(questions.map((question) => question.requestId))];
    await keepReadings(
      context,
      requests.map((id) => ({ what: 'desk', requestId: id })),
    );
    return { questions, total: await total, verifiers: await verifiers };
  }

  @Mutation(() => VerificationQuestionResult)
  answerVerification(
    @Ctx() context: Context,
    @Arg('input', () => AnswerQuestionInput) input: AnswerQuestionInput,
  ): Promise<QuestionRow> {
    return answer(signedIn(context), 'answerVerification', input, answerQuestion, (id) =>
      reader(context, DeskReader).question.load(id),
    );
  }

  @FieldResolver(() => VerificationItem)
  item(@Root() { itemCode }: QuestionRow, @Ctx() { county }: Context) {
    return itemView(getRegister(county, itemCode));
  }

  @FieldResolver(() => String)
  idNumber(@Root() { idNumber }: QuestionRow): string {
    return maskIdNumber(idNumber);
  }

  @FieldResolver(() => Int)
  workingDaysLeft(@Root() { dueOn }: QuestionRow, @Ctx() context: Context): number {
    return reader(context, TaskReader).workingDaysLeft(dueOn);
  }
}

export const deskResolvers = [VerificationQuestionResolver] as const;
