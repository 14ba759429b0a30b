import { factByCode } from '@yimen/schema';
import type { UnitOfWork } from '../../platform/run-command.js';
import { projectFacts } from '../registry/project-facts.js';
import { noteConflicts } from '../verification/note-conflicts.js';

interface ObservedFact {
  id: string;
  code: string;
  source: string;
  householdId: string;
}

/**
 * Works out anew what is known of people and what sources disagree about, after observations came to them or left them.
 */
export async function projectAgain(unit: UnitOfWork, personIds: readonly string[]): Promise<void> {
  await unit.sql('delete from person_facts where person_id = any($1)', [personIds]);
  const observed = await unit.sql<ObservedFact>(
    `select distinct p.id, o.fact as code, o.source, coalesce(p.household_id, p.last_household_id) as "householdId"
     from observation o join person p on p.id = o.person_id where p.id = any($1)`,
    [personIds],
  );
  await projectFacts(unit.sql, 'person', [...new Map(observed.map((one) => [`${one.id} ${one.code}`, one])).values()]);
  await noteConflicts(
    unit,
    observed.flatMap(({ id, code, source, householdId }) => {
      const fact = factByCode(code);
      return fact ? [{ fact, householdId, personId: id, source }] : [];
    }),
  );
}
