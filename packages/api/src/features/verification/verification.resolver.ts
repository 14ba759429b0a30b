import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { JobReader, type JobRow } from '../job/job.reader.js';
import { type HouseholdRow, RegistryReader } from '../registry/registry.reader.js';
import { HouseholdResult } from '../registry/registry.resolver.js';
import { askAgain, NOTHING_TO_SEND } from './ask-again.js';
import type { AuthorisationRow } from './authorisation.reader.js';
import { cancelVerification } from './cancel-verification.js';
import { householdVerification } from './household-verification.js';
import { recordAuthorisation } from './record-authorisation.js';
import { getVerifier, registersOf } from './registers.js';
import {
  type ExchangeRow,
  type ReadingRow,
  RequestReader,
  type RequestRow,
  type VerifierCountsRow,
} from './request.reader.js';
import { requestVerification } from './request-verification.js';
import { revokeAuthorisation } from './revoke-authorisation.js';
import {
  RecordAuthorisationInput,
  RequestVerificationInput,
  RevokeAuthorisationInput,
  VerificationActionInput,
} from './verification.inputs.js';
import {
  Authorisation,
  HouseholdVerification,
  VerificationExchange,
  VerificationItem,
  VerificationReading,
  VerificationReport,
  VerificationRequest,
  VerificationRequestConnection,
  VerificationSummary,
  VerifierCounts,
} from './verification.types.js';
import { verificationReport } from './verification-report.js';
import { itemView } from './verification-views.js';

const VerificationRequestResult = resultUnion('VerificationRequestResult', VerificationRequest);

@Resolver(() => VerificationRequest)
class VerificationRequestResolver {
  @Query(() => VerificationRequestConnection, { description: 'The newest first.' })
  verificationRequests(
    @Ctx() context: Context,
    @Arg('status', () => String, { nullable: true }) status?: string | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ) {
    return reader(signedIn(context), RequestReader).page({ status, first, after });
  }

  @Query(() => VerificationRequest, { nullable: true })
  async verificationRequest(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<RequestRow | null> {
    return (await reader(signedIn(context), RequestReader).find(id)) ?? null;
  }

  @Query(() => VerificationReport, {
    description: 'What a verification found of one household. Whoever asks for it is written down.',
  })
  verificationReport(
    @Ctx() context: Context,
    @Arg('requestId', () => ID) requestId: string,
    @Arg('householdId', () => ID) householdId: string,
  ) {
    return verificationReport(context, requestId, householdId);
  }

  @Query(() => VerificationSummary)
  async verificationSummary(@Ctx() context: Context): Promise<unknown> {
    const requests = reader(signedIn(context), RequestReader);
    return { verifiers: await requests.verifiers(null), openConflicts: await requests.openConflicts() };
  }

  @Mutation(() => VerificationRequestResult)
  requestVerification(
    @Ctx() context: Context,
    @Arg('input', () => RequestVerificationInput) input: RequestVerificationInput,
  ): Promise<RequestRow> {
    return answer(signedIn(context), 'requestVerification', input, requestVerification, (id) =>
      reader(context, RequestReader).find(id),
    );
  }

  @Mutation(() => VerificationRequestResult)
  cancelVerification(
    @Ctx() context: Context,
    @Arg('input', () => VerificationActionInput) input: VerificationActionInput,
  ): Promise<RequestRow> {
    return answer(signedIn(context), 'cancelVerification', input, cancelVerification, (id) =>
      reader(context, RequestReader).find(id),
    );
  }

  @Mutation(() => VerificationRequestResult, { description: 'Sends what the systems left unanswered once more.' })
  askVerificationAgain(
    @Ctx() context: Context,
    @Arg('input', () => VerificationActionInput) input: VerificationActionInput,
  ): Promise<RequestRow> {
    return answer(signedIn(context), 'askVerificationAgain', input, askAgain, (id) =>
      reader(context, RequestReader).find(id),
    );
  }

  @FieldResolver()
  async job(@Root() { jobId }: RequestRow, @Ctx() context: Context): Promise<JobRow | null> {
    return jobId ? ((await reader(context, JobReader).find(jobId)) ?? null) : null;
  }

  @FieldResolver()
  verifiers(@Root() { id }: RequestRow, @Ctx() context: Context): Promise<VerifierCountsRow[]> {
    return reader(context, RequestReader).verifiers(id);
  }

  @FieldResolver()
  households(@Root() { id }: RequestRow, @Ctx() context: Context) {
    return reader(context, RequestReader).households(id);
  }

  @FieldResolver()
  exchanges(@Root() { id }: RequestRow, @Ctx() context: Context): Promise<ExchangeRow[]> {
    return reader(context, RequestReader).exchanges(id);
  }

  @FieldResolver()
  readings(@Root() { id }: RequestRow, @Ctx() context: Context) {
    return reader(context, RequestReader).readings(id);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() request: RequestRow, @Ctx() { ability, locale }: Context): AllowedAction[] {
    const may = (action: string) =>
      ability.can(action, subject('VerificationRequest', { ...request.access }) as never) &&
      nextStatus('VerificationRequest', request.status, action) !== undefined;
    return ['ask_again', 'cancel'].filter(may).map((action) => {
      const allowed = action !== 'ask_again' || request.resendable;
      return { action, allowed, reason: allowed ? null : locale === 'en' ? NOTHING_TO_SEND.en : NOTHING_TO_SEND.zh };
    });
  }
}

@Resolver(() => VerifierCounts)
class VerifierCountsResolver {
  @FieldResolver(() => Bilingual)
  name(@Root() { code }: VerifierCountsRow, @Ctx() { county }: Context): Bilingual {
    return getVerifier(county, code).name;
  }

