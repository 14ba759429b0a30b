import { subject } from '@casl/ability';
import type { AppAbility } from '@yimen/schema';
import { standardOn } from '../../policy/standards.js';
import type { CountyPack } from '../../policy/types.js';
import type { RehearsalChoices } from './rehearsal.types.js';

/** What the actor may rehearse, as it stands on a day (YYYY-MM-DD); nothing for whoever rehearses nothing. */
export function rehearsalChoices(ability: AppAbility, pack: CountyPack, on: string): RehearsalChoices {
  if (!ability.can('create', 'Rehearsal')) return { programs: [], standards: [] };
  const mayRehearse = (departmentCode: string) =>
    ability.can('rehearse', subject('RehearsedProgram', { departmentCode }) as never);
  return {
    programs: pack.programs
      .filter(({ department }) => mayRehearse(department))
      .map(({ code, name, rule, amount: { formula, min, max, step } }) => ({
        code,
        name,
        rule,
        formula: formula ?? null,
        min: min ?? null,
        max: max ?? null,
        step: step === undefined ? null : String(step),
      })),
    standards: pack.standards.map((standard) => ({
      code: standard.code,
      name: { zh: standard.name, en: standard.nameEn },
      unit: { zh: standard.unit, en: standard.unitEn },
      value: standardOn(standard, on)?.value ?? null,
    })),
  };
}
