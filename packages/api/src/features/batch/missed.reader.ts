import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { rows } from '../../platform/read.js';
import { maskName } from '../funding/mask-name.js';
import { HOUSEHOLD_FIELDS } from '../registry/household-access.js';
import { FINDING_FIELDS } from '../screening/findings.reader.js';

export interface MissedRow {
  id: string;
  personName: string;
  villageCode: string;
  programCodes: string[];
  amountFen: number | null;
  /** null unless the reader may open it. */
  householdId: string | null;
}

export interface Missed {
  /** The day of the screening that is told, YYYY-MM-DD; null before the first. */
  on: string | null;
  people: number;
  rows: MissedRow[];
}

/**
 * Who by the latest screening is entitled to a program of a batch and applied for none of it (R31), as far as the reader
 * may see findings: the first of them, names masked, and how many.
 */
export async function missedBy(
  { database, ability }: Context,
  batchId: string,
  programCodes: readonly string[],
  limit: number,
): Promise<Missed> {
  const params: unknown[] = [batchId, programCodes];
  const readable = accessSql(ability, 'read', 'ScreeningFinding', FINDING_FIELDS, params);
  const opens = accessSql(ability, 'read', 'Household', HOUSEHOLD_FIELDS, params);
  params.push(limit);
  const found = await rows<MissedRow & { people: number; onDay: string }>(
    database.pool,
    `with run as (select id, on_day from screening_run order by completed_at desc limit 1),
       missed as (
         select f.person_id, array_agg(distinct code) as codes, max(f.amount_fen) as fen, min(f.household_id::text)::uuid as household_id
           from screening_finding f join run on run.id = f.run_id cross join unnest(f.program_codes) code
          where f.kind = 'ENTITLED_WITHOUT' and code = any($2) and f.person_id is not null and ${readable}
            and not exists (select from application a where a.batch_id = $1 and a.person_id = f.person_id)
          group by f.person_id)
     select run.on_day as "onDay", (select count(*)::int from missed) as people, m.person_id as id, p.name as "personName",
            h.village_code as "villageCode", m.codes as "programCodes", m.fen as "amountFen",
            case when ${opens} then h.id end as "householdId"
       from run left join missed m on true left join person p on p.id = m.person_id left join household h on h.id = m.household_id
      order by m.fen desc nulls last, m.person_id limit $${params.length}`,
    params,
  );
  const [first] = found;
  return {
    on: first?.onDay ?? null,
    people: first?.people ?? 0,
    rows: found.flatMap((row) =>
      row.id
        ? [
            {
              ...row,
              personName: maskName(row.personName),
              amountFen: row.amountFen === null ? null : Number(row.amountFen),
            },
          ]
        : [],
    ),
  };
}