  @FieldResolver(() => String)
  channel(@Root() { code }: VerifierCountsRow, @Ctx() { county }: Context): string {
    return getVerifier(county, code).channel;
  }
}

@Resolver(() => VerificationReading)
class VerificationReadingResolver {
  @FieldResolver(() => Bilingual, { nullable: true })
  verifier(@Root() { verifierCode }: ReadingRow, @Ctx() { county }: Context): Bilingual | null {
    return verifierCode ? getVerifier(county, verifierCode).name : null;
  }
}

@Resolver(() => VerificationExchange)
class VerificationExchangeResolver {
  @FieldResolver(() => Bilingual)
  verifier(@Root() { verifierCode }: ExchangeRow, @Ctx() { county }: Context): Bilingual {
    return getVerifier(county, verifierCode).name;
  }
}

@Resolver(() => HouseholdVerification)
class HouseholdVerificationResolver {
  @Query(() => [VerificationItem], { description: 'What may be asked, in the order of the county.' })
  verificationItems(@Ctx() context: Context) {
    return registersOf(signedIn(context).county.pack).map(itemView);
  }

  @Query(() => HouseholdVerification)
  householdVerification(
    @Ctx() context: Context,
    @Arg('householdId', () => ID) householdId: string,
    @Arg('caseId', () => ID, { nullable: true }) caseId?: string | null,
  ): Promise<unknown> {
    return householdVerification(signedIn(context), householdId, caseId ?? null);
  }

  @Mutation(() => HouseholdResult)
  recordAuthorisation(
    @Ctx() context: Context,
    @Arg('input', () => RecordAuthorisationInput) input: RecordAuthorisationInput,
  ): Promise<HouseholdRow> {
    return answer(signedIn(context), 'recordAuthorisation', input, recordAuthorisation, (id) =>
      reader(context, RegistryReader).find(id),
    );
  }

  @Mutation(() => HouseholdResult)
  revokeAuthorisation(
    @Ctx() context: Context,
    @Arg('input', () => RevokeAuthorisationInput) input: RevokeAuthorisationInput,
  ): Promise<HouseholdRow> {
    return answer(signedIn(context), 'revokeAuthorisation', input, revokeAuthorisation, (id) =>
      reader(context, RegistryReader).find(id),
    );
  }
}

@Resolver(() => Authorisation)
class AuthorisationResolver {
  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() { state, townshipCode }: AuthorisationRow, @Ctx() { ability }: Context): AllowedAction[] {
    const may = ability.can('revoke', subject('Authorisation', { townshipCode }) as never);
    return may && state === 'standing' ? [{ action: 'revoke', allowed: true, reason: null }] : [];
  }
}

export const verificationResolvers = [
  VerificationRequestResolver,
  VerifierCountsResolver,
  VerificationExchangeResolver,
  VerificationReadingResolver,
  HouseholdVerificationResolver,
  AuthorisationResolver,
] as const;
