import { type ClassType, createUnionType } from 'type-graphql';
import { Failure, type Locale } from '../errors.js';
import { type CommandContext, type CommandResult, runCommand, type UnitOfWork } from '../run-command.js';
import {
  AmountOutOfBand,
  BudgetExceeded,
  InvalidInput,
  NotAllowed,
  NotFound,
  StaleVersion,
  WrongState,
} from './error.types.js';

const FAILURES = [
  InvalidInput,
  NotAllowed,
  NotFound,
  StaleVersion,
  WrongState,
  BudgetExceeded,
  AmountOutOfBand,
] as const;

/** The result union of mutations that answer `type` or one of the expected failures, `others` being failures of its own. */
export function resultUnion<Type extends object>(
  name: string,
  type: ClassType<Type>,
  others: () => ClassType<object>[] = () => [],
): Type {
  return createUnionType({
    name,
    types: () => [type, ...FAILURES, ...others()] as const,
    resolveType: () => type,
  }) as unknown as Type;
}

interface ResolverContext extends CommandContext {
  locale: Locale;
}

/**
 * Runs a use case for a resolver: its failure as a union member in the reader's language, or the record read again by
 * `read` after the commit.
 */
export async function answer<Input extends { key: string }, Row>(
  context: ResolverContext,
  name: string,
  input: Input,
  work: (unit: UnitOfWork, input: Input) => Promise<CommandResult>,
  read: (id: string) => Promise<Row | undefined>,
): Promise<Row> {
  const result = await runCommand(context, name, input, work);
  if (result instanceof Failure) return result.toResult(context.locale) as Row;
  const row = await read(result.id);
  if (!row) {
    const gone = new Failure('NotFound', 'NOT_VISIBLE', {
      zh: '已办理，但该记录不在您的查看范围内。',
      en: 'Done, but the record is outside what you may see.',
    });
    return gone.toResult(context.locale) as Row;
  }
  return row;
}
