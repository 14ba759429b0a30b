import { describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLObjectType, parse } from 'graphql';
import { askedOf } from './graphql/asked.js';
import { askedColumns, type Columns, everyColumn, usedJoins } from './read.js';

interface Row {
  id: string;
  name: string;
  bornOn: string;
  homeId: string;
}
const COLUMNS: Columns<Row> = { id: 'p.id', name: 'p.name', bornOn: 'p.birth_date', homeId: 'h.id' };
const NEEDS = { age: ['bornOn'], home: ['homeId'] } as const;

const schema = buildSchema(`
  type Query { people: [Person!]! any: [Thing!]! }
  union Thing = Person | Home
  type Person { id: ID! name: String! bornOn: String! age: Int! home: Home! secret: String! }
  type Home { id: ID! address: String! people: [Person!]! }`);
for (const [type, fields] of Object.entries({ Person: ['age', 'home', 'secret'], Home: ['people'] })) {
  for (const field of fields) {
    const definition = (schema.getType(type) as GraphQLObjectType).getFields()[field];
    if (definition) definition.resolve = () => null;
  }
}
const columns = (query: string, always: (keyof Row)[] = []) =>
  askedColumns(COLUMNS, askedOf(schema, parse(query)).get('Person'), always, NEEDS);

describe('the columns that a document asks for', () => {
  it('are the plain fields, by their own name whatever their alias, and those always needed', () => {
    expect(columns('{ people { title: name __typename } }', ['id'])).toBe('p.id as "id", p.name as "name"');
  });

  it('include what resolved fields are said to need', () => {
    expect(columns('{ people { age home { address } } }')).toBe('p.birth_date as "bornOn", h.id as "homeId"');
  });

  it('are all of them when a resolved field may need anything, or nobody asked', () => {
    expect(columns('{ people { name secret } }')).toBe(everyColumn(COLUMNS));
    expect(askedColumns(COLUMNS, undefined, [], NEEDS)).toBe(everyColumn(COLUMNS));
  });

  it('are gathered from every place the type stands at: fragments, unions, nested edges', () => {
    const query = `{ any { ... on Person { ...Who } ... on Home { people { bornOn } } } } fragment Who on Person { name }`;
    expect(columns(query)).toBe('p.name as "name", p.birth_date as "bornOn"');
  });
});

describe('joins', () => {
  const JOINS = [
    ['k', 'join k on true'],
    ['c', 'join c on c.k = k.id'],
  ] as const;

  it('come with those they build on, and only when they are used', () => {
    expect(usedJoins(JOINS, 'i.id, true')).toBe('');
    expect(usedJoins(JOINS, 'k.id')).toBe('join k on true');
    expect(usedJoins(JOINS, 'i.id, c.status = $2')).toBe('join k on true join c on c.k = k.id');
    expect(usedJoins(JOINS, 'abc.id')).toBe('');
  });
});
