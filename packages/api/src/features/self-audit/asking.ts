import type { County } from '../../platform/county.js';
import type { SqlParams } from '../../policy/sql-expression.js';
import type { AuditRule } from '../../policy/types.js';

/** One question on one day, under the county's rules of that day. */
export interface Asking {
  county: County;
  rule: AuditRule;
  /** YYYY-MM-DD. */
  on: string;
}

/**
 * A SELECT of all that answers a question, one row a finding: `mark` (what tells it from others, for ever),
 * `department_code`, `township_code`, `household_id`, `person_id`, `case_id`, `amount_fen`, `evidence` (rows as
 * `evidence-words.ts` tells them) and `basis`: the facts that an answer answers. Others bring an answered finding back.
 */
export type QuestionSql = (asking: Asking, params: SqlParams) => string;

/** A threshold of a question. Throws Error when the county pack does not have it. */
export function figure({ code, figures }: AuditRule, name: string): number {
  const value = figures[name];
  if (value === undefined) throw new Error(`audit.yaml: the question ${code} needs the figure ${name}`);
  return value;
}
