import { balances, findLines } from '../../ledger/ledger.js';
import type { Sql } from '../../platform/run-command.js';
import type { AwardLine } from '../../policy/allocation/allocation.types.js';

interface BatchLine extends AwardLine {
  lineId: string;
}

/**
 * What the lines of programs can give a batch: what they have left, and the places that its own applications hold. A
 * program without a line of the year is not among them.
 */
export async function linesOfBatch(
  sql: Sql,
  batchId: string,
  programCodes: readonly string[],
  year: number,
): Promise<BatchLine[]> {
  const lines = await findLines(sql, programCodes, year);
  const open = await balances(
    sql,
    [...lines.values()].map(({ id }) => id),
  );
  const held = await sql<{ programCode: string; places: number }>(
    `select a.program_code as "programCode", count(*)::int as places
       from application a join ledger_transfer t on t.id = a.place_hold_id
      where a.batch_id = $1 and a.status = 'submitted' and not exists (select from ledger_transfer later where later.pending_id = t.id)
      group by a.program_code`,
    [batchId],
  );
  const own = new Map(held.map(({ programCode, places }) => [programCode, places]));
  return [...lines].map(([code, { id }]) => {
    const balance = open.get(id);
    if (!balance) throw new Error(`No accounts of budget line ${id}`);
    const places = balance.placesLeft === null ? null : Math.max(0, Number(balance.placesLeft)) + (own.get(code) ?? 0);
    return { code, lineId: id, places, fen: Math.max(0, Number(balance.leftFen)) };
  });
}
