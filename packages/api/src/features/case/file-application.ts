import { balances, findLine, holdFunds } from '../../ledger/ledger.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { Program } from '../../policy/types.js';

export interface NewApplication {
  caseId?: string | null;
  batchId?: string | null;
  householdId: string;
  personId: string;
  townshipCode: string;
  program: Program;
  /** YYYY-MM-DD; its year is in the number. */
  appliedOn: string;
  /** Fen; null = by the standard. */
  amountFen: number | null;
  /** Year of the quota: of the decision day, where one is set already. */
  quotaYear: number;
}

export interface FiledApplication {
  id: string;
  number: string;
  /** `held`: a place is kept; `full`: the quota is used up and the application waits; `none`: the program has no quota. */
  place: 'held' | 'full' | 'none';
}

/** Records an application of one program and holds a place of its quota until it is decided. */
export async function fileApplication(unit: UnitOfWork, input: NewApplication): Promise<FiledApplication> {
  const { sql, actor } = unit;
  const { program } = input;
  const [application] = await sql<{ id: string; number: string }>(
    `insert into application (number, case_id, batch_id, household_id, person_id, program_code, department_code, applied_on,
       amount_fen, status, created_by)
     values ('SQ-' || to_char($1::date, 'YYYY') || '-' || lpad(nextval('application_number')::text, 6, '0'),
       $2, $3, $4, $5, $6, $7, $1::date, $8, 'submitted', $9) returning id, number`,
    [
      input.appliedOn,
      input.caseId ?? null,
      input.batchId ?? null,
      input.householdId,
      input.personId,
      program.code,
      program.department,
      input.amountFen,
      actor.staffId,
    ],
  );
  const { id, number } = application as { id: string; number: string };
  const line = await findLine(sql, program.code, input.quotaYear);
  const balance = line && (await balances(sql, [line.id])).get(line.id);
  if (!line || !balance || balance.placesTotal === null) return { id, number, place: 'none' };
  const { caseId, householdId, personId, townshipCode } = input;
  const held = await holdFunds(sql, {
    key: `application:${id}`,
    lineId: line.id,
    places: 1,
    reason: `applied: ${number}`,
    refs: { caseId: caseId ?? null, applicationId: id, householdId, personId, townshipCode },
    on: input.appliedOn,
    actorId: actor.staffId,
  });
  if ('short' in held) return { id, number, place: 'full' };
  await sql('update application set place_hold_id = $2 where id = $1', [id, held.placeHoldId]);
  return { id, number, place: 'held' };
}
