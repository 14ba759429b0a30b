import { GraphQLError, GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON } from 'graphql-scalars';

function plain(name: string, description: string, check: (value: unknown) => boolean): GraphQLScalarType {
  const serialize = (value: unknown) => {
    if (!check(value)) throw new GraphQLError(`${name} cannot represent ${String(value)}`);
    return value;
  };
  return new GraphQLScalarType({ name, description, serialize, parseValue: serialize });
}

/** Integer fen (分); also counts of places where a field says so. */
export const Fen = plain('Fen', 'Integer fen (分).', (value) => Number.isSafeInteger(value));

/** A day, `YYYY-MM-DD`, Asia/Shanghai. */
export const DateText = plain(
  'Date',
  'A day, YYYY-MM-DD, Asia/Shanghai.',
  (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
);

export const Instant = new GraphQLScalarType({ ...GraphQLDateTimeISO.toConfig(), name: 'DateTime' });
export const Json = GraphQLJSON;
