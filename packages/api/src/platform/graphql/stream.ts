import type { Request } from 'express';
import { type GraphQLError, type GraphQLFormattedError, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/express';

/** The operation that a document names, or undefined when it is none. */
function operationOf(query: string, name: string | null | undefined): string | undefined {
  try {
    return getOperationAST(parse(query), name)?.operation;
  } catch {
    return undefined;
  }
}

/**
 * Subscriptions as a stream of events (SSE), one a connection. Everything else has its own way, with the permissions and
 * limits that stand there, and is refused here.
 */
export function subscriptionStream<Context extends object>(
  schema: GraphQLSchema,
  contextOf: (request: Request) => Promise<Context>,
  formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError,
) {
  const format = (error: GraphQLError) => formatError(error.toJSON(), error.originalError ?? error);
  return createHandler({
    schema,
    // One operation a connection: no reservations.
    authenticate: () => null,
    context: async (request) => (await contextOf(request.raw)) as never,
    onSubscribe: (_request, { query, operationName }) => {
      if (operationOf(query, operationName) === 'subscription') return;
      const message = 'Only subscriptions are answered here';
      return [JSON.stringify({ errors: [{ message }] }), { status: 400, statusText: 'Bad Request' }];
    },
    onNext: (_context, _request, result) => {
      if (result.errors)
        return { ...result, errors: result.errors.map((error) => format(error as GraphQLError)) as never };
    },
  });
}
