import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import type { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { ProgramContent } from '../../policy/program-content.js';
import type { Bilingual } from '../../policy/types.js';
import type { StoredFigure } from './load-rule.js';

export interface WrittenRule {
  content: ProgramContent | StoredFigure;
  /** YYYY-MM-DD; a draft may leave it open. */
  effectiveFrom: string | null;
  source: string | null;
  note: string | null;
}

interface NewRule extends WrittenRule {
  kind: 'program' | 'standard';
  code: string;
  departmentCode: string;
  /** Number of the version it changes. */
  basedOn: number;
}

/** Writes a new draft. One version at a time is open of a program or standard. Throws WrongState. */
export async function beginRule(unit: UnitOfWork, rule: NewRule): Promise<CommandResult> {
  const [made] = await unit.sql<{ id: string }>(
    `insert into rule_version (kind, code, number, department_code, status, content, effective_from, source, note,
       based_on, authored_by)
     select $1, $2, coalesce(max(number), 1) + 1, $3, 'draft', $4::jsonb, $5, $6, $7, $8, $9
       from rule_version where kind = $1 and code = $2
     on conflict do nothing returning id`,
    [
      rule.kind,
      rule.code,
      rule.departmentCode,
      JSON.stringify(rule.content),
      rule.effectiveFrom,
      rule.source,
      rule.note,
      rule.basedOn,
      unit.actor.staffId,
    ],
  );
  if (made) return { type: 'RuleVersion', id: made.id };
  throw wrongState('draft', {
    zh: '已有一份尚未发布的版本，请在其上继续修改，或先将其作废。您填写的内容仍在。',
    en: 'There is a version that is not published yet: go on with it, or discard it first. What you typed is kept.',
  });
}

/** Writes over a draft that was locked; whoever changes it is its author from here on. */
export async function changeRule(unit: UnitOfWork, id: string, rule: WrittenRule): Promise<CommandResult> {
  await unit.sql(
    `update rule_version set content = $2::jsonb, effective_from = $3, source = $4, note = $5, authored_by = $6,
       version = version + 1 where id = $1`,
    [id, JSON.stringify(rule.content), rule.effectiveFrom, rule.source, rule.note, unit.actor.staffId],
  );
  return { type: 'RuleVersion', id };
}

/** The day a draft is meant for; undefined after noting a problem, or when it is left open. */
export function draftDay(check: InputCheck, path: string, text: string | null | undefined): string | undefined {
  if (!text?.trim()) return undefined;
  const day = check.day(path, text);
  if (day !== undefined && day < today()) check.add(path, NOT_BEFORE_TODAY);
  return day;
}

export const NOT_BEFORE_TODAY: Bilingual = {
  zh: '生效日期不能早于今天：已过去的日子按当时的规则办理。',
  en: 'It cannot take effect before today: days that have passed stay under the rules of their time.',
};

/** Trimmed text, or null when there is none. */
export function optionalText(
  check: InputCheck,
  path: string,
  text: string | null | undefined,
  name: Bilingual,
  longest = 200,
): string | null {
  return text?.trim() ? (check.text(path, text, name, longest) ?? null) : null;
}
