import { createHash } from 'node:crypto';
import type { AuditQuestion } from '@yimen/schema';
import type { Sql } from '../../platform/run-command.js';
import { SqlParams } from '../../policy/sql-expression.js';
import type { Asking } from './asking.js';
import type { EvidenceRow } from './evidence-words.js';
import { QUESTIONS } from './questions.js';

/** What a question found. */
export interface Found {
  mark: string;
  departmentCode: string | null;
  townshipCode: string | null;
  householdId: string | null;
  personId: string | null;
  caseId: string | null;
  /** Fen. */
  amountFen: number | null;
  evidence: EvidenceRow[];
  /** Of the facts that an answer answers. */
  digest: string;
}

/** All that a question finds on a day; nothing is written. */
export async function askQuestion(sql: Sql, asking: Asking): Promise<Found[]> {
  const params = new SqlParams();
  const question = QUESTIONS[asking.rule.code as AuditQuestion](asking, params);
  const { text, values } = params.statement(
    `select f.mark, f.department_code as "departmentCode", f.township_code as "townshipCode",
       f.household_id as "householdId", f.person_id as "personId", f.case_id as "caseId", f.amount_fen as "amountFen",
       f.evidence, f.basis::text as basis from (${question}) f order by f.mark`,
  );
  const found = await sql<Omit<Found, 'digest'> & { basis: string }>(text, values);
  return found.map(({ basis, ...one }) => ({ ...one, digest: createHash('sha256').update(basis).digest('hex') }));
}
