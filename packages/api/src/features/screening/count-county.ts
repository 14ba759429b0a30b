import type { Pool } from 'pg';
import { readCounty } from '../../platform/county-statement.js';
import { countCountySql } from '../../policy/county-count.js';
import type { ParsedPack } from '../../policy/parsed-pack.js';
import { halvesOfCounty } from '../registry/county-facts.js';

/** What `countCountySql` answers. */
export interface FitRow {
  program: string;
  people: number;
  households: number;
  asking_people: number;
  asking_households: number;
  holding_people: number;
  holding_households: number;
  fen: string | number;
}

/**
 * How many of the whole county fit `codes` on a day (YYYY-MM-DD), and what they would get, see `countCountySql`: the two
 * halves of the county side by side. Throws as `judgeCountySql`.
 */
export async function countCounty(
  pool: Pool,
  parsed: ParsedPack,
  codes: readonly string[],
  on: string,
): Promise<FitRow[]> {
  const halves = halvesOfCounty(on).map((half) => countCountySql(parsed, codes, on, half));
  const rows = await readCounty<FitRow>(pool, halves);
  return [...Map.groupBy(rows, ({ program }) => program).values()].map((parts) => parts.reduce(added));
}

function added(one: FitRow, other: FitRow): FitRow {
  return {
    program: one.program,
    people: one.people + other.people,
    households: one.households + other.households,
    asking_people: one.asking_people + other.asking_people,
    asking_households: one.asking_households + other.asking_households,
    holding_people: one.holding_people + other.holding_people,
    holding_households: one.holding_households + other.holding_households,
    fen: Number(one.fen) + Number(other.fen),
  };
}
