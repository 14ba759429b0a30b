import 'reflect-metadata';
import { type GraphQLSchema, isUnionType, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { agendaResolvers } from './features/agenda/agenda.resolver.js';
import { aidPackageResolvers } from './features/aid-package/aid-package.resolver.js';
import { appraisalResolvers } from './features/appraisal/appraisal.resolver.js';
import { bankAccountResolvers } from './features/bank-account/bank-account.resolver.js';
import { batchResolvers } from './features/batch/batch.resolver.js';
import { budgetResolvers } from './features/budget/budget-request.resolver.js';
import { caseResolvers } from './features/case/case.resolver.js';
import { declinedItemResolvers } from './features/declined-item/declined-item.resolver.js';
import { departmentDecisionResolvers } from './features/department-decision/department-decision.resolver.js';
import { donationResolvers } from './features/donation/donation.resolver.js';
import { duplicateResolvers } from './features/duplicate/duplicate.resolver.js';
import { explanationResolvers } from './features/explanation/explanation.resolver.js';
import { fiscalYearResolvers } from './features/fiscal-year/fiscal-year.resolver.js';
import { fundingResolvers } from './features/funding/funding.resolver.js';
import { LedgerCheckResolver } from './features/funding/ledger-check.resolver.js';
import { FundingLinkResolver } from './features/funding-link/link.resolver.js';
import { FundingTrailResolver } from './features/funding-trail/trail.resolver.js';
import { householdChangeResolvers } from './features/household-change/household-change.resolver.js';
import { IdentityResolver, StaffResolver } from './features/identity/identity.resolver.js';
import { importResolvers } from './features/import/import.resolver.js';
import { jobResolvers } from './features/job/job.resolver.js';
import { leadershipResolvers } from './features/leadership/leadership.resolver.js';
import { letterResolvers } from './features/letter/letter.resolver.js';
import { listResolvers } from './features/list/list.resolver.js';
import { discoveryResolvers } from './features/list-match/discovery.resolver.js';
import { listMatchResolvers } from './features/list-match/match.resolver.js';
import { livelihoodResolvers } from './features/livelihood/livelihood.resolver.js';
import { meetingRoomResolvers } from './features/meeting-room/meeting-room.resolver.js';
import { minutesResolvers } from './features/minutes/minutes.resolver.js';
import { packageSuggestionResolvers } from './features/package-suggestion/package-suggestion.resolver.js';
import { paymentBatchResolvers } from './features/payment/payment.resolver.js';
import { scheduleResolvers } from './features/payment/schedule.resolver.js';
import { privacyResolvers } from './features/privacy/privacy.resolver.js';
import { programResolvers } from './features/program/program.resolver.js';
import { ruleVersionResolvers } from './features/program/rule-version.resolver.js';
import { standardResolvers } from './features/program/standard.resolver.js';
import { readingPackResolvers } from './features/reading-pack/reading-pack.resolver.js';
import { recalculationResolvers } from './features/recalculation/recalculation.resolver.js';
import { recoveryResolvers } from './features/recovery/recovery.resolver.js';
import { registerResolvers } from './features/register/register.resolver.js';
import { aidRecordResolvers } from './features/registry/aid-record.resolver.js';
import { FactCheckResolver, FactDifferenceResolver } from './features/registry/fact-check.resolver.js';
import { registryResolvers } from './features/registry/registry.resolver.js';
import { rehearsalResolvers } from './features/rehearsal/rehearsal.resolver.js';
import { reservationResolvers } from './features/reservation/reservation.resolver.js';
import { reserveResolvers } from './features/reserve/reserve.resolver.js';
import { PresideResolver } from './features/review-meeting/preside.resolver.js';
import { meetingResolvers } from './features/review-meeting/review-meeting.resolver.js';
import { subgroupResolvers } from './features/review-meeting/subgroup.resolver.js';
import { substituteResolvers } from './features/review-meeting/substitute.resolver.js';
import { satisfactionResolvers } from './features/satisfaction/satisfaction.resolver.js';
import { ScreeningResolver } from './features/screening/screening.resolver.js';
import { screeningResolvers } from './features/screening/screening-run.resolver.js';
import { secondRoundResolvers } from './features/second-round/second-round.resolver.js';
import { auditResolvers } from './features/self-audit/audit.resolver.js';
import { stockResolvers } from './features/stock/stock.resolver.js';
import { taskResolvers } from './features/task/task.resolver.js';
import { conflictResolvers } from './features/verification/conflict.resolver.js';
import { deskResolvers } from './features/verification/desk.resolver.js';
import { verificationResolvers } from './features/verification/verification.resolver.js';
import { waitingResolvers } from './features/waiting/waiting.resolver.js';

function noTopics(): never {
  throw new Error('Subscriptions go by the outbox, not by topics');
}

/** The executable schema of all features. */
export function buildGraphqlSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      IdentityResolver,
      StaffResolver,
      ...programResolvers,
      ...ruleVersionResolvers,
      ...standardResolvers,
      ...registryResolvers,
      ...aidRecordResolvers,
      ...privacyResolvers,
      ...duplicateResolvers,
      ...householdChangeResolvers,
      ...bankAccountResolvers,
      FactCheckResolver,
      FactDifferenceResolver,
      ...caseResolvers,
      ...letterResolvers,
      ...taskResolvers,
      ...paymentBatchResolvers,
      ...scheduleResolvers,
      ...aidPackageResolvers,
      ...packageSuggestionResolvers,
      ...meetingResolvers,
      ...agendaResolvers,
      ...declinedItemResolvers,
      ...readingPackResolvers,
      PresideResolver,
      ...substituteResolvers,
      ...subgroupResolvers,
      ...minutesResolvers,
      ...meetingRoomResolvers,
      ...reservationResolvers,
      ...secondRoundResolvers,
      ...recalculationResolvers,
      ...recoveryResolvers,
      ...auditResolvers,
      ...satisfactionResolvers,
      ...appraisalResolvers,
      ...batchResolvers,
      ...departmentDecisionResolvers,
      ...fundingResolvers,
      ...waitingResolvers,
      ...leadershipResolvers,
      FundingTrailResolver,
      FundingLinkResolver,
      LedgerCheckResolver,
      ...budgetResolvers,
      ...donationResolvers,
      ...stockResolvers,
      ...reserveResolvers,
      ...livelihoodResolvers,
      ...fiscalYearResolvers,
      ...explanationResolvers,
      ScreeningResolver,
      ...screeningResolvers,
      ...rehearsalResolvers,
      ...importResolvers,
      ...jobResolvers,
      ...registerResolvers,
      ...verificationResolvers,
      ...deskResolvers,
      ...conflictResolvers,
      ...listResolvers,
      ...listMatchResolvers,
      ...discoveryResolvers,
    ],
    validate: false,
    // TypeGraphQL asks for one; ours hear from the database (`features/meeting-room`).
    pubSub: { publish: noTopics, subscribe: noTopics },
  });
  for (const type of Object.values(schema.getTypeMap())) {
    // TypeGraphQL resolves types asynchronously, which graphql-jit cannot do. Failures name their type; what has no name
    // is the success, the first member.
    if (isUnionType(type))
      type.resolveType = (value: { __typename?: string }) => value.__typename ?? type.getTypes()[0]?.name;
  }
  return schema;
}

/** The schema as `packages/schema/src/schema.graphql` holds it. */
export function printGraphqlSchema(): string {
  return `${printSchema(lexicographicSortSchema(buildGraphqlSchema()))}\n`;
}
