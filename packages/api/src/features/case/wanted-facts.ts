import { FACTS, factByCode } from '@yimen/schema';
import type { Judge } from '../../policy/judge.js';
import type { FactBag, Program } from '../../policy/types.js';
import type { DifficultyKind } from './difficulties.js';

/** A fact nobody knows yet, with the programs that wait for it. */
export interface Wanted {
  code: string;
  programs: Program[];
}

const PLACE = new Map(FACTS.map((fact, index) => [fact.code, index]));

/**
 * The facts to ask for a difficulty, the one that most programs wait for first, then in the order of the forms. A fact
 * that is worked out from others is never asked, nor one that can no longer change an answer, nor what is only open of
 * another member of the household.
 */
export function wantedFacts(
  judge: Pick<Judge, 'judge'>,
  difficulty: DifficultyKind,
  programs: readonly Program[],
  known: FactBag,
  on: string,
): Wanted[] {
  const told: FactBag = difficulty.expenseKind ? { expense_kind: { value: difficulty.expenseKind } } : {};
  const facts = { ...told, ...known };
  const waiting = new Map<string, Program[]>();
  for (const program of programs) {
    for (const { code, member } of judge.judge(program.code, facts, on).missing) {
      if (member || !factByCode(code) || factByCode(code)?.derived || facts[code]) continue;
      waiting.set(code, [...(waiting.get(code) ?? []), program]);
    }
  }
  return [...waiting]
    .map(([code, programsWaiting]) => ({ code, programs: programsWaiting }))
    .sort((a, b) => b.programs.length - a.programs.length || (PLACE.get(a.code) ?? 0) - (PLACE.get(b.code) ?? 0));
}
