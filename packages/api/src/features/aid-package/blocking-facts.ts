import { factByCode } from '@yimen/schema';
import { type MissingFact, missingKey } from '../../policy/feel-household.js';
import type { Verdict } from '../../policy/types.js';

interface BlockingFact extends MissingFact {
  /** Codes of the programs that wait for it. */
  programs: string[];
}

/**
 * The facts that programs wait for, each of the person judged or of another member: first those of programs that the
 * difficulty puts in question, then the one that blocks most. A fact that is worked out from others is never asked.
 */
export function blockingFacts(
  verdicts: readonly Pick<Verdict, 'outcome' | 'programCode' | 'missing'>[],
  inQuestion: ReadonlySet<string>,
): BlockingFact[] {
  const blocked = new Map<string, BlockingFact>();
  for (const { missing, programCode } of verdicts.filter((one) => one.outcome !== 'NOT_ELIGIBLE')) {
    for (const { code, member } of missing) {
      if (factByCode(code)?.derived) continue;
      const key = missingKey(code, member ?? undefined);
      blocked.set(key, { code, member, programs: [...(blocked.get(key)?.programs ?? []), programCode] });
    }
  }
  const near = (programs: readonly string[]) => programs.filter((code) => inQuestion.has(code)).length;
  return [...blocked.values()].sort(
    (a, b) =>
      near(b.programs) - near(a.programs) || b.programs.length - a.programs.length || a.code.localeCompare(b.code),
  );
}
