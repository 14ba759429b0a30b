import { type FactDefinition, factByCode } from '@yimen/schema';
import { Evaluation, type Vocabulary } from './feel-evaluate.js';
import { isDecimal } from './feel-value.js';
import { type Atom, comparisonsIn, factsThrough } from './rule-atoms.js';
import type { FactBag, FactValue } from './types.js';

/** How often the search for the root of one comparison may be refined; one that is linear needs a single step. */
const REFINEMENTS = 5;
/** No figure of a family is larger. */
const LARGEST = 1e9;

/** A figure changed as little as needed. */
export interface Border {
  /** The nearest value with the other answer. */
  value: number;
  /** One step before it: the last value with the answer as it was. */
  edge: number;
}

/** Whether a fact is a figure that changes by amounts, rather than one of a few named values. */
export function isFigure(code: string): boolean {
  const fact = factByCode(code);
  return (fact?.type === 'integer' || fact?.type === 'number') && !fact.zero;
}

/** The smallest step of a figure: one, or a hundredth (a fen). */
const stepsIn = (fact: FactDefinition): number => (fact.type === 'integer' ? 1 : 100);

/** The other values of a fact that has only a few. */
export function otherValues(code: string, current: FactValue): FactValue[] {
  const fact = factByCode(code);
  if (fact?.type === 'boolean') return [!current];
  if (fact?.type === 'enum') return (fact.options ?? []).map((option) => option.code).filter((one) => one !== current);
  if (!fact?.zero || fact.max === undefined) return [];
  const lowest = fact.min ?? 0;
  return Array.from({ length: fact.max - lowest + 1 }, (_, index) => lowest + index).filter((one) => one !== current);
}

/** With other values of some facts; where they come from no longer applies. */
export function changed(facts: FactBag, changes: Readonly<Record<string, FactValue>>): FactBag {
  return { ...facts, ...Object.fromEntries(Object.entries(changes).map(([code, value]) => [code, { value }])) };
}

/**
 * Figures, in whole steps, at which some comparison may turn: both sides of every root, and the bounds of the
 * dictionary. The nearest to the current figure first.
 */
export function turningSteps(
  vocabulary: Vocabulary,
  atoms: readonly Atom[],
  facts: FactBag,
  on: string,
  code: string,
): number[] {
  const fact = factByCode(code);
  const current = facts[code]?.value;
  if (!fact || typeof current !== 'number') return [];
  const scale = stepsIn(fact);
  const now = new Evaluation(vocabulary, facts, on);
  const steps = new Set<number>();
  for (const bound of [fact.min, fact.max]) if (bound !== undefined) steps.add(bound * scale);
  for (const { node } of atoms) {
    if (!factsThrough(now, node).includes(code)) continue;
    for (const [left, right] of comparisonsIn(now, node)) {
      const gap = (value: number): number | undefined => {
        const evaluation = new Evaluation(vocabulary, changed(facts, { [code]: value }), on);
        const [a, b] = [evaluation.evaluate(left).value, evaluation.evaluate(right).value];
        return isDecimal(a) && isDecimal(b) ? a.minus(b).toNumber() : undefined;
      };
      for (const root of rootsOf(gap, current)) {
        const near = Math.round(root * scale);
        for (const step of [near - 1, near, near + 1]) steps.add(step);
      }
    }
  }
  const [lowest, highest] = [(fact.min ?? -LARGEST) * scale, (fact.max ?? LARGEST) * scale];
  return [...steps]
    .filter((step) => step >= lowest && step <= highest && step / scale !== current)
    .sort((a, b) => Math.abs(a / scale - current) - Math.abs(b / scale - current));
}

/** Where two sides of a comparison meet, by the secant method: exact in one step where they are linear. */
function rootsOf(gap: (value: number) => number | undefined, current: number): number[] {
  const roots: number[] = [];
  let [x, y] = [current, current + 1];
  let [atX, atY] = [gap(x), gap(y)];
  for (let round = 0; round < REFINEMENTS; round++) {
    if (atX === undefined || atY === undefined || atX === atY) break;
    const root = y - (atY * (y - x)) / (atY - atX);
    if (!Number.isFinite(root) || Math.abs(root) > LARGEST) break;
    roots.push(root);
    const atRoot = gap(root);
    if (atRoot === undefined || Math.abs(atRoot) < 1e-6) break;
    [x, atX, y, atY] = [y, atY, root, atRoot];
  }
  return roots;
}

/**
 * The nearest figure in one direction that turns the answer: tried at every step where a comparison may turn, then
 * closed in by halving until the step before it does not turn.
 * @param steps from `turningSteps`
 */
export function nearestBorder(
  code: string,
  current: number,
  steps: readonly number[],
  direction: 'up' | 'down',
  turns: (value: number) => boolean,
): Border | undefined {
  const fact = factByCode(code);
  if (!fact) return undefined;
  const scale = stepsIn(fact);
  const sign = direction === 'up' ? 1 : -1;
  // The last step that is not beyond the current figure, which may lie between two.
  let before = direction === 'up' ? Math.floor(current * scale + 1e-7) : Math.ceil(current * scale - 1e-7);
  for (const step of steps) {
    if ((step - before) * sign <= 0) continue;
    if (!turns(step / scale)) {
      before = step;
      continue;
    }
    let hit = step;
    while (Math.abs(hit - before) > 1) {
      const middle = Math.trunc((hit + before) / 2);
      if (turns(middle / scale)) hit = middle;
      else before = middle;
    }
    const edge = before / scale;
    return { value: hit / scale, edge: (edge - current) * sign > 0 ? edge : current };
  }
  return undefined;
}
