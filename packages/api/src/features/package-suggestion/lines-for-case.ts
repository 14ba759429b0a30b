import { balances, findLines } from '../../ledger/ledger.js';
import type { County } from '../../platform/county.js';
import type { Sql } from '../../platform/run-command.js';
import type { LineLeft } from '../../policy/suggestion/suggestion.types.js';
import type { CaseToAssess } from '../aid-package/assess-case.js';
import { boundForCase } from '../donation/bound-for.js';
import { reservationsOn } from '../reservation/reservation-rows.js';

interface WaitingRow {
  programCode: string;
  waiting: number;
  waitingLonger: number;
  /** Whether an application of the case holds a place. */
  hasPlace: boolean;
}

/**
 * What the lines of programs have left for a case in a day's year, with what its own meeting has reserved for it and what
 * donors bound for such as its person, and how many other families wait for each program: with an application that holds nothing yet, or in a package that is being
 * composed and has nothing reserved. Who asked before this case was opened has waited longer.
 */
export async function linesForCase(
  sql: Sql,
  county: County,
  file: Pick<CaseToAssess, 'id' | 'householdId'>,
  programCodes: readonly string[],
  on: string,
): Promise<Map<string, LineLeft>> {
  const lines = await findLines(sql, programCodes, Number(on.slice(0, 4)));
  const ids = [...lines.values()].map(({ id }) => id);
  const left = await balances(sql, ids);
  const own = (await reservationsOn(sql, ids)).filter(({ caseId }) => caseId === file.id);
  const bound = await boundForCase(sql, county, file.id, ids, on);
  const waiting = new Map((await whoWaits(sql, file, on)).map((row) => [row.programCode, row]));
  const found = new Map<string, LineLeft>();
  for (const [code, { id }] of lines) {
    const balance = left.get(id);
    if (!balance) continue;
    const reserved = own.find(({ lineId }) => lineId === id);
    const { waiting: others = 0, waitingLonger = 0, hasPlace = false } = waiting.get(code) ?? {};
    const isPlaceSure = hasPlace || balance.placesLeft === null;
    found.set(code, {
      fen: balance.leftFen + (reserved?.fen ?? 0) + (bound.get(id) ?? 0),
      places: isPlaceSure ? null : (balance.placesLeft ?? 0) + (reserved?.places ?? 0),
      waiting: others,
      waitingLonger,
    });
  }
  return found;
}

async function whoWaits(sql: Sql, file: Pick<CaseToAssess, 'id' | 'householdId'>, on: string): Promise<WaitingRow[]> {
  return sql<WaitingRow>(
    `select w.program_code as "programCode",
            (count(distinct w.household_id) filter (where w.household_id <> $2))::int as waiting,
            (count(distinct w.household_id) filter (where w.household_id <> $2 and w.since < c.requested_on))::int
              as "waitingLonger",
            bool_or(w.has_place) as "hasPlace"
       from (select program_code, household_id, applied_on as since, case_id = $1 and place_hold_id is not null as has_place
               from application
              where status in ('submitted', 'waiting') and extract(year from applied_on) = extract(year from $3::date)
                and (case_id = $1 or (place_hold_id is null and money_hold_id is null))
             union all
             select i.program_code, o.household_id, o.requested_on, false
               from package_item i join aid_package k on k.id = i.package_id join case_file o on o.id = k.case_id
              where k.status = 'draft' and not i.plan_only
                and not exists (select from item_reservation r where r.case_id = o.id)) w
       join case_file c on c.id = $1 group by 1`,
    [file.id, file.householdId, on],
  );
}
