import { AbilityBuilder, createMongoAbility, type MongoAbility } from '@casl/ability';
import type { Role } from '../vocabulary/labels.js';
import { grantAppraisal } from './appraisal.js';
import { grantAudit } from './audit.js';
import { grantCases } from './case.js';
import { grantDonations } from './donation.js';
import { grantFunding } from './funding.js';
import { grantHouseholds } from './household.js';
import { grantImports } from './import.js';
import { grantJobs } from './job.js';
import { grantLists } from './lists.js';
import { grantMeetings } from './meeting.js';
import { grantPayments } from './payment.js';
import { grantRecoveries } from './recovery.js';
import { grantRegister } from './register.js';
import { grantRehearsals } from './rehearsal.js';
import { grantReserve } from './reserve.js';
import { grantRules } from './rules.js';
import { grantScreening } from './screening.js';
import { grantStock } from './stock.js';
import { grantUnmetNeed } from './unmet-need.js';
import { grantVerification } from './verification.js';

export { SHARED_CASE_STATUSES } from './case.js';

/** Who acts: a member of staff with a role, a department or an area. */
export interface Actor {
  staffId: string;
  name: string;
  role: Role;
  departmentCode: string | null;
  /** null for a clerk of the county's own window: the whole county. */
  townshipCode: string | null;
  /** Sits in somebody's place at a meeting that is not over. */
  standsIn?: boolean;
}

export type Subject =
  | 'Household'
  | 'DuplicatePair'
  | 'Identity'
  | 'IdentityReading'
  | 'Case'
  | 'Letter'
  | 'Package'
  | 'PackageItem'
  | 'Application'
  | 'Meeting'
  | 'AgendaItem'
  | 'Subgroup'
  | 'Batch'
  | 'BudgetLine'
  | 'BudgetRequest'
  | 'BudgetPlan'
  | 'Donation'
  | 'StockItem'
  | 'ReserveUse'
  | 'LivelihoodFigure'
  | 'FundingEntry'
  | 'WaitingEntry'
  | 'Hardship'
  | 'LateWork'
  | 'FundingLink'
  | 'AidRecord'
  | 'BankAccount'
  | 'PaymentBatch'
  | 'PaymentSchedule'
  | 'Recalculation'
  | 'Recovery'
  | 'FactCheck'
  | 'LedgerCheck'
  | 'AuditFinding'
  | 'Appraisal'
  | 'SatisfactionAsking'
  | 'Screening'
  | 'RuleVersion'
  | 'ScreeningFinding'
  | 'Rehearsal'
  | 'RehearsedProgram'
  | 'RehearsedPerson'
  | 'Import'
  | 'ImportedFact'
  | 'ImportedAward'
  | 'KeptList'
  | 'ListMatch'
  | 'Discovery'
  | 'Register'
  | 'Job'
  | 'Authorisation'
  | 'VerificationRequest'
  | 'VerificationQuestion'
  | 'FactConflict'
  | 'Task';

export type AppAbility = MongoAbility<[string, Subject | (Record<string, unknown> & { __caslSubjectType__?: string })]>;
export type Grant = AbilityBuilder<AppAbility>['can'];

/** What an actor may do; everything not granted is denied. */
export function defineAbilitiesFor(actor: Actor): AppAbility {
  const { can, build } = new AbilityBuilder<AppAbility>(createMongoAbility);
  grantHouseholds(can, actor);
  grantCases(can, actor);
  grantMeetings(can, actor);
  grantFunding(can, actor);
  grantAudit(can, actor);
  grantAppraisal(can, actor);
  grantUnmetNeed(can, actor);
  grantScreening(can, actor);
  grantRules(can, actor);
  grantJobs(can, actor);
  grantRehearsals(can, actor);
  grantVerification(can, actor);
  grantImports(can, actor);
  grantLists(can, actor);
  grantRegister(can, actor);
  grantPayments(can, actor);
  grantRecoveries(can, actor);
  grantDonations(can, actor);
  grantStock(can, actor);
  grantReserve(can, actor);
  return build();
}
