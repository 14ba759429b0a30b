import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { AnyLevel } from '../level.js';

/** A level that an operation asks for below another, or below the rows of a root field. */
export interface Branch {
  level: AnyLevel;
  /** The parent's property that holds the key. */
  by: string;
  parentType: string;
  children: Branch[];
}

/** By the name of the root field. */
export type Branches = ReadonlyMap<string, Branch[]>;

/** More levels below one root field than this are left to be read by themselves. */
const MOST = 20;

/**
 * The levels that an operation surely asks for: not those behind `@skip` and `@include`, nor what takes arguments.
 * Connections and the like are looked through.
 */
export function branchesOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  levels: readonly AnyLevel[],
): Branches {
  const found = new Map<string, Branch[]>();
  const operation = getOperationAST(document, operationName);
  const root = schema.getQueryType();
  if (operation?.operation !== 'query' || !root) return found;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const edges = new Map(
    levels.flatMap((level) => Object.entries(level.of).map(([field, by]) => [field, { level, by }] as const)),
  );

  const grow = (node: FieldNode, type: GraphQLNamedType, into: Branch[], left: { count: number }, through: boolean) => {
    const definition = isObjectType(type) && type.getFields()[node.name.value];
    if (!definition || !node.selectionSet || node.directives?.length) return;
    const below = getNamedType(definition.type);
    const edge = edges.get(`${type.name}.${node.name.value}`);
    if (!edge) {
      if (through && !definition.resolve)
        walk(node.selectionSet, below, (next, on) => grow(next, on, into, left, true));
      return;
    }
    if (node.arguments?.length) return;
    let branch = into.find(({ level, by }) => level === edge.level && by === edge.by);
    if (!branch) {
      if (left.count === 0) return;
      left.count -= 1;
      branch = { ...edge, parentType: type.name, children: [] };
      into.push(branch);
    }
    const { children } = branch;
    walk(node.selectionSet, below, (next, on) => grow(next, on, children, left, false));
  };

  const walk = (
    set: SelectionSetNode,
    type: GraphQLNamedType,
    visit: (node: FieldNode, on: GraphQLNamedType) => void,
  ) => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) visit(selection, type);
      else if (!selection.directives?.length) {
        const part = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const on = part?.typeCondition && schema.getType(part.typeCondition.name.value);
        if (part) walk(part.selectionSet, on ?? type, visit);
      }
    }
  };

  walk(operation.selectionSet, root, (node) => {
    const definition = root.getFields()[node.name.value];
    if (!definition || !node.selectionSet) return;
    const into = found.get(node.name.value) ?? [];
    found.set(node.name.value, into);
    const left = { count: MOST };
    walk(node.selectionSet, getNamedType(definition.type), (next, on) => grow(next, on, into, left, true));
  });
  return found;
}
