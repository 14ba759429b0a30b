import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { CaseReader, type CaseRow } from '../case/case.reader.js';
import { JobReader, type JobRow } from '../job/job.reader.js';
import { JobResult } from '../job/job.resolver.js';
import { TaskReader } from '../task/task.reader.js';
import {
  AnswerAuditFindingInput,
  AuditFindingFilter,
  HandOverAuditFindingInput,
  SendBackAuditFindingInput,
  StartSelfAuditInput,
} from './audit.inputs.js';
import {
  AuditReader,
  type FindingEventRow,
  type FindingPage,
  type FindingReadingRow,
  type FindingRow,
  type QuestionCount,
} from './audit.reader.js';
import { AuditEvidence, AuditFinding, AuditFindingConnection, AuditReading, AuditSummary } from './audit.types.js';
import { evidenceWords } from './evidence-words.js';
import { answerAuditFinding, handOverAuditFinding, sendBackAuditFinding } from './settle-finding.js';
import { startSelfAudit } from './start-audit.js';

const AuditFindingResult = resultUnion('AuditFindingResult', AuditFinding);
const ACTIONS = ['explain', 'correct', 'send_back', 'hand_over'] as const;

@Resolver(() => AuditFinding)
class AuditFindingResolver {
  @Query(() => AuditFindingConnection, { description: 'The gravest first, then the newest.' })
  auditFindings(
    @Ctx() context: Context,
    @Arg('filter', () => AuditFindingFilter) filter: AuditFindingFilter,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<FindingPage> {
    return reader(signedIn(context), AuditReader).page(filter, first, after);
  }

  @Query(() => AuditFinding, { nullable: true })
  async auditFinding(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<FindingRow | null> {
    return (await reader(signedIn(context), AuditReader).find(id)) ?? null;
  }

  @Query(() => AuditSummary)
  async auditSummary(@Ctx() context: Context): Promise<Omit<AuditSummary, 'allowedActions'>> {
    const audit = reader(signedIn(context), AuditReader);
    const counts = new Map((await audit.counts(today())).map((one) => [one.question, one]));
    const none = (question: string): QuestionCount => ({
      question,
      open: 0,
      late: 0,
      answered: 0,
      handedOver: 0,
      vanished: 0,
    });
    const questions = context.ability.can('read', 'AuditFinding')
      ? context.county.pack.auditRules.map(({ code }) => counts.get(code) ?? none(code))
      : [];
    return { askedAt: (await audit.lastAsked()) ?? null, questions };
  }

  @Mutation(() => JobResult, { description: 'Asks all questions now.' })
  startSelfAudit(
    @Ctx() context: Context,
    @Arg('input', () => StartSelfAuditInput) input: StartSelfAuditInput,
  ): Promise<JobRow> {
    return answer(signedIn(context), 'startSelfAudit', input, startSelfAudit, (id) =>
      reader(context, JobReader).find(id),
    );
  }

  @Mutation(() => AuditFindingResult, { description: 'The owner explains a finding, or says how it was put right.' })
  answerAuditFinding(
    @Ctx() context: Context,
    @Arg('input', () => AnswerAuditFindingInput) input: AnswerAuditFindingInput,
  ): Promise<FindingRow> {
    return answer(signedIn(context), 'answerAuditFinding', input, answerAuditFinding, (id) =>
      reader(context, AuditReader).find(id),
    );
  }

  @Mutation(() => AuditFindingResult, { description: 'The answer does not do: the finding is open again.' })
  sendBackAuditFinding(
    @Ctx() context: Context,
    @Arg('input', () => SendBackAuditFindingInput) input: SendBackAuditFindingInput,
  ): Promise<FindingRow> {
    return answer(signedIn(context), 'sendBackAuditFinding', input, sendBackAuditFinding, (id) =>
      reader(context, AuditReader).find(id),
    );
  }

  @Mutation(() => AuditFindingResult, { description: 'Hands a finding to discipline inspection, for good.' })
  handOverAuditFinding(
    @Ctx() context: Context,
    @Arg('input', () => HandOverAuditFindingInput) input: HandOverAuditFindingInput,
  ): Promise<FindingRow> {
    return answer(signedIn(context), 'handOverAuditFinding', input, handOverAuditFinding, (id) =>
      reader(context, AuditReader).find(id),
    );
  }

  @FieldResolver()
  department(@Root() { departmentCode }: FindingRow, @Ctx() { county }: Context): AuditFinding['department'] {
    return departmentCode === null ? null : county.department(departmentCode);
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  townshipName(@Root() { townshipCode }: FindingRow, @Ctx() { county }: Context): Bilingual | null {
    return county.township(townshipCode ?? '')?.name ?? null;
  }

  @FieldResolver()
  async case(@Root() { caseId }: FindingRow, @Ctx() context: Context): Promise<CaseRow | undefined | null> {
    return caseId ? reader(context, CaseReader).case.load(caseId) : null;
  }

  @FieldResolver(() => [AuditEvidence])
  evidence(@Root() { evidence }: FindingRow, @Ctx() { county }: Context): AuditEvidence[] {
    return evidence.map((row) => ({
      kind: row.kind,
      words: evidenceWords(county, row),
      on: row.on ?? null,
      fen: row.fen ?? null,
      meetingId: row.meetingId ?? null,
    }));
  }

  @FieldResolver(() => Int)
  workingDaysLeft(@Root() { dueOn }: FindingRow, @Ctx() context: Context): number {
    return reader(context, TaskReader).workingDaysLeft(dueOn);
  }

  @FieldResolver()
  events(@Root() { id }: FindingRow, @Ctx() context: Context): Promise<FindingEventRow[]> {
    return reader(context, AuditReader).events.load(id);
  }

  @FieldResolver(() => [AuditReading])
  readings(@Root() { id }: FindingRow, @Ctx() context: Context): Promise<FindingReadingRow[]> {
    return reader(context, AuditReader).readings.load(id);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() { status, departmentCode }: FindingRow, @Ctx() { ability }: Context): AllowedAction[] {
    const finding = subject('AuditFinding', { departmentCode, ofCommittee: departmentCode === null }) as never;
    const settling = ACTIONS.filter(
      (action) => nextStatus('AuditFinding', status, action) && ability.can(action, finding),
    );
    const taking = ability.can('name', finding) ? ['take_evidence'] : [];
    return [...taking, ...settling].map((action) => ({ action, allowed: true, reason: null }));
  }
}

@Resolver(() => AuditReading)
class AuditReadingResolver {
  @FieldResolver(() => Bilingual)
  title(@Root() { titleZh, titleEn }: FindingReadingRow): Bilingual {
    return { zh: titleZh, en: titleEn };
  }
}

@Resolver(() => AuditSummary)
class AuditSummaryResolver {
  @FieldResolver(() => [AllowedAction])
  allowedActions(@Ctx() { ability }: Context): AllowedAction[] {
    return ability.can('run', 'AuditFinding') ? [{ action: 'run', allowed: true, reason: null }] : [];
  }
}

export const auditResolvers = [AuditFindingResolver, AuditReadingResolver, AuditSummaryResolver] as const;
