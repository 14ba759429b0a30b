import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';
import { checkImport } from './check-import.js';
import { discardImport } from './discard-import.js';
import { CheckImportInput, ImportStepInput, UndoImportInput } from './import.inputs.js';
import { ImportReader, type ImportRow, type ProblemPage, type Written } from './import.reader.js';
import { Import, ImportLayout, ImportProblemConnection, ImportWritten } from './import.types.js';
import { layoutOf } from './layout.js';
import { startImport } from './start-import.js';
import { undoImport } from './undo-import.js';

const ImportResult = resultUnion('ImportResult', Import);
const ACTIONS = ['check', 'start', 'undo', 'discard'];
const NEEDS_ROWS = ['check', 'start'];
const ROWS_GONE = {
  zh: '上传的数据已到期删除，请重新上传文件。',
  en: 'The uploaded rows were deleted when their time was over; upload the file again.',
};

@Resolver(() => Import)
export class ImportResolver {
  @Query(() => Import, { nullable: true })
  async import(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<ImportRow | null> {
    return (await reader(signedIn(context), ImportReader).find(id)) ?? null;
  }

  @Query(() => [Import], { description: 'The latest hundred, the newest first.' })
  imports(@Ctx() context: Context): Promise<ImportRow[]> {
    return reader(signedIn(context), ImportReader).latest();
  }

  @Mutation(() => ImportResult, {
    description: 'Keeps how a file is to be read and checks its rows; writes nothing else.',
  })
  checkImport(
    @Ctx() context: Context,
    @Arg('input', () => CheckImportInput) input: CheckImportInput,
  ): Promise<ImportRow> {
    return answer(signedIn(context), 'checkImport', input, checkImport, (id) => reader(context, ImportReader).find(id));
  }

  @Mutation(() => ImportResult, { description: 'Writes the good rows, slice by slice.' })
  startImport(
    @Ctx() context: Context,
    @Arg('input', () => ImportStepInput) input: ImportStepInput,
  ): Promise<ImportRow> {
    return answer(signedIn(context), 'startImport', input, startImport, (id) => reader(context, ImportReader).find(id));
  }

  @Mutation(() => ImportResult, { description: 'Deletes the rows of a file that is not wanted.' })
  discardImport(
    @Ctx() context: Context,
    @Arg('input', () => ImportStepInput) input: ImportStepInput,
  ): Promise<ImportRow> {
    return answer(signedIn(context), 'discardImport', input, discardImport, (id) =>
      reader(context, ImportReader).find(id),
    );
  }

  @Mutation(() => ImportResult, { description: 'Takes back everything that an import wrote.' })
  undoImport(@Ctx() context: Context, @Arg('input', () => UndoImportInput) input: UndoImportInput): Promise<ImportRow> {
    return answer(signedIn(context), 'undoImport', input, undoImport, (id) => reader(context, ImportReader).find(id));
  }

  @FieldResolver(() => ImportLayout, { nullable: true })
  layout(
    @Root() file: ImportRow,
    @Ctx() context: Context,
    @Arg('sheet', () => Int, { nullable: true }) sheet?: number | null,
    @Arg('headerRow', () => Int, { nullable: true }) headerRow?: number | null,
    @Arg('list', () => String, { nullable: true, description: 'Of a list: its id, or `new`.' }) list?: string | null,
  ): Promise<ImportLayout | null> {
    return layoutOf(context, file, { sheet, headerRow, list });
  }

  @FieldResolver(() => ImportWritten)
  async written(@Root() { id }: ImportRow, @Ctx() context: Context): Promise<Written> {
    const none = { id, households: 0, people: 0, observations: 0, awards: 0, list: null };
    return (await reader(context, ImportReader).written.load(id)) ?? none;
  }

  @FieldResolver(() => ImportProblemConnection)
  async problems(
    @Root() file: ImportRow,
    @Ctx() context: Context,
    @Arg('severity', () => String, { nullable: true }) severity?: string | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<ImportProblemConnection> {
    const page: ProblemPage = await reader(context, ImportReader).problems(file.id, severity ?? null, first, after);
    const layout = page.nodes.length > 0 ? await layoutOf(context, file, {}) : null;
    const headingOf = (index: number | null) =>
      layout?.columns.find((column) => column.index === index)?.heading ?? null;
    return { ...page, nodes: page.nodes.map((node) => ({ ...node, heading: headingOf(node.columnIndex) })) };
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() file: ImportRow, @Ctx() { ability, locale }: Context): AllowedAction[] {
    const may = (action: string) =>
      ability.can(action, subject('Import', { authorId: file.authorId }) as never) &&
      nextStatus('Import', file.status, action) !== undefined;
    return ACTIONS.filter(may).map((action) => {
      const isLate = NEEDS_ROWS.includes(action) && file.rowsUntil < today();
      return { action, allowed: !isLate, reason: isLate ? (locale === 'en' ? ROWS_GONE.en : ROWS_GONE.zh) : null };
    });
  }
}

export const importResolvers = [ImportResolver] as const;
