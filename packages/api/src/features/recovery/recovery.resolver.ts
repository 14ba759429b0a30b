import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import type { Bilingual as BilingualText, Program as PackProgram } from '../../policy/types.js';
import { CaseReader, type CaseRow } from '../case/case.reader.js';
import { CaseResult } from '../case/case.resolver.js';
import { Case } from '../case/case.types.js';
import { programOf } from '../funding/funding.resolver.js';
import { Department, Program } from '../program/program.types.js';
import { remedyRules } from '../second-round/remedy-rules.js';
import { reasonsOf } from '../second-round/review-words.js';
import { askWaiver } from './ask-waiver.js';
import { askRecoveryPlan, decideRecoveryPlan } from './change-plan.js';
import { chooseRemedies, kindsOf } from './choose-remedies.js';
import { correctReceipt, recordReceipt } from './record-receipt.js';
import {
  AskRecoveryPlanInput,
  AskWaiverInput,
  ChooseRemediesInput,
  CorrectReceiptInput,
  DecideRecoveryPlanInput,
  RecordReceiptInput,
  RecoveryFilterInput,
} from './recovery.inputs.js';
import {
  type EntryRow,
  type OriginRow,
  type PlanRow,
  type RecoveryPage,
  RecoveryReader,
  type RecoveryRow,
  type RemedyRow,
} from './recovery.reader.js';
import {
  Recovery,
  RecoveryConnection,
  RecoveryEntry,
  RecoveryOrigin,
  RecoveryPlan,
  RemedyChoice,
} from './recovery.types.js';

const RecoveryResult = resultUnion('RecoveryResult', Recovery);

function may({ ability }: Context, action: string, { departmentCode }: { departmentCode: string }): boolean {
  return ability.can(action, subject('Recovery', { departmentCode }) as never);
}

const allowed = (actions: readonly string[]) => actions.map((action) => ({ action, allowed: true, reason: null }));

@Resolver(() => Recovery)
class RecoveryResolver {
  @Query(() => RecoveryConnection, {
    description: 'What was paid too much and comes back, as far as the reader may see it.',
  })
  recoveries(
    @Ctx() context: Context,
    @Arg('filter', () => RecoveryFilterInput, { nullable: true }) filter?: RecoveryFilterInput | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<RecoveryPage> {
    return reader(signedIn(context), RecoveryReader).page(filter ?? {}, first, after);
  }

  @Query(() => Recovery, { nullable: true })
  recovery(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<RecoveryRow | undefined> {
    return reader(signedIn(context), RecoveryReader).find(id);
  }

  @Mutation(() => RecoveryResult, { description: 'Records money that a family gave back.' })
  recordReceipt(@Ctx() context: Context, @Arg('input', () => RecordReceiptInput) input: RecordReceiptInput) {
    return answer(signedIn(context), 'recordReceipt', input, recordReceipt, this.find(context));
  }

  @Mutation(() => RecoveryResult, { description: 'Takes back a receipt that was none, by a counter entry.' })
  correctReceipt(@Ctx() context: Context, @Arg('input', () => CorrectReceiptInput) input: CorrectReceiptInput) {
    return answer(signedIn(context), 'correctReceipt', input, correctReceipt, this.find(context));
  }

  @Mutation(() => RecoveryResult, { description: 'Asks for another plan; another person decides on it.' })
  askRecoveryPlan(@Ctx() context: Context, @Arg('input', () => AskRecoveryPlanInput) input: AskRecoveryPlanInput) {
    return answer(signedIn(context), 'askRecoveryPlan', input, askRecoveryPlan, this.find(context));
  }

  @Mutation(() => RecoveryResult)
  decideRecoveryPlan(
    @Ctx() context: Context,
    @Arg('input', () => DecideRecoveryPlanInput) input: DecideRecoveryPlanInput,
  ) {
    return answer(signedIn(context), 'decideRecoveryPlan', input, decideRecoveryPlan, this.find(context));
  }

  @Mutation(() => RecoveryResult, { description: 'Brings the rest before the meeting, which alone may let it go.' })
  askWaiver(@Ctx() context: Context, @Arg('input', () => AskWaiverInput) input: AskWaiverInput) {
    return answer(signedIn(context), 'askWaiver', input, askWaiver, this.find(context));
  }

  private find(context: Context): (id: string) => Promise<RecoveryRow | undefined> {
    return (id) => reader(context, RecoveryReader).find(id);
  }

  @FieldResolver(() => Program)
  program(@Root() { programCode }: RecoveryRow, @Ctx() { county }: Context): PackProgram {
    return programOf(county, programCode);
  }

  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: RecoveryRow, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  townshipName(@Root() { townshipCode }: RecoveryRow, @Ctx() { county }: Context): BilingualText | null {
    return county.township(townshipCode)?.name ?? null;
  }

  @FieldResolver(() => Case, { nullable: true })
  case(@Root() { caseId }: RecoveryRow, @Ctx() context: Context): Promise<CaseRow | undefined> {
    return reader(context, CaseReader).case.load(caseId);
  }

  @FieldResolver(() => Case, { nullable: true })
  async waiverRound(
    @Root() { waiverCaseId }: RecoveryRow,
    @Ctx() context: Context,
  ): Promise<CaseRow | undefined | null> {
    return waiverCaseId ? reader(context, CaseReader).case.load(waiverCaseId) : null;
  }

  @FieldResolver(() => RecoveryOrigin)
  async origin(@Root() row: RecoveryRow, @Ctx() context: Context): Promise<OriginRow & { named: boolean }> {
    const origin = await reader(context, RecoveryReader).origin.load(row.remedyId);
    if (!origin) throw new Error(`No remedy ${row.remedyId}`);
    return { ...origin, named: row.debtorName !== null };
  }

  @FieldResolver(() => [RecoveryPlan])
  plans(@Root() { id }: RecoveryRow, @Ctx() context: Context): Promise<PlanRow[]> {
    return reader(context, RecoveryReader).plans.load(id);
  }

  @FieldResolver(() => [RecoveryEntry])
  entries(@Root() { id }: RecoveryRow, @Ctx() context: Context): Promise<EntryRow[]> {
    return reader(context, RecoveryReader).entries.load(id);
  }

  @FieldResolver(() => [AllowedAction])
  async allowedActions(@Root() row: RecoveryRow, @Ctx() context: Context): Promise<AllowedAction[]> {
    const plans = await reader(context, RecoveryReader).plans.load(row.id);
    const asked = plans.some(({ status }) => status === 'asked');
    return allowed(
      ['record', 'ask_plan', 'ask_waiver'].filter(
        (action) =>
          nextStatus('Recovery', row.status, action) !== undefined &&
          may(context, action, row) &&
          !(action === 'ask_plan' && asked) &&
          !(action === 'ask_waiver' && row.waiverCaseId),
      ),
    );
  }
}

@Resolver(() => RecoveryOrigin)
class RecoveryOriginResolver {
  @FieldResolver(() => [Bilingual])
  reasons(@Root() { items, programCode, named }: OriginRow & { named: boolean }, @Ctx() { county }: Context) {
    const item = items.find((one) => one.programCode === programCode);
    return named && item ? reasonsOf(county, item) : [];
  }

  @FieldResolver(() => Case, { nullable: true })
  round(@Root() { roundId }: OriginRow, @Ctx() context: Context): Promise<CaseRow | undefined> {
    return reader(context, CaseReader).case.load(roundId);
  }
}

@Resolver(() => RecoveryPlan)
class RecoveryPlanResolver {
  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() plan: PlanRow, @Ctx() context: Context): AllowedAction[] {
    const isOpen = nextStatus('RecoveryPlan', plan.status, 'approve') !== undefined && plan.claimStatus === 'open';
    const { actor } = signedIn(context);
    if (!isOpen || plan.askedById === actor.staffId || !may(context, 'decide_plan', plan)) return [];
    return allowed(['approve', 'refuse']);
  }
}

@Resolver(() => RecoveryEntry)
class RecoveryEntryResolver {
  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() entry: EntryRow, @Ctx() context: Context): AllowedAction[] {
    const is = entry.kind === 'receipt' && !entry.corrected;
    const can = nextStatus('Recovery', entry.claimStatus, 'correct') !== undefined && may(context, 'correct', entry);
    return is && can ? allowed(['correct']) : [];
  }
}

