import type { Sql } from '../../platform/run-command.js';

/** The last round of a case; itself where none followed. */
export interface LastRound {
  id: string;
  number: string;
  round: number;
  status: string;
}

const LAST_ROUND = `
  with recursive round (id, depth) as (
    select $1::uuid, 0 union all select c.id, r.depth + 1 from case_file c join round r on c.former_case_id = r.id)
  select id, number, round, status from case_file
  where id = (select id from round order by depth desc limit 1) for update`;

const DECIDED = ['adopted', 'settled', 'refused'];

/** Locks the last round of a case: a further one follows it, once a meeting has decided on it. */
export async function lockLastRound(sql: Sql, caseId: string): Promise<LastRound> {
  const [last] = await sql<LastRound>(LAST_ROUND, [caseId]);
  if (!last) throw new Error(`No case ${caseId}`);
  return last;
}

export function isDecided({ status }: LastRound): boolean {
  return DECIDED.includes(status);
}
