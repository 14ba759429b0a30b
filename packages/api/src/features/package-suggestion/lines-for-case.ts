import { balances, findLines } from '../../ledger/ledger.js';
import type { Sql } from '../../platform/run-command.js';
import type { LineLeft } from '../../policy/suggestion/suggestion.types.js';
import type { CaseToAssess } from '../aid-package/assess-case.js';

interface WaitingRow {
  programCode: string;
  waiting: number;
  waitingLonger: number;
}

/**
 * What the lines of programs have left in a day's year, and how many other families wait for each program: with an
 * application that holds nothing yet, or a place in a package that is still being composed. Who asked before this
 * family's case was opened has waited longer.
 */
export async function linesForCase(
  sql: Sql,
  file: Pick<CaseToAssess, 'id' | 'householdId'>,
  programCodes: readonly string[],
  on: string,
): Promise<Map<string, LineLeft>> {
  const lines = await findLines(sql, programCodes, Number(on.slice(0, 4)));
  const left = await balances(
    sql,
    [...lines.values()].map(({ id }) => id),
  );
  const waiting = new Map((await whoWaits(sql, file, on)).map((row) => [row.programCode, row]));
  const found = new Map<string, LineLeft>();
  for (const [code, { id }] of lines) {
    const balance = left.get(id);
    if (!balance) continue;
    const { waiting: others = 0, waitingLonger = 0 } = waiting.get(code) ?? {};
    found.set(code, { fen: balance.leftFen, places: balance.placesLeft, waiting: others, waitingLonger });
  }
  return found;
}

async function whoWaits(sql: Sql, file: Pick<CaseToAssess, 'id' | 'householdId'>, on: string): Promise<WaitingRow[]> {
  return sql<WaitingRow>(
    `select w.program_code as "programCode", count(distinct w.household_id)::int as waiting,
            (count(distinct w.household_id) filter (where w.since < c.requested_on))::int as "waitingLonger"
       from (select program_code, household_id, applied_on as since from application
              where status in ('submitted', 'waiting') and place_hold_id is null and money_hold_id is null
                and extract(year from applied_on) = extract(year from $3::date)
             union all
             select i.program_code, o.household_id, o.requested_on
               from package_item i join aid_package k on k.id = i.package_id join case_file o on o.id = k.case_id
              where k.status = 'draft' and not i.plan_only) w
       join case_file c on c.id = $1
      where w.household_id <> $2 group by 1`,
    [file.id, file.householdId, on],
  );
}
