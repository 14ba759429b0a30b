import { assertTransition } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import type { Sql } from '../../platform/run-command.js';

const NOT_NOW = {
  zh: '该批次的状态不允许此操作：可能已列入会议或已作出决定。',
  en: 'The batch does not allow this now: it is on an agenda or decided already.',
};

/** Moves a batch along its workflow: locks it, checks that its status allows `action`. Throws NotFound, WrongState. */
export async function moveBatch(sql: Sql, batchId: string, action: string): Promise<void> {
  const [row] = await sql<{ status: string }>('select status from batch where id = $1 for update', [batchId]);
  if (!row) throw notFound({ zh: '批次', en: 'batch' });
  const next = assertTransition('Batch', row.status, action, NOT_NOW);
  await sql('update batch set status = $2, version = version + 1 where id = $1', [batchId, next]);
}
