import { describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLObjectType, parse } from 'graphql';
import type { AnyLevel, Level } from '../level.js';
import { type Branch, branchesOf } from './branches.js';

const schema = buildSchema(`
  type Query { homes: HomePage! home: Home! }
  type Mutation { move: Home! }
  type HomePage { nodes: [Home!]! busiest: Home! total: Int! }
  type Home { id: ID! people(grown: Boolean): [Person!]! near: [Home!]! yard: Yard! }
  type Yard { people: [Person!]! }
  type Person { id: ID! home: Home! }`);
const resolved: Record<string, string[]> = { HomePage: ['busiest'], Home: ['people', 'near'], Person: ['home'] };
for (const [type, fields] of Object.entries(resolved)) {
  for (const field of fields) {
    const definition = (schema.getType(type) as GraphQLObjectType).getFields()[field];
    if (definition) definition.resolve = () => null;
  }
}

const level = (type: string, of: Record<string, string>): Level<{ id: string }> => ({
  type,
  of,
  key: 'id',
  columns: { id: 'x.id' },
  needs: {},
  from: 'x',
  access: () => 'true',
});
const levels: AnyLevel[] = [
  level('Person', { 'Home.people': 'id', 'Yard.people': 'id' }),
  level('Home', { 'Person.home': 'homeId', 'Home.near': 'id' }),
];

type Tree = { [level: string]: Tree };
const treeOf = (branches: readonly Branch[]): Tree =>
  Object.fromEntries(branches.map(({ level: { type }, by, children }) => [`${type} by ${by}`, treeOf(children)]));
const tree = (query: string, field = 'homes') =>
  treeOf(branchesOf(schema, parse(query), undefined, levels).get(field) ?? []);

describe('the levels that a document asks for', () => {
  it('hang on each other as its fields do, seen through connections, fragments and aliases', () => {
    const query = `{ homes { total nodes { ...Lived folk: people { home { id near { id } } } } } }
      fragment Lived on Home { ... on Home { people { id } } }`;
    expect(tree(query)).toEqual({ 'Person by id': { 'Home by homeId': { 'Home by id': {} } } });
  });

  it('are known by root field', () => {
    const query = '{ home { people { id } } homes { nodes { near { id } } } }';
    expect(tree(query, 'home')).toEqual({ 'Person by id': {} });
    expect(tree(query, 'homes')).toEqual({ 'Home by id': {} });
  });

  it('do not include what may not be wanted, takes arguments, or lies beyond rows of another kind', () => {
    expect(tree('query ($b: Boolean!) { homes { nodes { people @include(if: $b) { id } } } }')).toEqual({});
    expect(tree('query ($b: Boolean!) { homes { nodes { ... @skip(if: $b) { people { id } } } } }')).toEqual({});
    expect(tree('{ homes { nodes { people(grown: true) { id } } } }')).toEqual({});
    expect(tree('{ homes { busiest { people { id } } } }')).toEqual({});
    expect(tree('{ homes { nodes { near { yard { people { id } } } } } }')).toEqual({ 'Home by id': {} });
  });

  it('are none of a mutation', () => {
    expect(branchesOf(schema, parse('mutation { move { people { id } } }'), undefined, levels).size).toBe(0);
  });

  it('are not more than the statement should hold', () => {
    const nested = (depth: number): string => (depth === 0 ? 'id' : `near { ${nested(depth - 1)} }`);
    const depthOf = (below: Tree): number => 1 + Math.max(-1, ...Object.values(below).map(depthOf));
    expect(depthOf(tree(`{ homes { nodes { ${nested(30)} } } }`))).toBe(20);
  });
});
