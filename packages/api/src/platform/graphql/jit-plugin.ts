import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';

const CACHE_SIZE = 500;

/** Executes by graphql-jit: compiled once per document and operation, the cache bounded. */
export function jitPlugin<Context extends BaseContext>(
  schema: GraphQLSchema,
  formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError,
): ApolloServerPlugin<Context> {
  const cache = new Map<string, CompiledQuery>();
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, operationName, queryHash, request, contextValue }) {
          const key = `${queryHash} ${operationName ?? ''}`;
          let compiled = cache.get(key);
          if (!compiled) {
            const result = compileQuery(schema, document, operationName ?? undefined, { customJSONSerializer: false });
            if (!isCompiledQuery(result)) return null;
            compiled = result as CompiledQuery;
            if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value as string);
            cache.set(key, compiled);
          }
          const { errors, ...answer } = await compiled.query({}, contextValue, request.variables ?? {});
          // Apollo formats the errors of its own execution only.
          const format = (error: GraphQLError) => formatError(error.toJSON?.() ?? error, error.originalError ?? error);
          const result = errors ? { ...answer, errors: errors.map(format) } : answer;
          return {
            http: { headers: new Map() as never, status: undefined },
            body: { kind: 'single', singleResult: result },
          } as never;
        },
      };
    },
  };
}
