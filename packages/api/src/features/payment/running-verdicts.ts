import type { Sql } from '../../platform/run-command.js';
import type { ParsedPack } from '../../policy/parsed-pack.js';
import { countyFacts } from '../registry/county-facts.js';
import { verdicts } from '../rehearsal/verdict-tables.js';

export interface RunningVerdict {
  /** 1: a fact is unknown, 2: the rule holds. */
  rank: number;
  /** Of the eligible, fen. */
  fen: number | null;
}

/**
 * What rules say on a day (YYYY-MM-DD) of households, by `<program>:<person or household>`, whichever a program is for;
 * whom a rule refuses is not among them.
 */
export async function runningVerdicts(
  sql: Sql,
  parsed: ParsedPack,
  programs: readonly string[],
  households: readonly string[],
  on: string,
): Promise<Map<string, RunningVerdict>> {
  if (households.length === 0) return new Map();
  const { text, values } = verdicts({
    parsed,
    codes: [...new Set(programs)],
    on,
    source: countyFacts(on, (params) => `h.id = any(${params.add([...new Set(households)], 'uuid[]')})`),
  });
  const found = await sql<RunningVerdict & { program: string; subject: string }>(
    `select program, subject_id as subject, rank, fen::float8 as fen from (${text}) v`,
    values,
  );
  return new Map(found.map(({ program, subject, rank, fen }) => [`${program}:${subject}`, { rank, fen }]));
}
