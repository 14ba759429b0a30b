import { subject } from '@casl/ability';
import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import type { County } from '../../platform/county.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { ProgramContent } from '../../policy/program-content.js';
import type { Bilingual, FigureKind } from '../../policy/types.js';

/** What is kept of a proposed figure; its first day and its source stand beside it. */
export interface StoredFigure {
  value: number;
  to: string | null;
  kind: FigureKind;
}

export interface LockedRule {
  id: string;
  kind: 'program' | 'standard';
  code: string;
  number: number;
  departmentCode: string;
  status: string;
  content: ProgramContent | StoredFigure;
  effectiveFrom: string | null;
  source: string | null;
  authoredBy: string;
  submittedBy: string | null;
  version: number;
}

export const RULE: Bilingual = { zh: '规则版本', en: 'rule version' };

const NOT_NOW: Bilingual = {
  zh: '该版本的状态不允许此操作：可能已提交、已发布或已作废。请刷新后再看。',
  en: 'The version does not allow this now: it was submitted, published or discarded. Reload to see.',
};

/**
 * Loads and locks a version for an action, and says what its status becomes. Throws NotFound, also when the actor may
 * not read it, NotAllowed, StaleVersion, WrongState.
 */
export async function lockRule(
  unit: UnitOfWork,
  input: { versionId: string; expectedVersion: number },
  action: string,
): Promise<{ rule: LockedRule; next: string }> {
  if (!isUuid(input.versionId)) throw notFound(RULE);
  const [rule] = await unit.sql<LockedRule>(
    `select id, kind, code, number, department_code as "departmentCode", status, content,
            effective_from as "effectiveFrom", source, authored_by as "authoredBy", submitted_by as "submittedBy", version
       from rule_version where id = $1 for update`,
    [input.versionId],
  );
  const record = rule && { departmentCode: rule.departmentCode, status: rule.status };
  if (!record || !unit.ability.can('read', subject('RuleVersion', record) as never)) throw notFound(RULE);
  assertCan(unit, action, 'RuleVersion', record);
  assertVersion(rule, input.expectedVersion);
  return { rule, next: assertTransition('RuleVersion', rule.status, action, NOT_NOW) };
}

/** The name of the program or standard that a version is of. */
export function ruleName(county: County, kind: string, code: string): Bilingual {
  if (kind === 'program') return county.program(code)?.name ?? { zh: code, en: code };
  const standard = county.pack.standards.find((one) => one.code === code);
  return standard ? { zh: standard.name, en: standard.nameEn } : { zh: code, en: code };
}
