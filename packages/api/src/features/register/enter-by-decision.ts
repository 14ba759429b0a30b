import { OFF_REGISTER } from '@yimen/schema';
import { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { Program } from '../../policy/types.js';
import { applyChanges, lockHouseholds, type NewChange, standingsOf, subjectOf } from './apply-changes.js';
import { levelOfProgram } from './register-level.js';

/** What a department confirmed for somebody. */
export interface ConfirmedAid {
  programCode: string;
  /** The variant of the program that was chosen, when there was a choice. */
  variantCode?: string | null;
  householdId: string;
  personId: string | null;
  /** YYYY-MM-DD. */
  decidedOn: string;
  packageItemId?: string | null;
  applicationId?: string | null;
}

/**
 * Brings to their level the households whose department confirmed a program that gives one, in the transaction of the
 * decision. What is of a person, by its program or variant (单人保), moves his household where he lives alone, else himself. Whoever stands there already
 * stays; a change never comes before the last one.
 */
export async function enterByDecision(unit: UnitOfWork, confirmed: readonly ConfirmedAid[]): Promise<void> {
  const giving = confirmed.flatMap((aid) => {
    const program = unit.county.program(aid.programCode);
    const toLevel = program && levelOfProgram(program);
    return toLevel ? [{ ...aid, toLevel, personal: isOfPerson(program, aid.variantCode) }] : [];
  });
  if (giving.length === 0) return;
  const households = await lockHouseholds(
    unit,
    giving.map(({ householdId }) => householdId),
  );
  const alone = await livingAlone(unit, [...households.keys()]);
  const moves = giving.map(({ personal, ...aid }) => ({
    ...aid,
    personId: personal && !alone.has(aid.householdId) ? aid.personId : null,
  }));
  const standings = await standingsOf(unit, moves.map(subjectOf));
  const changes = moves.flatMap(
    ({ decidedOn, toLevel, programCode: _program, variantCode: _variant, ...move }): NewChange[] => {
      const { level = OFF_REGISTER, onDay = '' } = standings.get(subjectOf(move)) ?? {};
      if (level === toLevel) return [];
      standings.set(subjectOf(move), { number: 0, level: toLevel, onDay: decidedOn });
      const [, day = decidedOn] = [decidedOn, onDay].sort();
      return [{ ...move, fromLevel: level, toLevel, onDay: day, reason: 'recognised', note: null, source: 'decision' }];
    },
  );
  if (changes.length > 0) await applyChanges(unit, new InputCheck(), households, changes);
}

function isOfPerson(program: Program, variantCode: string | null | undefined): boolean {
  return (program.variants.find(({ code }) => code === variantCode)?.unit ?? program.unit) === 'person';
}

/** Of households, those of one person. */
export async function livingAlone({ sql }: UnitOfWork, householdIds: readonly string[]): Promise<Set<string>> {
  const found = await sql<{ id: string }>(
    'select household_id as id from person where household_id = any($1) group by household_id having count(*) = 1',
    [householdIds],
  );
  return new Set(found.map(({ id }) => id));
}
