import type { Sql } from '../../platform/run-command.js';

/** What a township holds of a line, fen. left = advanced − used. */
export interface TownshipBalance {
  advancedFen: number;
  usedFen: number;
  /** Used, and its papers are not accepted yet. */
  unsettledFen: number;
  leftFen: number;
}

const NOTHING: TownshipBalance = { advancedFen: 0, usedFen: 0, unsettledFen: 0, leftFen: 0 };

/** What each township holds of a line, by its code. */
export async function townshipReserves(sql: Sql, lineId: string): Promise<Map<string, TownshipBalance>> {
  const rows = await sql<TownshipBalance & { townshipCode: string }>(
    `select township_code as "townshipCode", advanced_fen as "advancedFen", used_fen as "usedFen",
       unsettled_fen as "unsettledFen", left_fen as "leftFen" from township_reserve where line_id = $1`,
    [lineId],
  );
  return new Map(rows.map(({ townshipCode, ...balance }) => [townshipCode, balance]));
}

/** What a township holds of a line; certain while the line is locked. */
export async function townshipReserve(sql: Sql, lineId: string, townshipCode: string): Promise<TownshipBalance> {
  return (await townshipReserves(sql, lineId)).get(townshipCode) ?? NOTHING;
}

/** What of a line's frozen money townships hold, fen. */
export async function advancedFenOf(sql: Sql, lineId: string): Promise<number> {
  return [...(await townshipReserves(sql, lineId)).values()].reduce((sum, { leftFen }) => sum + leftFen, 0);
}
