import type { Sql } from '../../platform/run-command.js';

/** The task of a desk to answer what a request left there. */
export const deskTask = (requestId: string, desk: string) => `verification:${requestId}:${desk}`;

/** Ends requests of which nothing is open any more, and the tasks of desks at which nothing of them waits. */
export async function settleRequests(sql: Sql, requestIds: readonly string[]): Promise<void> {
  if (requestIds.length === 0) return;
  await sql(
    `update verification_request r set status = 'done', version = version + 1
     where id = any($1) and status = 'open' and not exists (
       select from verification_question q where q.request_id = r.id and q.status in ('queued', 'waiting'))`,
    [requestIds],
  );
  await sql(
    `update task t set status = 'done', done_at = clock_timestamp(), version = t.version + 1
     from verification_request r
     where r.id = any($1) and t.status = 'open' and t.kind = 'verification'
       and t.origin like 'verification:' || r.id || ':%' and not exists (
         select from verification_question q
         where q.request_id = r.id and q.status in ('queued', 'waiting') and t.origin = 'verification:' || r.id || ':' || q.desk_code)`,
    [requestIds],
  );
}
