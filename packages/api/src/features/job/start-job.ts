import type { Sql, UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';

export interface NewJob {
  /** Names the handler. */
  kind: string;
  title: Bilingual;
  input: Record<string, unknown>;
  /** Whose it is: a department's, a township's; without either the county's. */
  departmentCode?: string | null;
  townshipCode?: string | null;
}

/** Queues a job in a use case's transaction: it begins once that is committed. Answers its id. */
export async function startJob(unit: Pick<UnitOfWork, 'sql' | 'actor'>, job: NewJob): Promise<string> {
  return (await addJob(unit.sql, job, unit.actor.staffId, null)) as string;
}

/** Queues a job that the clock asks for; undefined when there is one of that origin. */
export function startJobOnce(sql: Sql, job: NewJob, origin: string): Promise<string | undefined> {
  return addJob(sql, job, null, origin);
}

async function addJob(
  sql: Sql,
  job: NewJob,
  requestedBy: string | null,
  origin: string | null,
): Promise<string | undefined> {
  const { kind, title, input, departmentCode = null, townshipCode = null } = job;
  const [added] = await sql<{ id: string }>(
    `insert into job (kind, title_zh, title_en, input, department_code, township_code, requested_by, origin)
     values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8) on conflict (origin) do nothing returning id`,
    [kind, title.zh, title.en, JSON.stringify(input), departmentCode, townshipCode, requestedBy, origin],
  );
  return added?.id;
}
