import type { RuleLinePartsFragment } from '@yimen/schema/documents';

export interface RuleBranch {
  line: RuleLinePartsFragment;
  children: RuleBranch[];
}

/** The tree that the lines of a rule stand for; each line lies below the nearest line before it that is less deep. */
export function ruleTree(lines: readonly RuleLinePartsFragment[]): RuleBranch[] {
  const roots: RuleBranch[] = [];
  const path: RuleBranch[] = [];
  for (const line of lines) {
    const branch: RuleBranch = { line, children: [] };
    while (path.length > 0 && (path.at(-1)?.line.depth ?? 0) >= line.depth) path.pop();
    (path.at(-1)?.children ?? roots).push(branch);
    path.push(branch);
  }
  return roots;
}
