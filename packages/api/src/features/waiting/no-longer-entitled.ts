import { GONE, type Gone } from '@yimen/schema';
import type { UnitOfWork } from '../../platform/run-command.js';
import { settleClaims } from '../../policy/exclusivity.js';
import type { Bilingual } from '../../policy/types.js';
import { givenOn } from '../aid-package/assess-case.js';
import { refusalWords } from '../aid-package/refusal-words.js';
import { loadFactBag } from '../registry/fact-bag.js';

/** Somebody whose turn has come. */
export interface Called {
  programCode: string;
  /** Fen. */
  neededFen: number;
  householdId: string;
  personId: string;
  caseId: string | null;
  packageId: string | null;
}

/**
 * Why whoever waits is no longer entitled on a day (YYYY-MM-DD), by what is known now: he is gone, the program refuses him,
 * or he was given meanwhile what excludes it (R30). Undefined while he is; what is unknown refuses nobody.
 */
export async function noLongerEntitled(unit: UnitOfWork, called: Called, on: string): Promise<Bilingual | undefined> {
  const { sql } = unit;
  const [person] = await sql<{ id: string; householdId: string; gone: Gone | null }>(
    `select p.id, coalesce(p.household_id, p.last_household_id, $2) as "householdId", p.gone
     from person meant join person p on p.id = coalesce(meant.merged_into, meant.id) where meant.id = $1`,
    [called.personId, called.householdId],
  );
  if (!person) throw new Error(`No person ${called.personId}`);
  if (person.gone) return { zh: `${GONE[person.gone].zh}。`, en: `${GONE[person.gone].en}.` };
  const county = unit.county.on(on);
  const { programCode, caseId, packageId } = called;
  const ids = { householdId: person.householdId, personId: person.id, caseId };
  const verdict = county.judge.judge(programCode, await loadFactBag(sql, ids, on), on);
  if (verdict.outcome === 'NOT_ELIGIBLE') return refusalWords(county, verdict);
  const program = county.program(programCode);
  if (!program) throw new Error(`The county pack has no program ${programCode}`);
  const file = { id: caseId, householdId: person.householdId, beneficiaryId: person.id };
  const held = await givenOn(sql, county, file, on, packageId);
  const claim = { program, personId: null, amountFen: called.neededFen };
  const [losing] = settleClaims(county.pack, [claim], held).losing;
  if (!losing) return undefined;
  const kept = county.program(losing.keptProgram)?.name ?? { zh: losing.keptProgram, en: losing.keptProgram };
  const { words } = losing.clash;
  return { zh: `已享受“${kept.zh}”：${words.zh}。`, en: `Has ${kept.en} already: ${words.en}.` };
}
