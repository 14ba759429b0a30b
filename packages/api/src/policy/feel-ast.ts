/** The typed tree of a FEEL text: interpreted for one household, compiled to SQL for the whole county. */
interface Span {
  from: number;
  to: number;
}

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithOp = '+' | '-' | '*' | '/';

/** Durations are whole days, or whole months; the two do not compare. */
export type DurationUnit = 'days' | 'months';

/** One alternative on the right of `in`: a value, a bound, or an interval. */
export type FeelTest =
  | { kind: 'value'; value: FeelNode }
  | { kind: 'bound'; op: CompareOp; value: FeelNode }
  | { kind: 'interval'; low: FeelNode; lowClosed: boolean; high: FeelNode; highClosed: boolean };

export type FeelNode = Span &
  (
    | { kind: 'number'; value: string }
    | { kind: 'string'; value: string }
    | { kind: 'boolean'; value: boolean }
    | { kind: 'date'; value: string }
    | { kind: 'duration'; unit: DurationUnit; amount: number }
    | { kind: 'null' }
    | { kind: 'name'; name: string }
    | { kind: 'list'; items: FeelNode[] }
    | { kind: 'and' | 'or'; items: FeelNode[] }
    | { kind: 'not'; item: FeelNode }
    | { kind: 'compare'; op: CompareOp; left: FeelNode; right: FeelNode }
    | { kind: 'in'; value: FeelNode; tests: FeelTest[] }
    | { kind: 'arith'; op: ArithOp; left: FeelNode; right: FeelNode }
    | { kind: 'if'; condition: FeelNode; whenTrue: FeelNode; whenFalse: FeelNode }
    | { kind: 'path'; object: FeelNode; property: string }
    | { kind: 'call'; name: FeelFunctionName; args: FeelNode[] }
    | { kind: 'quantified'; quantifier: 'some' | 'every'; variable: string; list: FeelNode; condition: FeelNode }
    | { kind: 'filter'; list: FeelNode; condition: FeelNode }
  );

/** Functions that rules may call, with the number of their arguments. */
export const FEEL_FUNCTIONS = {
  min: [1, 20],
  max: [1, 20],
  sum: [1, 20],
  count: [1, 1],
  abs: [1, 1],
  floor: [1, 1],
  ceiling: [1, 1],
  'round up': [2, 2],
  'round down': [2, 2],
  'round half up': [2, 2],
  'round half down': [2, 2],
  'years and months duration': [2, 2],
  today: [0, 0],
  'list contains': [2, 2],
} as const;
export type FeelFunctionName = keyof typeof FEEL_FUNCTIONS;

/** The direct parts of a node, in the order of the text. */
export function partsOf(node: FeelNode): FeelNode[] {
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'list':
      return node.items;
    case 'not':
      return [node.item];
    case 'path':
      return [node.object];
    case 'compare':
    case 'arith':
      return [node.left, node.right];
    case 'in':
      return [
        node.value,
        ...node.tests.flatMap((test) => (test.kind === 'interval' ? [test.low, test.high] : [test.value])),
      ];
    case 'if':
      return [node.condition, node.whenTrue, node.whenFalse];
    case 'call':
      return node.args;
    case 'quantified':
    case 'filter':
      return [node.list, node.condition];
    default:
      return [];
  }
}
