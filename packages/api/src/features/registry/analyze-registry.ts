import type { Sql } from '../../platform/run-command.js';

/** Has PostgreSQL count the registry's tables again: after a bulk of rows it would plan by what stood there before. */
export async function analyzeRegistry(sql: Sql): Promise<void> {
  await sql('select analyze_registry()');
}
