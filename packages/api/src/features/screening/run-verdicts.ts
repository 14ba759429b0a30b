import type { ClashingPair } from '../../policy/exclusivity.js';
import type { SqlParams } from '../../policy/sql-expression.js';
import type { Program } from '../../policy/types.js';
import type { ProgramNeeds } from './fact-needs.js';

/**
 * One run's verdicts and what they are compared with. The verdicts are the rows of the transaction's table `verdict`:
 * `household_id`, `person_id`, `code` of the program, `outcome` and `fen`; whoever a program refuses has no row.
 */
export interface RunVerdicts {
  runId: string;
  /** The run before, if any. */
  previousId: string | null;
  /** YYYY-MM-DD. */
  on: string;
  programs: readonly Program[];
  pairs: readonly ClashingPair[];
  needs: ReadonlyMap<string, ProgramNeeds>;
}

/** The programs of the run as rows: `code`, `unit`. */
export function programsSql({ programs }: RunVerdicts, params: SqlParams): string {
  const codes = params.add(
    programs.map(({ code }) => code),
    'text[]',
  );
  const units = params.add(
    programs.map(({ unit }) => unit),
    'text[]',
  );
  return `unnest(${codes}, ${units}) as p (code, unit)`;
}
