import { subject } from '@casl/ability';
import { factByCode } from '@yimen/schema';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { peopleByIdNumber } from '../registry/people.js';
import { recordObservationsOfMany } from '../registry/record-observations.js';
import { type AwardUnit, awardKey, heldBy, recordedAwards } from './check-awards.js';
import type { FactsUnit } from './check-facts.js';
import type { ListUnit } from './check-list.js';
import type { HouseholdUnit } from './check-people.js';
import type { Choices } from './choices.js';
import { addEffects, type EffectSlice } from './effects.js';
import { findImport, type ImportFile } from './import-record.js';
import { compareFacts } from './known-facts.js';
import { findSlice } from './slices.js';
import { writeHouseholds } from './write-households.js';
import { writeListSlice } from './write-list.js';

export interface WriteSliceInput {
  key: string;
  importId: string;
  place: number;
}

/**
 * Writes one slice of an import. Whatever somebody else wrote since the check is left as it is; whatever the author may
 * not touch any more stays out.
 */
export async function writeSlice(unit: UnitOfWork, { importId, place }: WriteSliceInput): Promise<CommandResult> {
  const file = (await findImport(unit, importId)) as ImportFile;
  const slice = { importId, slice: place };
  const units = (await findSlice<never[]>(unit, { importId, stage: 'plan', sheet: 0, place })) ?? [];
  const choices = file.choices as Choices;
  if (file.kind === 'people') await writeHouseholds(unit, slice, units as HouseholdUnit[]);
  else if (file.kind === 'facts') await writeFacts(unit, slice, units as FactsUnit[], choices);
  else if (file.kind === 'lists') await writeListSlice(unit, slice, units as ListUnit[], choices);
  else await writeAwards(unit, slice, units as AwardUnit[], choices);
  return { type: 'Import', id: importId };
}

async function writeFacts(
  unit: UnitOfWork,
  slice: EffectSlice,
  units: readonly FactsUnit[],
  { source, verified }: Choices,
): Promise<void> {
  const people = await peopleByIdNumber(
    unit,
    units.map(({ idNumber }) => idNumber),
  );
  const brought = units.flatMap(({ idNumber, observedOn, facts }) => {
    const person = people.get(idNumber);
    const may = person && !person.gone && unit.ability.can('bring_facts', subject('Household', { ...person }) as never);
    if (!may) return [];
    const { householdId, personId } = person;
    return [{ householdId, personId, observedOn, source, verified, facts }];
  });
  const compared = await compareFacts(unit.sql, brought);
  const batches = brought.map(({ householdId, personId, observedOn }, index) => ({
    householdId,
    facts: (compared[index]?.unrecorded ?? []).map(({ code, value }) => ({
      code,
      value,
      personId: factByCode(code)?.scope === 'person' ? personId : null,
      source,
      observedOn,
      verified,
    })),
  }));
  await addEffects(unit, slice, 'observation', await recordObservationsOfMany(unit, batches));
}

async function writeAwards(
  unit: UnitOfWork,
  slice: EffectSlice,
  units: readonly AwardUnit[],
  { source }: Choices,
): Promise<void> {
  const people = await peopleByIdNumber(
    unit,
    units.map(({ idNumber }) => idNumber),
  );
  const held = units.flatMap((award) => {
    const person = people.get(award.idNumber);
    const program = unit.county.program(award.programCode);
    const may = unit.ability.can('bring', subject('ImportedAward', { departmentCode: award.departmentCode }) as never);
    return person && program && may ? [heldBy(award, person, program)] : [];
  });
  const recorded = await recordedAwards(unit.sql, held);
  const added = await unit.sql<{ id: string }>(
    `insert into aid_record (household_id, person_id, program_code, department_code, amount_fen, period, granted_on,
       ended_on, plan_only, source)
     select a."householdId", a."personId", a."programCode", a."departmentCode", a."amountFen", a.period, a."grantedOn",
       a."endedOn", false, $2
     from jsonb_to_recordset($1::jsonb) as a ("householdId" uuid, "personId" uuid, "programCode" text,
       "departmentCode" text, "amountFen" bigint, period text, "grantedOn" date, "endedOn" date)
     returning id`,
    [JSON.stringify(held.filter((award) => !recorded.has(awardKey(award)))), source],
  );
  await addEffects(
    unit,
    slice,
    'aid_record',
    added.map(({ id }) => id),
  );
}
