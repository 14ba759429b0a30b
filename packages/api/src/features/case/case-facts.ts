import { FACTS } from '@yimen/schema';
import type { County } from '../../platform/county.js';
import type { FactBag } from '../../policy/types.js';
import type { FactRow } from '../registry/registry.reader.js';
import { difficultyByCode, programsOf } from './difficulties.js';

/**
 * The facts of a case's page, in the order of the dictionary: what is known of the household, the beneficiary and the
 * case, and what the programs in question use and nobody knows yet.
 */
export function factsOfCase(
  county: County,
  difficultyCode: string,
  beneficiaryId: string,
  observed: readonly FactRow[],
  bag: FactBag,
): FactRow[] {
  const difficulty = difficultyByCode(difficultyCode);
  const programs = difficulty ? programsOf(county.pack, difficulty) : [];
  const used = new Set(programs.flatMap(({ code }) => county.judge.factsOf(code)));
  const byCode = new Map(observed.map((row) => [row.code, row]));
  return FACTS.flatMap((fact): FactRow[] => {
    const row = byCode.get(fact.code);
    if (row) return [row];
    const known = bag[fact.code];
    if (!known && (fact.derived || !used.has(fact.code))) return [];
    return [
      {
        code: fact.code,
        personId: fact.scope === 'person' ? beneficiaryId : null,
        value: known?.value ?? null,
        source: known?.source ?? null,
        observedOn: known?.observedOn ?? null,
        verified: known?.verified ?? false,
        recordedBy: null,
      },
    ];
  });
}
