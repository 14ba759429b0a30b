import { assertVersion } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { yuanText } from '../../platform/money.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { UpdateNeedInput } from './case.inputs.js';
import { addCaseEvent } from './case-events.js';
import { loadCase } from './load-case.js';
import { readNeed } from './read-need.js';

/**
 * Changes what the case says of the need; what is not given stays, an empty amount is "not known". Throws InvalidInput,
 * NotFound, NotAllowed, StaleVersion, WrongState.
 */
export async function updateNeed(unit: UnitOfWork, input: UpdateNeedInput): Promise<CommandResult> {
  const file = await loadCase(unit, input.caseId, 'edit');
  assertVersion(file, input.expectedVersion);
  const check = new InputCheck();
  const need = readNeed(
    check,
    {
      whatHappened: input.whatHappened ?? file.whatHappened,
      since: input.since ?? file.since,
      requestedOn: file.requestedOn,
      cost: input.cost ?? (typeof file.costFen === 'number' ? yuanText(file.costFen) : null),
      insurancePaid: input.insurancePaid ?? yuanText(file.insurancePaidFen),
    },
    today(),
  );
  check.done();
  if (!need) throw new Error('Unchecked input');
  const { whatHappened, since, costFen, insurancePaidFen } = need;
  file.changeNeed({ whatHappened, since, costFen, insurancePaidFen });
  await addCaseEvent(unit.sql, {
    caseId: file.id,
    kind: 'need_changed',
    zh: `修改困难情况：总费用 ${costFen === null ? '未知' : `${yuanText(costFen)} 元`}，保险已报销 ${yuanText(insurancePaidFen)} 元`,
    en: `Need changed: cost ${costFen === null ? 'not known' : `${yuanText(costFen)} yuan`}, insurance paid ${yuanText(insurancePaidFen)} yuan`,
    departmentCode: unit.actor.departmentCode,
    actorId: unit.actor.staffId,
  });
  return { type: 'Case', id: file.id };
}
