import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { NOT_NOW } from '../aid-package/compose-package.js';
import { lockCase } from '../aid-package/load-case.js';
import { assertMayChange } from '../aid-package/voted-on.js';
import { noteRemedies } from '../meeting-room/note-event.js';
import { remedyRules } from '../second-round/remedy-rules.js';
import { readPlan } from './read-plan.js';
import type { ChooseRemediesInput, RemedyChoiceInput } from './recovery.inputs.js';

interface Proposed {
  id: string;
  direction: string;
  claimId: string | null;
  programCode: string;
  /** Monthly aid that goes on, of which something can be kept back. */
  runs: boolean;
}

const PROPOSED = `select r.id, r.direction, r.claim_id as "claimId", coalesce(i.program_code, c.program_code) as "programCode",
    coalesce(a.period = 'monthly' and a.ended_on is null, false) as runs
  from remedy r left join package_item i on i.id = r.package_item_id left join recovery_claim c on c.id = r.claim_id
  left join aid_record a on a.package_item_id = i.id
  where r.case_id = $1 and r.status = 'proposed' order by r.position for update of r`;

/**
 * Chooses what is to be done about what was paid too much or too little, before the meeting votes on it. Throws NotFound,
 * NotAllowed, StaleVersion of the package, WrongState once somebody has voted, InvalidInput.
 */
export async function chooseRemedies(unit: UnitOfWork, input: ChooseRemediesInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const file = await lockCase(unit, input.caseId);
  assertCan(unit, 'compose', 'Package', file);
  assertTransition('Case', file.status, 'compose', NOT_NOW);
  const [draft] = await sql<{ id: string; version: number }>(
    `select id, version from aid_package where case_id = $1 and status = 'draft' for update`,
    [file.id],
  );
  const proposed = await sql<Proposed>(PROPOSED, [file.id]);
  if (!draft || proposed.length === 0) {
    throw wrongState(file.status, {
      zh: '该个案没有待研究的多发、少发处理。',
      en: 'There is nothing paid too much or too little to decide on in this case.',
    });
  }
  assertVersion(draft, input.expectedVersion);
  await assertMayChange(unit, file);
  const check = new InputCheck();
  const chosen = input.remedies.map((one, index) => read(unit, check, proposed, one, `remedies.${index}`));
  check.done();
  await sql(
    `update remedy r set kind = x.kind, months = x.months, percent = x.percent, first_due_on = x."firstDueOn",
       reason = x.reason, chosen_by = $2
     from jsonb_to_recordset($1::jsonb) as x (id uuid, kind text, months int, percent int, "firstDueOn" date, reason text)
     where r.id = x.id`,
    [JSON.stringify(chosen), actor.staffId],
  );
  await sql('update aid_package set version = version + 1 where id = $1', [draft.id]);
  await noteRemedies(unit, file.id);
  return { type: 'Case', id: file.id };
}

/** One choice, each of its problems told where it stands. */
function read(
  { county }: UnitOfWork,
  check: InputCheck,
  proposed: readonly Proposed[],
  input: RemedyChoiceInput,
  path: string,
) {
  const one = proposed.find(({ id }) => id === input.id);
  if (!one) {
    check.add(`${path}.id`, { zh: '没有这一项待处理的差额。', en: 'There is no such difference to decide on.' });
    return undefined;
  }
  const { kind } = input;
  if (!kindsOf(one).includes(kind)) {
    check.add(`${path}.kind`, {
      zh: `不能这样处理，可选：${kindsOf(one).join('、')}。`,
      en: `This cannot be done here; choose from: ${kindsOf(one).join(', ')}.`,
    });
    return undefined;
  }
  const { setsOffPercent } = remedyRules(county, one.programCode);
  const plan = readPlan(check, { ...input, kind }, { runs: one.runs, setsOffPercent, path });
  const needsReason = kind === 'waive' || kind === 'leave';
  const reason = needsReason
    ? check.text(`${path}.reason`, input.reason ?? '', { zh: '理由', en: 'reason' }, 500)
    : input.reason?.trim().slice(0, 500) || null;
  return { id: one.id, kind, ...plan, reason };
}

/** What can be done about a difference; of aid that does not go on nothing can be kept back, see `readPlan`. */
export function kindsOf({ direction, claimId }: Pick<Proposed, 'direction' | 'claimId'>): string[] {
  if (claimId) return ['waive', 'leave'];
  return direction === 'under' ? ['pay_difference', 'leave'] : ['instalments', 'set_off', 'waive', 'leave'];
}
