import { subject } from '@casl/ability';
import type { Context } from '../../context.js';
import type { AllowedAction } from '../../platform/graphql/shared.types.js';
import type { Bilingual } from '../../policy/types.js';
import type { HouseholdRow } from './registry.reader.js';

const REASONS: Record<string, Bilingual> = {
  edit: { zh: '由该户所在乡镇的受理员修改家庭成员。', en: "Clerks of the household's township change its members." },
  open_case: { zh: '由该户所在乡镇的受理员登记求助。', en: "Clerks of the household's township open cases." },
};

/** What the reader may do with a household he sees: whoever sees one and is not its clerk may still record facts. */
export function householdActions(context: Context, household: HouseholdRow): AllowedAction[] {
  const inArea = subject('Household', { townshipCode: household.townshipCode }) as never;
  const greyed = ['edit', 'open_case'].map((action) => {
    const allowed = context.ability.can(action, inArea);
    const reason = REASONS[action] as Bilingual;
    return { action, allowed, reason: allowed ? null : context.locale === 'en' ? reason.en : reason.zh };
  });
  // Every grant to read a household is also one to record facts on it.
  return [
    ...greyed,
    { action: 'record_facts', allowed: context.ability.can('record_facts', 'Household'), reason: null },
  ];
}
