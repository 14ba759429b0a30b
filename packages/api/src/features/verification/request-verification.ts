import { subject } from '@casl/ability';
import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { dueDay } from '../../platform/deadlines.js';
import { invalidInput, notFound } from '../../platform/errors.js';
import { InputCheck, isUuid, parseIdNumber } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { addCaseEvent } from '../case/case-events.js';
import { loadCase } from '../case/load-case.js';
import { startJob } from '../job/start-job.js';
import { peopleByIdNumber } from '../registry/people.js';
import { standingSql } from './authorisation-sql.js';
import { readRegisters, wantedRegisters } from './choose-items.js';
import { getVerifier, type Register } from './registers.js';
import type { RequestVerificationInput } from './verification.inputs.js';

export const VERIFICATION_JOB = 'verification';
const MOST_HOUSEHOLDS = 500;
const PURPOSE = { zh: '核对事由', en: 'purpose' };

interface HouseholdPlace {
  id: string;
  townshipCode: string;
}

/**
 * Asks the registers about all members of the households (R13, R14, R78): nothing of a person without an authorisation
 * that stands today, which is written down as withheld. The questions go out as a job. Throws InvalidInput, NotFound,
 * NotAllowed.
 */
export async function requestVerification(unit: UnitOfWork, input: RequestVerificationInput): Promise<CommandResult> {
  const check = new InputCheck();
  const households = await loadHouseholds(unit, check, input);
  const registers = input.items
    ? readRegisters(unit.county, check, input.items)
    : await wantedRegisters(unit.sql, unit.county, input);
  const purpose = check.text('purpose', input.purpose, PURPOSE, 200);
  check.done();
  const [request] = await unit.sql<{ id: string; number: string }>(
    `insert into verification_request
       (number, case_id, batch_id, household_ids, township_codes, items, purpose, requested_by, status)
     values ('HD-' || to_char($1::date, 'YYYY') || '-' || lpad(nextval('verification_number')::text, 6, '0'),
       $2, $3, $4, $5, $6, $7, $8, 'open') returning id, number`,
    [
      today(),
      input.caseId ?? null,
      input.batchId ?? null,
      households.map(({ id }) => id),
      [...new Set(households.map(({ townshipCode }) => townshipCode))],
      registers.map(({ code }) => code),
      purpose,
      unit.actor.staffId,
    ],
  );
  const { id, number } = request as { id: string; number: string };
  const asked = await addQuestions(unit, id, households, registers);
  if (asked === 0) {
    throw invalidInput([
      {
        path: 'householdIds',
        message: {
          zh: '没有一位成员签署过有效的授权书，不能核对。请先登记授权。',
          en: 'Nobody of them has an authorisation that stands; record it before asking.',
        },
      },
    ]);
  }
  const jobId = await startVerification(unit, { id, number, townships: households.map((one) => one.townshipCode) });
  await unit.sql('update verification_request set job_id = $2 where id = $1', [id, jobId]);
  if (input.caseId) {
    await addCaseEvent(unit.sql, {
      caseId: input.caseId,
      kind: 'verification_requested',
      zh: `发起核对 ${number}，共 ${registers.length} 项`,
      en: `Verification ${number} of ${registers.length} items requested`,
      departmentCode: unit.actor.departmentCode,
      actorId: unit.actor.staffId,
    });
  }
  return { type: 'VerificationRequest', id };
}

/** Queues the job that sends what is queued of a request. */
export function startVerification(
  unit: UnitOfWork,
  { id, number, townships }: { id: string; number: string; townships: readonly string[] },
): Promise<string> {
  const [first, ...others] = new Set(townships);
  return startJob(unit, {
    kind: VERIFICATION_JOB,
    title: { zh: `核对 ${number}`, en: `Verification ${number}` },
    input: { requestId: id },
    townshipCode: others.length === 0 ? first : null,
  });
}

