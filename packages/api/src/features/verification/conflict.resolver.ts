import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';
import { getFact, valueWords } from '../registry/fact-words.js';
import { sourceWords } from '../registry/sources.js';
import { TaskReader } from '../task/task.reader.js';
import { ConflictReader, type ConflictRow } from './conflict.reader.js';
import { conflictEffects } from './conflict-effects.js';
import { DeskReader, type QuestionRow } from './desk.reader.js';
import { keepReadings } from './keep-readings.js';
import { type ReadingRow, RequestReader } from './request.reader.js';
import { resolveConflict } from './resolve-conflict.js';
import { ResolveConflictInput } from './verification.inputs.js';
import {
  ConflictCorrector,
  ConflictEffect,
  ConflictSideType,
  FactConflict,
  FactConflictConnection,
  VerificationQuestion,
  VerificationReading,
} from './verification.types.js';

const FactConflictResult = resultUnion('FactConflictResult', FactConflict);

@Resolver(() => FactConflict)
class FactConflictResolver {
  @Query(() => FactConflictConnection, { description: 'Open ones unless another status is asked for.' })
  factConflicts(
    @Ctx() context: Context,
    @Arg('status', () => String, { nullable: true }) status?: string | null,
    @Arg('township', () => String, { nullable: true }) township?: string | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ) {
    return reader(signedIn(context), ConflictReader).page({ status, township, first, after });
  }

  @Query(() => FactConflict, { nullable: true, description: 'Whoever asks for it is written down.' })
  async factConflict(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<ConflictRow | null> {
    const conflict = await reader(signedIn(context), ConflictReader).find(id);
    if (conflict) await keepReadings(context, [{ what: 'conflict', conflictId: conflict.id }]);
    return conflict ?? null;
  }

  @Mutation(() => FactConflictResult)
  resolveFactConflict(
    @Ctx() context: Context,
    @Arg('input', () => ResolveConflictInput) input: ResolveConflictInput,
  ): Promise<ConflictRow> {
    return answer(signedIn(context), 'resolveFactConflict', input, resolveConflict, (id) =>
      reader(context, ConflictReader).find(id),
    );
  }

  @FieldResolver(() => Bilingual)
  fact(@Root() { factCode }: ConflictRow): Bilingual {
    const { nameZh, nameEn } = getFact(factCode);
    return { zh: nameZh, en: nameEn };
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  unit(@Root() { factCode }: ConflictRow): Bilingual | null {
    return getFact(factCode).unit ?? null;
  }

  @FieldResolver(() => [ConflictSideType])
  sides(@Root() { factCode, sides }: ConflictRow, @Ctx() { county }: Context) {
    return sides.map(({ value, source, observedOn, verified }) => ({
      text: valueWords(county, getFact(factCode), value),
      source: sourceWords(county, source),
      observedOn,
      verified,
    }));
  }

  @FieldResolver(() => Department, { nullable: true })
  corrector(@Root() { correctorDepartment }: ConflictRow, @Ctx() { county }: Context): Department | null {
    return correctorDepartment ? county.department(correctorDepartment) : null;
  }

  @FieldResolver(() => Int)
  workingDaysLeft(@Root() { dueOn }: ConflictRow, @Ctx() context: Context): number {
    return reader(context, TaskReader).workingDaysLeft(dueOn);
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  settledText(@Root() { factCode, value, status }: ConflictRow, @Ctx() { county }: Context): Bilingual | null {
    return status === 'resolved' ? valueWords(county, getFact(factCode), value) : null;
  }

  @FieldResolver(() => [ConflictEffect])
  effects(@Root() conflict: ConflictRow, @Ctx() context: Context) {
    return conflictEffects(context, conflict);
  }

  @FieldResolver(() => [ConflictCorrector])
  correctors(@Root() { correctorDepartment, correctorTownship }: ConflictRow, @Ctx() context: Context) {
    return reader(context, ConflictReader).correctors.load(correctorDepartment ?? correctorTownship ?? '');
  }

  @FieldResolver(() => [VerificationQuestion])
  corrections(@Root() { status, id }: ConflictRow, @Ctx() context: Context): Promise<QuestionRow[]> | QuestionRow[] {
    return status === 'open' ? reader(context, DeskReader).ofConflict(id) : [];
  }

  @FieldResolver(() => [VerificationReading])
  readings(@Root() { id }: ConflictRow, @Ctx() context: Context): Promise<ReadingRow[]> {
    return reader(context, RequestReader).readingsOf('conflict_id', id);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() conflict: ConflictRow, @Ctx() { ability }: Context): AllowedAction[] {
    const may =
      ability.can('resolve', subject('FactConflict', { ...conflict.access }) as never) &&
      nextStatus('FactConflict', conflict.status, 'resolve') !== undefined;
    return may ? [{ action: 'resolve', allowed: true, reason: null }] : [];
  }
}

export const conflictResolvers = [FactConflictResolver] as const;