@Resolver(() => RemedyChoice)
class RemedyChoiceResolver {
  @Mutation(() => CaseResult, {
    description: 'Chooses what a round is to decide about what was paid too much or too little.',
  })
  chooseRemedies(@Ctx() context: Context, @Arg('input', () => ChooseRemediesInput) input: ChooseRemediesInput) {
    const read = (id: string) => reader(context, CaseReader).find(id);
    return answer(signedIn(context), 'chooseRemedies', input, chooseRemedies, read);
  }

  @FieldResolver(() => Program)
  program(@Root() { programCode }: RemedyRow, @Ctx() { county }: Context): PackProgram {
    return programOf(county, programCode);
  }

  @FieldResolver(() => [String])
  kinds(@Root() row: RemedyRow, @Ctx() { county }: Context): string[] {
    const keepsBack = row.runs && remedyRules(county, row.programCode).setsOffPercent > 0;
    return kindsOf(row).filter((kind) => kind !== 'set_off' || keepsBack);
  }

  @FieldResolver(() => Int)
  mostPercent(@Root() { programCode }: RemedyRow, @Ctx() { county }: Context): number {
    return remedyRules(county, programCode).setsOffPercent;
  }
}

@Resolver(() => Case)
class CaseRecoveriesResolver {
  @FieldResolver(() => [RemedyChoice], { description: 'What this round decides about over- and underpayment.' })
  remedies(@Root() { id }: CaseRow, @Ctx() context: Context): Promise<RemedyRow[]> {
    return reader(context, RecoveryReader).remedies.load(id);
  }

  @FieldResolver(() => [Recovery], { description: 'What was paid too much in this case and comes back.' })
  recoveries(@Root() { id }: CaseRow, @Ctx() context: Context): Promise<RecoveryRow[]> {
    return reader(context, RecoveryReader).ofCase.load(id);
  }
}

export const recoveryResolvers = [
  RecoveryResolver,
  RecoveryOriginResolver,
  RecoveryPlanResolver,
  RecoveryEntryResolver,
  RemedyChoiceResolver,
  CaseRecoveriesResolver,
] as const;
