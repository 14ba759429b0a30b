import { GONE } from '@yimen/schema';
import { assertTransition } from '../../platform/authorize.js';
import { Failure, type FieldProblemText, invalidInput, notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { membersOf } from '../../policy/exclusivity.js';
import type { ExclusivityGroup } from '../../policy/types.js';
import { fileApplication } from '../case/file-application.js';
import { createHousehold } from '../registry/create-household.js';
import { loadFactBag } from '../registry/fact-bag.js';
import { type KnownPerson, peopleByIdNumber } from '../registry/people.js';
import { recordObservations } from '../registry/record-observations.js';
import type { SubmitBatchApplicationsInput } from './batch.inputs.js';
import { type CheckedApplicant, checkApplicants } from './check-applicants.js';
import { claimedAmountProblem } from './claimed-amount.js';

interface BatchRow {
  id: string;
  status: string;
  groupCode: string;
  decisionDate: string;
}

/**
 * A department hands its applications into the batch's one pool; people are compared by identity number, new ones are
 * registered. All of a call, or nothing. Throws NotFound, NotAllowed, WrongState, InvalidInput naming every row.
 */
export async function submitBatchApplications(
  unit: UnitOfWork,
  input: SubmitBatchApplicationsInput,
): Promise<CommandResult> {
  const [batch] = isUuid(input.batchId)
    ? await unit.sql<BatchRow>(
        'select id, status, group_code as "groupCode", decision_date as "decisionDate" from batch where id = $1 for update',
        [input.batchId],
      )
    : [];
  if (!batch || !unit.ability.can('read', 'Batch')) throw notFound({ zh: '批次', en: 'batch' });
  assertTransition('Batch', batch.status, 'submit', {
    zh: '该批次已上会或已决定，不能再提交申请。',
    en: 'The batch is before the meeting or decided; no more applications.',
  });
  const group = unit.county.pack.groups.find((one) => one.code === batch.groupCode) as ExclusivityGroup;
  const applicants = checkApplicants(unit, input.applicants, membersOf(unit.county.pack, group));
  const problems: FieldProblemText[] = [];
  for (const one of applicants) problems.push(...(await problemsOf(() => submitOne(unit, batch, one))));
  if (problems.length > 0) throw invalidInput(problems);
  await unit.sql('update batch set version = version + 1 where id = $1', [batch.id]);
  return { type: 'Batch', id: batch.id };
}

/** The problems of one row, so that the next rows are checked too; the whole call is rolled back afterwards. */
async function problemsOf(work: () => Promise<void>): Promise<FieldProblemText[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (error instanceof Failure && error.kind === 'InvalidInput') return error.extra.problems as FieldProblemText[];
    throw error;
  }
}

async function submitOne(unit: UnitOfWork, batch: BatchRow, one: CheckedApplicant): Promise<void> {
  const path = `applicants.${one.index}`;
  const { householdId, personId, townshipCode } = await personOf(unit, one, path);
  const [twice] = await unit.sql(
    'select 1 from application where batch_id = $1 and person_id = $2 and program_code = $3',
    [batch.id, personId, one.program.code],
  );
  if (twice) {
    const message = {
      zh: `${one.member.name} 已在本批次申请过“${one.program.name.zh}”。`,
      en: `${one.member.name} has applied for ${one.program.name.en} in this batch already.`,
    };
    throw invalidInput([{ path, message }]);
  }
  if (one.facts && one.facts.length > 0) {
    const facts = one.facts.map((fact) => ({ ...fact, personId, observedOn: fact.observedOn ?? one.appliedOn }));
    await recordObservations(unit, { householdId }, facts, `${path}.facts`);
  }
  const facts = await loadFactBag(unit.sql, { householdId, personId }, batch.decisionDate);
  const verdict = unit.county.on(batch.decisionDate).judge.judge(one.program.code, facts, batch.decisionDate);
  const wrong = claimedAmountProblem(verdict.amount, one.amountFen);
  if (wrong) throw invalidInput([{ path: `${path}.amount`, message: wrong }]);
  const filed = await fileApplication(unit, {
    batchId: batch.id,
    householdId,
    personId,
    townshipCode,
    program: one.program,
    appliedOn: one.appliedOn,
    amountFen: one.amountFen,
    quotaYear: Number(batch.decisionDate.slice(0, 4)),
  });
  await unit.sql('update application set outcome = $2, rule_version = $3 where id = $1', [
    filed.id,
    verdict.outcome,
    verdict.ruleVersion,
  ]);
}

type Applicant = Pick<KnownPerson, 'householdId' | 'personId' | 'townshipCode'>;

/** Finds the applicant by identity number, or registers him alone in his village. Throws InvalidInput on another name. */
async function personOf(
  unit: UnitOfWork,
  { member, township, village }: CheckedApplicant,
  path: string,
): Promise<Applicant> {
  const known = (await peopleByIdNumber(unit, [member.idNumber])).get(member.idNumber);
  if (known && known.name !== member.name) {
    const message = {
      zh: '此身份证号已以另一姓名登记，请对照身份证核对姓名和号码。',
      en: 'This identity number is registered under another name; compare both with the identity card.',
    };
    throw invalidInput([{ path: `${path}.member.name`, message }]);
  }
  if (known?.gone) {
    const message = {
      zh: `${known.name}${GONE[known.gone].zh}，不能申请。请核对身份证号。`,
      en: `${known.name} cannot apply: ${GONE[known.gone].en.toLowerCase()}. Please check the identity number.`,
    };
    throw invalidInput([{ path: `${path}.member.idNumber`, message }]);
  }
  if (known) return known;
  const made = await createHousehold(unit, {
    townshipCode: township,
    villageCode: village.code,
    address: unit.county.village(village.code)?.village.name ?? village.code,
    areaType: village.kind,
    members: [member],
  });
  return { householdId: made.householdId, personId: made.personIds[0] as string, townshipCode: township };
}
