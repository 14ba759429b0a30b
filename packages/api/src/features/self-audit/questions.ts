import type { AuditQuestion } from '@yimen/schema';
import type { QuestionSql } from './asking.js';
import { noQuorumSql, onePersonSql, ruleVersionSql } from './decision-questions.js';
import { aboveLossSql, exclusivePairSql, sharedAccountSql, splittingSql } from './household-questions.js';
import { deceasedPaidSql, idleFundsSql, paidBeforeDecisionSql, recoveryLateSql } from './money-questions.js';
import { missingPapersSql } from './paper-questions.js';

/** Every question, in the order in which they are asked. */
export const QUESTIONS: Record<AuditQuestion, QuestionSql> = {
  deceased_paid: deceasedPaidSql,
  exclusive_pair: exclusivePairSql,
  above_loss: aboveLossSql,
  paid_before_decision: paidBeforeDecisionSql,
  no_quorum: noQuorumSql,
  idle_funds: idleFundsSql,
  missing_papers: missingPapersSql,
  splitting: splittingSql,
  rule_version: ruleVersionSql,
  one_person: onePersonSql,
  shared_account: sharedAccountSql,
  recovery_late: recoveryLateSql,
};
