import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { AnyLevel } from '../level.js';
import { type Asked, askedOf } from './asked.js';
import { type Branches, branchesOf } from './branches.js';

const CACHE_SIZE = 500;

/**
 * Executes by graphql-jit: compiled once per document and operation, the cache bounded. Readers learn from the context
 * what the document asks for.
 */
export function jitPlugin<Context extends BaseContext & { asked?: Asked; branches?: Branches }>(
  schema: GraphQLSchema,
  levels: readonly AnyLevel[],
  formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError,
): ApolloServerPlugin<Context> {
  const cache = new Map<string, { run: CompiledQuery['query']; asked: Asked; branches: Branches }>();
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, operationName, queryHash, request, contextValue }) {
          const key = `${queryHash} ${operationName ?? ''}`;
          let compiled = cache.get(key);
          if (!compiled) {
            const result = compileQuery(schema, document, operationName ?? undefined, {
              disableLeafSerialization: true,
            });
            if (!isCompiledQuery(result)) return null;
            compiled = {
              run: (result as CompiledQuery).query,
              asked: askedOf(schema, document),
              branches: branchesOf(schema, document, operationName ?? undefined, levels),
            };
            if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value as string);
            cache.set(key, compiled);
          }
          contextValue.asked = compiled.asked;
          contextValue.branches = compiled.branches;
          const { errors, ...answer } = await compiled.run({}, contextValue, request.variables ?? {});
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
