import type { Sql } from '../../platform/run-command.js';

/** After so many failed goes in a row a provider is left alone for a while. */
export const FAILURES_TO_OPEN = 5;
const OPEN_SECONDS = 60;

/** Whether a provider may be asked now. After its pause one go is made; its failure begins the pause anew. */
export async function mayAsk(sql: Sql, verifier: string): Promise<boolean> {
  const [circuit] = await sql<{ open: boolean }>(
    'select coalesce(open_until > clock_timestamp(), false) as open from verification_circuit where verifier_code = $1',
    [verifier],
  );
  return !circuit?.open;
}

/** Keeps how goes at a provider went, in their order: a good one closes the circuit, too many failed ones open it. */
export async function keepCircuit(sql: Sql, verifier: string, went: readonly boolean[]): Promise<void> {
  const lastGood = went.lastIndexOf(true);
  const failures = went.length - 1 - lastGood;
  await sql(
    `insert into verification_circuit as c (verifier_code, failures, open_until)
     select verifier, failures, case when failures >= $4::int then until end
     from (select $1::text as verifier, $2::int as failures, clock_timestamp() + make_interval(secs => $5::int) as until) went
     on conflict (verifier_code) do update set
       failures = case when $3::boolean then 0 else c.failures end + $2::int,
       open_until = case when case when $3::boolean then 0 else c.failures end + $2::int >= $4::int
         then clock_timestamp() + make_interval(secs => $5::int) end`,
    [verifier, failures, lastGood >= 0, FAILURES_TO_OPEN, OPEN_SECONDS],
  );
}
