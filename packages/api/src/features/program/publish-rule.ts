import { addDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { ProgramContent } from '../../policy/program-content.js';
import { notePeriodProblems } from './figure-period.js';
import { type LockedRule, lockRule, type StoredFigure } from './load-rule.js';
import { endReviews } from './move-rule.js';
import { programsUsing } from './program-facts.js';
import { noteProblems } from './rule-content.js';
import type { PublishRuleVersionInput } from './rule-version.inputs.js';
import { assertSecondPerson } from './second-person.js';
import { NOT_BEFORE_TODAY } from './write-rule.js';

/**
 * Publishes a submitted version from a day on, by a second person. From then on it never changes; every process judges
 * days from that day on by it, without a restart.
 * Throws NotFound, NotAllowed, StaleVersion, WrongState, InvalidInput.
 */
export async function publishRuleVersion(unit: UnitOfWork, input: PublishRuleVersionInput): Promise<CommandResult> {
  const { rule, next } = await lockRule(unit, input, 'publish');
  assertSecondPerson(rule, unit.actor.staffId);
  const check = new InputCheck();
  const from = check.day('effectiveFrom', input.effectiveFrom);
  if (from !== undefined) await noteDayProblems(unit, check, rule, from);
  check.done();
  await unit.sql(
    `update rule_version set status = $2, effective_from = $3, published_by = $4, published_at = now(),
       version = version + 1 where id = $1`,
    [rule.id, next, from, unit.actor.staffId],
  );
  await unit.sql('update rules_revision set revision = revision + 1');
  await endReviews(unit, rule);
  return { type: 'RuleVersion', id: rule.id };
}

/** A day that is over, taken, or decided upon already is refused; so is a text or period that does not hold from it on. */
async function noteDayProblems(unit: UnitOfWork, check: InputCheck, rule: LockedRule, from: string): Promise<void> {
  const path = 'effectiveFrom';
  if (from < today()) {
    check.add(path, NOT_BEFORE_TODAY);
    return;
  }
  const decided = await lastDecision(unit, programsUnder(unit, rule));
  if (decided && from <= decided) {
    const earliest = addDays(decided, 1);
    check.add(path, {
      zh: `已有按 ${decided} 的规则作出的决定，最早可自 ${earliest} 起。`,
      en: `Decisions as of ${decided} were made under the rules of that day; it can take effect from ${earliest} on.`,
    });
  }
  if (rule.kind === 'standard') {
    const standard = unit.county.pack.standards.find(({ code }) => code === rule.code);
    if (!standard) throw new Error(`The county pack has no standard ${rule.code}`);
    notePeriodProblems(check, standard, from, (rule.content as StoredFigure).to, { from: path, to: path });
    return;
  }
  const program = unit.county.program(rule.code);
  if (!program) throw new Error(`The county pack has no program ${rule.code}`);
  noteProblems(check, unit.county, program, rule.content as ProgramContent, from);
  const [taken] = await unit.sql<{ number: number }>(
    `select number from rule_version where kind = 'program' and code = $1 and status = 'published' and effective_from = $2`,
    [rule.code, from],
  );
  if (!taken) return;
  check.add(path, {
    zh: `第 ${taken.number} 版也自 ${from} 起生效，请另选日期。`,
    en: `Version ${taken.number} takes effect on ${from} too; choose another day.`,
  });
}

/** The programs whose judgement the version changes. */
function programsUnder(unit: UnitOfWork, { kind, code }: LockedRule): string[] {
  return kind === 'program' ? [code] : programsUsing(unit.county, code).map((program) => program.code);
}

/** The latest day as of which one of the programs was decided upon, in a package or a batch. */
async function lastDecision(unit: UnitOfWork, programs: readonly string[]): Promise<string | null> {
  const [row] = await unit.sql<{ day: string | null }>(
    `select max(day) as day from (
       select k.decision_date as day from package_item i join aid_package k on k.id = i.package_id
        where i.program_code = any($1) and k.status <> 'draft'
       union all
       select b.decision_date from application a join batch b on b.id = a.batch_id
        where a.program_code = any($1) and b.status in ('adopted', 'settled', 'refused')) decided`,
    [programs],
  );
  return row?.day ?? null;
}
