import type { TraceNode } from '../../policy/types.js';
import type { RuleLine } from './explanation.types.js';

/**
 * A trace as lines, the branches that decided marked: of conditions that must all hold and do not, those that fail; of
 * alternatives of which one is enough, those that hold; of an open answer, what is open.
 */
export function ruleLines(trace: TraceNode): RuleLine[] {
  const walk = (node: TraceNode, depth: number, matters: boolean): RuleLine[] => {
    const { op, text, truth, label = null } = node;
    const isChoice = op === 'all' || op === 'any';
    const below = node.children.flatMap((child) =>
      walk(child, depth + 1, matters && (!isChoice || child.truth === truth)),
    );
    const values = node.values.map((value) => ({ ...value, text: value.text || null }));
    return [{ depth, op, text, truth, label, matters, values } as RuleLine, ...below];
  };
  return walk(trace, 0, true);
}
