import { addWorkingDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, Sql, UnitOfWork } from '../../platform/run-command.js';
import { addTask } from '../task/add-task.js';
import { type LockedRule, lockRule, ruleName } from './load-rule.js';
import type { ReturnRuleVersionInput, RuleVersionActionInput } from './rule-version.inputs.js';
import { secondPeople } from './second-person.js';

/** A courtesy among colleagues, no deadline of the law. */
const REVIEW_WORKING_DAYS = 5;

const done = (rule: LockedRule): CommandResult => ({ type: 'RuleVersion', id: rule.id });

/**
 * Hands a draft to a second person of the department, who is told. Throws NotFound, NotAllowed, StaleVersion, WrongState,
 * InvalidInput when the document that decides it is not named.
 */
export async function submitRuleVersion(unit: UnitOfWork, input: RuleVersionActionInput): Promise<CommandResult> {
  const { rule, next } = await lockRule(unit, input, 'submit');
  const check = new InputCheck();
  check.text('source', rule.source ?? '', { zh: '依据（文件名称或文号）', en: 'document that decides it' });
  check.done();
  const reviewers = await secondPeople(unit, rule);
  await unit.sql(
    `update rule_version set status = $2, submitted_by = $3, submitted_at = now(), return_reason = null,
       version = version + 1 where id = $1`,
    [rule.id, next, unit.actor.staffId],
  );
  const name = ruleName(unit.county, rule.kind, rule.code);
  for (const reviewer of reviewers) {
    await addTask(unit.sql, {
      kind: 'rule_review',
      zh: `复核并发布“${name.zh}”第 ${rule.number} 版（${unit.actor.name}提交）`,
      en: `Review and publish version ${rule.number} of ${name.en} (submitted by ${unit.actor.name})`,
      ruleVersionId: rule.id,
      assigneeId: reviewer,
      dueOn: addWorkingDays(today(), REVIEW_WORKING_DAYS),
      origin: `rule_version:${rule.id}:${rule.version}:${reviewer}`,
    });
  }
  return done(rule);
}

/** Sends a submitted version back to its author with a reason. Throws NotFound, NotAllowed, StaleVersion, WrongState, InvalidInput. */
export async function returnRuleVersion(unit: UnitOfWork, input: ReturnRuleVersionInput): Promise<CommandResult> {
  const { rule, next } = await lockRule(unit, input, 'return');
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '退回理由', en: 'reason' }, 500);
  check.done();
  await unit.sql('update rule_version set status = $2, return_reason = $3, version = version + 1 where id = $1', [
    rule.id,
    next,
    reason,
  ]);
  await endReviews(unit, rule);
  if (rule.submittedBy && rule.submittedBy !== unit.actor.staffId) {
    const name = ruleName(unit.county, rule.kind, rule.code);
    await addTask(unit.sql, {
      kind: 'rule_returned',
      zh: `“${name.zh}”第 ${rule.number} 版被退回：${reason}`,
      en: `Version ${rule.number} of ${name.en} was sent back: ${reason}`,
      ruleVersionId: rule.id,
      assigneeId: rule.submittedBy,
      dueOn: addWorkingDays(today(), REVIEW_WORKING_DAYS),
      origin: `rule_version:${rule.id}:${rule.version}:returned`,
    });
  }
  return done(rule);
}

/** Gives a draft up; its number is not used again. Throws NotFound, NotAllowed, StaleVersion, WrongState. */
export async function discardRuleVersion(unit: UnitOfWork, input: RuleVersionActionInput): Promise<CommandResult> {
  const { rule, next } = await lockRule(unit, input, 'discard');
  await unit.sql('update rule_version set status = $2, version = version + 1 where id = $1', [rule.id, next]);
  return done(rule);
}

/** Closes what the version's reviewers had to do; the deed itself does it. */
export async function endReviews(unit: { sql: Sql; actor: { staffId: string } }, rule: LockedRule): Promise<void> {
  await unit.sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
      where rule_version_id = $1 and kind = 'rule_review' and status = 'open'`,
    [rule.id, unit.actor.staffId],
  );
}
