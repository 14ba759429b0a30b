import { factByCode } from '@yimen/schema';
import type { Verdict } from '../../policy/types.js';

interface BlockingFact {
  code: string;
  /** Codes of the programs that wait for it. */
  programs: string[];
}

/**
 * The facts that programs wait for: first those of programs that the difficulty puts in question, then the one that
 * blocks most. A fact that is worked out from others is never asked.
 */
export function blockingFacts(
  verdicts: readonly Pick<Verdict, 'outcome' | 'programCode' | 'missingFacts'>[],
  inQuestion: ReadonlySet<string>,
): BlockingFact[] {
  const blocked = new Map<string, string[]>();
  for (const verdict of verdicts.filter((one) => one.outcome !== 'NOT_ELIGIBLE')) {
    for (const code of verdict.missingFacts) {
      if (!factByCode(code)?.derived) blocked.set(code, [...(blocked.get(code) ?? []), verdict.programCode]);
    }
  }
  const near = (programs: readonly string[]) => programs.filter((code) => inQuestion.has(code)).length;
  return [...blocked]
    .map(([code, programs]) => ({ code, programs }))
    .sort(
      (a, b) =>
        near(b.programs) - near(a.programs) || b.programs.length - a.programs.length || a.code.localeCompare(b.code),
    );
}
