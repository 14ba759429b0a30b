import { parser, trackVariables } from 'lezer-feel';
import { type FeelNode, partsOf } from './feel-ast.js';

export type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** The most signs that a text may have. */
export const MAX_LENGTH = 10_000;
export const MAX_DEPTH = 100;
/** Longer texts are not searched for what their author may have meant. */
const MAX_MENDED = 1_000;
/** Steps that working a text out may take for one person. */
export const MAX_WORK = 20_000;
/** Items that a list is taken to hold when the text does not say. */
const USUAL_LIST = 30;

/** A text that is no rule, with the place that shows it. */
export class Refused extends Error {
  constructor(
    readonly from: number,
    readonly to: number,
    message: string,
  ) {
    super(message);
  }
}

/** How deep brackets of any kind nest, those in texts left out. */
export function deepestBracket(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const letter of text.replace(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (letter === '(' || letter === '[' || letter === '{') deepest = Math.max(deepest, ++depth);
    else if (letter === ')' || letter === ']' || letter === '}') depth -= 1;
  }
  return deepest;
}

/**
 * The syntax tree of feelin's grammar. Where a text does not parse, a short one gets a tree with its error in it. The
 * grammar's ways out of an error take seconds for thousands of signs, so of a long text only the place is told.
 * Throws Refused there, and RangeError when the text nests deeper than the grammar can go.
 */
export function grammarTree(text: string, names: ReadonlySet<string>): SyntaxNode {
  const context = Object.fromEntries([...names].map((name) => [name, 0]));
  const grammar = { top: 'Expression', contextTracker: trackVariables(context) };
  try {
    return parser.configure({ ...grammar, strict: true }).parse(text).topNode;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (text.length <= MAX_MENDED) return parser.configure(grammar).parse(text).topNode;
    const from = Number(/\d+$/.exec(error.message)?.[0] ?? 0);
    throw new Refused(from, Math.min(from + 1, text.length), 'does not parse here');
  }
}

/** How many parts are worked out, where a condition over a list counts once for every item. */
export function workOf(node: FeelNode): number {
  if (node.kind === 'quantified' || node.kind === 'filter') {
    return workOf(node.list) + itemsOf(node.list) * workOf(node.condition);
  }
  return partsOf(node).reduce((sum, part) => sum + workOf(part), 1);
}

function itemsOf(node: FeelNode): number {
  return node.kind === 'list' ? node.items.length : Math.max(USUAL_LIST, ...partsOf(node).map(itemsOf));
}
