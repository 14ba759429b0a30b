import type { ClashingPair } from '../../policy/exclusivity.js';
import type { SqlParams } from '../../policy/sql-expression.js';
import type { Program } from '../../policy/types.js';
import type { ProgramNeeds } from './fact-needs.js';

/** One run's verdicts, the rows of `screening_verdict` with its id, and what they are compared with. */
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

/** The programs of the run as rows: `code`, `unit`, and `place` among the verdicts of a person. */
export function programsSql({ programs }: RunVerdicts, params: SqlParams): string {
  const codes = params.add(
    programs.map(({ code }) => code),
    'text[]',
  );
  const units = params.add(
    programs.map(({ unit }) => unit),
    'text[]',
  );
  return `unnest(${codes}, ${units}) with ordinality as p (code, unit, place)`;
}
