import { type FactDefinition, factByCode, factByName } from '@yimen/schema';
import type { FeelNode } from '../../policy/feel-ast.js';
import { HOUSEHOLD } from '../../policy/feel-household.js';
import { namesIn } from '../../policy/feel-trace.js';
import type { ParsedPack } from '../../policy/parsed-pack.js';

/** A fact that a program's rule or amounts ask for. */
export interface FactNeed {
  fact: FactDefinition;
  /**
   * Facts that make it needless once they are observed, one list for each way in which the program comes to ask: it is
   * asked while all of one list are unknown. An empty list: always.
   */
  unless: readonly (readonly string[])[];
}

/** The facts that a program asks for, those behind its terms too, but for what only a case can tell. */
export interface ProgramNeeds {
  facts: FactNeed[];
  /** Whether it asks for more than is known of a person by himself: facts of a case, or of the household's members. */
  beyondPerson: boolean;
}

export function needsOf(parsed: ParsedPack, programCode: string): ProgramNeeds {
  const program = parsed.programs.get(programCode);
  if (!program) throw new Error(`The county pack has no program ${programCode}`);
  const ways = new Map<string, string[][]>();
  let ofMembers = false;
  const visit = (node: FeelNode, unless: string[]): void => {
    for (const name of namesIn(node)) {
      if (name === HOUSEHOLD) ofMembers = true;
      const found = parsed.vocabulary.terms.get(name);
      const standIn = found?.term.factCode;
      if (found) {
        if (!standIn || !unless.includes(standIn)) visit(found.ast, standIn ? [...unless, standIn] : unless);
        continue;
      }
      const fact = factByName(name);
      if (fact) ways.set(fact.code, [...(ways.get(fact.code) ?? []), unless]);
    }
  };
  const texts = [...program.ways.flatMap(({ rule, formula }) => [rule, formula]), program.min, program.max];
  for (const text of texts) if (text) visit(text.ast, []);
  const facts = [...ways].map(([code, unless]) => ({ fact: factByCode(code) as FactDefinition, unless }));
  return {
    facts: facts.filter(({ fact }) => fact.scope !== 'case'),
    beyondPerson: ofMembers || facts.some(({ fact }) => fact.scope === 'case'),
  };
}
