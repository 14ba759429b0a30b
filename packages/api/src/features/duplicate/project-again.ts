import type { Sql } from '../../platform/run-command.js';
import { type FactKey, projectFacts } from '../registry/project-facts.js';

/** Works out anew what is known of people, after observations came to them or left them. */
export async function projectAgain(sql: Sql, personIds: readonly string[]): Promise<void> {
  await sql('delete from person_facts where person_id = any($1)', [personIds]);
  const keys = await sql<FactKey>(
    'select distinct person_id as id, fact as code from observation where person_id = any($1)',
    [personIds],
  );
  await projectFacts(sql, 'person', keys);
}
