import { assertTransition } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import type { Sql } from '../../platform/run-command.js';
import { notNowWords } from './case-words.js';

/**
 * Moves a case along its workflow: locks it, checks that its status allows `action`, sets the next one.
 * Throws WrongState.
 */
export async function moveCase(sql: Sql, caseId: string, action: string): Promise<void> {
  const [row] = await sql<{ status: string }>('select status from case_file where id = $1 for update', [caseId]);
  if (!row) throw notFound({ zh: '个案', en: 'case' });
  const next = assertTransition('Case', row.status, action, notNowWords(row.status, action));
  await sql('update case_file set status = $2, version = version + 1, updated_at = now() where id = $1', [
    caseId,
    next,
  ]);
}