async function loadHouseholds(
  unit: UnitOfWork,
  check: InputCheck,
  input: RequestVerificationInput,
): Promise<HouseholdPlace[]> {
  if (input.batchId) return householdsOfBatch(unit, input.batchId);
  const ids = new Set(input.householdIds ?? []);
  if (input.caseId) ids.add((await loadCase(unit, input.caseId, 'read')).householdId);
  for (const id of await householdsOfPeople(unit, check, input.idNumbers ?? [])) ids.add(id);
  check.done();
  if (ids.size === 0) {
    check.add('householdIds', { zh: '请选择要核对的家庭。', en: 'Choose whom to verify.' });
  } else if (ids.size > MOST_HOUSEHOLDS) {
    check.add('householdIds', {
      zh: `一次最多核对 ${MOST_HOUSEHOLDS} 户，请分批发起。`,
      en: `At most ${MOST_HOUSEHOLDS} households at once; ask in parts.`,
    });
  }
  check.done();
  const found = await unit.sql<HouseholdPlace>(
    'select id, township_code as "townshipCode" from household where id = any($1) order by id',
    [[...ids].filter(isUuid)],
  );
  const HOUSEHOLD = { zh: '户', en: 'household' };
  const mayVerify = ({ townshipCode }: HouseholdPlace) =>
    unit.ability.can('verify', subject('Household', { townshipCode }) as never);
  if (found.length < ids.size || !found.every(mayVerify)) throw notFound(HOUSEHOLD);
  return found;
}

async function householdsOfBatch(unit: UnitOfWork, batchId: string): Promise<HouseholdPlace[]> {
  const BATCH = { zh: '批次', en: 'batch' };
  const may = unit.ability.can('read', subject('Batch', {}) as never);
  const found =
    may && isUuid(batchId)
      ? await unit.sql<HouseholdPlace>(
          `select h.id, h.township_code as "townshipCode" from household h
           where h.id in (select household_id from application where batch_id = $1) order by h.id`,
          [batchId],
        )
      : [];
  if (found.length === 0) throw notFound(BATCH);
  assertCan(unit, 'verify', 'Batch', {});
  return found;
}

/** The households of people by their identity numbers; what cannot be read or is not registered is noted. */
async function householdsOfPeople(unit: UnitOfWork, check: InputCheck, numbers: readonly string[]): Promise<string[]> {
  const read = numbers.map((text, index) => {
    const identity = parseIdNumber(text, `idNumbers.${index}`);
    if ('idNumber' in identity) return identity.idNumber;
    check.problems.push(identity.problem);
    return '';
  });
  const known = await peopleByIdNumber(unit, read.filter(Boolean));
  read.forEach((number, index) => {
    if (number === '' || known.has(number)) return;
    check.add(`idNumbers.${index}`, {
      zh: '该身份证号未在本县登记，请先登记家庭。',
      en: 'Nobody of this number is registered; register the household first.',
    });
  });
  return read.flatMap((number) => known.get(number)?.householdId ?? []);
}

/** Writes the questions down; answers how many of them may be asked. */
async function addQuestions(
  unit: UnitOfWork,
  requestId: string,
  households: readonly HouseholdPlace[],
  registers: readonly Register[],
): Promise<number> {
  const rows = registers.map((register) => {
    const verifier = getVerifier(unit.county, register.verifier);
    return {
      item: register.code,
      verifier: verifier.code,
      desk: verifier.desk,
      due: dueDay(unit.county, verifier.deadline),
    };
  });
  const [counted] = await unit.sql<{ asked: number }>(
    `with asked as (
       insert into verification_question (request_id, row_number, household_id, person_id, township_code, item_code,
         verifier_code, desk_code, authorisation_id, status, due_on)
       select $1, row_number() over (order by h.id, p.birth_date, p.id, i.item), h.id, p.id, h.township_code, i.item,
         i.verifier, i.desk, s.authorisation, case when s.authorisation is null then 'withheld' else 'queued' end, i.due
       from household h join person p on p.household_id = h.id
       cross join jsonb_to_recordset($3::jsonb) as i (item text, verifier text, desk text, due date)
       cross join lateral (select ${standingSql('p.id', 'i.item', '$4::date')} as authorisation) s
       where h.id = any($2) returning status)
     select count(*) filter (where status = 'queued')::int as asked from asked`,
    [requestId, households.map(({ id }) => id), JSON.stringify(rows), today()],
  );
  return counted?.asked ?? 0;
}
