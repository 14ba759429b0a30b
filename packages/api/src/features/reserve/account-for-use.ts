import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { addWorkingDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { ReserveRules } from '../../policy/types.js';
import { lockUse, MOVED_ON } from './lock-use.js';
import type { DecideReserveUseInput, FileReservePapersInput } from './reserve.inputs.js';
import { askForCheck, askForPapers, endTasks, papersDueOn } from './reserve-tasks.js';
import { papersFor, reserveRules } from './rules.js';

/**
 * Files the papers of a use afterwards: every one that its reason needs. The department whose money it is checks them.
 * Throws NotFound, NotAllowed, StaleVersion, WrongState, InvalidInput naming what is missing.
 */
export async function fileReservePapers(unit: UnitOfWork, input: FileReservePapersInput): Promise<CommandResult> {
  const { sql, county } = unit;
  const use = await lockUse(unit, input.useId);
  assertCan(unit, 'file', 'ReserveUse', use);
  const rules = rulesOf(unit);
  const check = new InputCheck();
  const needed = papersFor(rules, use.reason) ?? rules.papers;
  const missing = needed.filter((code) => !input.papers.includes(code));
  if (missing.length > 0) {
    const names = missing.map((code) => county.pack.evidenceTypes.find((one) => one.code === code)?.name);
    check.add('papers', {
      zh: `还缺：${names.map((name) => name?.zh).join('、')}。`,
      en: `Still missing: ${names.map((name) => name?.en).join(', ')}.`,
    });
  }
  const document = check.text('document', input.document, { zh: '档案编号或存放处', en: 'number of the file' }, 100);
  check.done();
  assertVersion(use, input.expectedVersion);
  const status = assertTransition('ReserveUse', use.status, 'file', MOVED_ON);
  await sql(
    `update reserve_use set status = $2, papers = $3, document = $4, note = null, version = version + 1 where id = $1`,
    [use.id, status, needed, document],
  );
  await endTasks(unit, use.id);
  await askForCheck(unit, { ...use, dueOn: addWorkingDays(today(), rules.checkedWithinWorkingDays) });
  return { type: 'ReserveUse', id: use.id };
}

/**
 * The department accepts the papers of a use, whose amount may then be advanced to the township again, or sends them back
 * with what is wrong. Throws NotFound, NotAllowed, InvalidInput, StaleVersion, WrongState.
 */
export async function decideReserveUse(unit: UnitOfWork, input: DecideReserveUseInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const use = await lockUse(unit, input.useId);
  const check = new InputCheck();
  const outcome = (['settle', 'send_back'] as const).find((one) => one === input.outcome);
  if (!outcome) check.add('outcome', { zh: '请选择通过或退回。', en: 'Accept the papers or send them back.' });
  const note =
    outcome === 'send_back' ? check.text('reason', input.reason ?? '', { zh: '退回原因', en: 'reason' }, 500) : null;
  assertCan(unit, outcome ?? 'settle', 'ReserveUse', use);
  check.done();
  assertVersion(use, input.expectedVersion);
  const status = assertTransition('ReserveUse', use.status, outcome as string, MOVED_ON);
  const dueOn = outcome === 'send_back' ? papersDueOn(unit, rulesOf(unit)) : null;
  await sql(
    `update reserve_use set status = $2, note = $3, due_on = coalesce($4, due_on), version = version + 1,
       settled_by = case $2 when 'settled' then $5::uuid end, settled_at = case $2 when 'settled' then clock_timestamp() end
     where id = $1`,
    [use.id, status, note, dueOn, actor.staffId],
  );
  await endTasks(unit, use.id);
  if (dueOn) await askForPapers(unit, { ...use, dueOn, version: use.version + 1 });
  return { type: 'ReserveUse', id: use.id };
}

function rulesOf({ county }: UnitOfWork): ReserveRules {
  const rules = reserveRules(county);
  if (!rules) throw new Error('The county pack has no reserve');
  return rules;
}
