import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { rowOf, rowsOf } from '../../platform/level.js';
import type { Program as PackProgram } from '../../policy/types.js';
import { PACKAGE_OF_CASE } from '../aid-package/aid-package.reader.js';
import { AidPackage } from '../aid-package/aid-package.types.js';
import { getStaff, type StaffRow } from '../identity/identity.reader.js';
import { Staff } from '../identity/identity.types.js';
import { Department, Program } from '../program/program.types.js';
import {
  AID_OF_HOUSEHOLD,
  type AidRecordRow,
  type FactRow,
  getPerson,
  HOUSEHOLD_NAMED,
  type Page,
  type PersonRow,
  RegistryReader,
} from '../registry/registry.reader.js';
import { AidRecord, Fact, Household, Person } from '../registry/registry.types.js';
import { MeetingReader } from '../review-meeting/review-meeting.reader.js';
import { AgendaItem } from '../review-meeting/review-meeting.types.js';
import { TASKS_OF_CASE, type TaskRow } from '../task/task.reader.js';
import { Task } from '../task/task.types.js';
import { APPLICATIONS_OF_CASE, type ApplicationRow } from './application.reader.js';
import { applyForProgram } from './apply.js';
import { ApplyInput, CaseActionInput, OpenCaseInput, UpdateNeedInput } from './case.inputs.js';
import { CaseReader, type CaseRow, type EventRow, TIMELINE } from './case.reader.js';
import { Application, Case, CaseConnection, Need, TimelineEntry } from './case.types.js';
import { caseActions } from './case-actions.js';
import { factsOfCase } from './case-facts.js';
import { needOf } from './case-need.js';
import { DifficultyResolver } from './difficulty.resolver.js';
import { openCase } from './open-case.js';
import { requestReview } from './request-review.js';
import { updateNeed } from './update-need.js';

export const CaseResult = resultUnion('CaseResult', Case);

@Resolver(() => CaseConnection)
export class CaseConnectionResolver {
  @FieldResolver(() => Int)
  total(@Root() page: Page<CaseRow>): Promise<number> {
    return page.count();
  }
}

@Resolver(() => Case)
export class CaseResolver {
  @Query(() => CaseConnection)
  cases(
    @Ctx() context: Context,
    @Arg('search', () => String, { nullable: true }) search?: string | null,
    @Arg('status', () => String, { nullable: true }) status?: string | null,
    @Arg('township', () => String, { nullable: true }) township?: string | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<Page<CaseRow>> {
    return reader(signedIn(context), CaseReader).search({ search, status, township, first, after });
  }

  @Query(() => Case, { nullable: true })
  case(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<CaseRow | undefined> {
    return reader(signedIn(context), CaseReader).find(id);
  }

  @Mutation(() => CaseResult)
  openCase(@Ctx() context: Context, @Arg('input', () => OpenCaseInput) input: OpenCaseInput): Promise<CaseRow> {
    return answer(signedIn(context), 'openCase', input, openCase, (id) => reader(context, CaseReader).find(id));
  }

  @Mutation(() => CaseResult)
  updateNeed(@Ctx() context: Context, @Arg('input', () => UpdateNeedInput) input: UpdateNeedInput): Promise<CaseRow> {
    return answer(signedIn(context), 'updateNeed', input, updateNeed, (id) => reader(context, CaseReader).find(id));
  }

  @Mutation(() => CaseResult, {
    description:
      'A department files an application for one of its programs; a place of its quota is held until it is decided.',
  })
  applyForProgram(@Ctx() context: Context, @Arg('input', () => ApplyInput) input: ApplyInput): Promise<CaseRow> {
    return answer(signedIn(context), 'applyForProgram', input, applyForProgram, (id) =>
      reader(context, CaseReader).find(id),
    );
  }

  @Mutation(() => CaseResult, { description: 'Hands the case to the joint review.' })
  requestReview(
    @Ctx() context: Context,
    @Arg('input', () => CaseActionInput) input: CaseActionInput,
  ): Promise<CaseRow> {
    return answer(signedIn(context), 'requestReview', input, requestReview, (id) =>
      reader(context, CaseReader).find(id),
    );
  }

  @FieldResolver(() => Household)
  household(@Root() row: CaseRow, @Ctx() context: Context) {
    return rowOf(context, HOUSEHOLD_NAMED, row.householdId);
  }

  @FieldResolver(() => Person)
  beneficiary(@Root() row: CaseRow, @Ctx() context: Context): PersonRow | Promise<PersonRow> {
    return getPerson(context, row.beneficiaryId);
  }

  @FieldResolver(() => Need)
  async need(@Root() row: CaseRow, @Ctx() context: Context): Promise<Need> {
    const { difficulty, whatHappened, since, costFen, insurancePaidFen } = row;
    const { alreadyFen, coveredFen } = await reader(context, CaseReader).money.load(row.id);
    const figures = { costFen, insurancePaidFen, alreadyFen, coveredFen };
    return { difficulty, whatHappened, since, ...figures, ...needOf(figures) };
  }

  @FieldResolver(() => [Fact])
  async facts(@Root() row: CaseRow, @Ctx() context: Context): Promise<FactRow[]> {
    const { id: caseId, householdId, beneficiaryId: personId } = row;
    const [ofHousehold, ofCase, bag] = await Promise.all([
      reader(context, RegistryReader).facts.load(householdId),
      reader(context, CaseReader).facts.load(caseId),
      reader(context, CaseReader).factBag.load({ householdId, personId, caseId }),
    ]);
    const observed = [...ofHousehold.filter((fact) => fact.personId === null || fact.personId === personId), ...ofCase];
    return factsOfCase(context.county, row.difficulty, personId, observed, bag);
  }

  @FieldResolver(() => [Application])
  applications(@Root() row: CaseRow, @Ctx() context: Context): ApplicationRow[] | Promise<ApplicationRow[]> {
    return rowsOf(context, APPLICATIONS_OF_CASE, row.id);
  }

  @FieldResolver(() => [TimelineEntry])
  timeline(@Root() row: CaseRow, @Ctx() context: Context): EventRow[] | Promise<EventRow[]> {
    return rowsOf(context, TIMELINE, row.id);
  }

  @FieldResolver(() => AidPackage, { nullable: true })
  package(@Root() row: CaseRow, @Ctx() context: Context) {
    return rowOf(context, PACKAGE_OF_CASE, row.id);
  }

  @FieldResolver(() => [Task])
  tasks(@Root() row: CaseRow, @Ctx() context: Context): TaskRow[] | Promise<TaskRow[]> {
    return rowsOf(context, TASKS_OF_CASE, row.id);
  }

  @FieldResolver(() => Staff)
  firstContactOwner(@Root() row: CaseRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, row.ownerId);
  }

  @FieldResolver(() => [AgendaItem])
  agendaItems(@Root() row: CaseRow, @Ctx() context: Context) {
    return reader(context, MeetingReader).itemsOfCase.load(row.id);
  }

  @FieldResolver(() => [AidRecord])
  aidHistory(@Root() row: CaseRow, @Ctx() context: Context): AidRecordRow[] | Promise<AidRecordRow[]> {
    return rowsOf(context, AID_OF_HOUSEHOLD, row.householdId);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() row: CaseRow, @Ctx() context: Context): AllowedAction[] {
    return caseActions(context, row);
  }
}

@Resolver(() => TimelineEntry)
export class TimelineResolver {
  @FieldResolver(() => Bilingual)
  text(@Root() event: EventRow): Bilingual {
    return { zh: event.textZh, en: event.textEn };
  }
}

@Resolver(() => Application)
export class ApplicationResolver {
  @FieldResolver(() => Program)
  program(@Root() application: ApplicationRow, @Ctx() { county }: Context): PackProgram {
    const program = county.program(application.programCode);
    if (!program) throw new Error(`The county pack has no program ${application.programCode}`);
    return program;
  }

  @FieldResolver(() => Department)
  department(@Root() application: ApplicationRow, @Ctx() { county }: Context): Department {
    return county.department(application.departmentCode);
  }

  @FieldResolver(() => Person)
  person(@Root() application: ApplicationRow, @Ctx() context: Context): PersonRow | Promise<PersonRow> {
    return getPerson(context, application.personId);
  }

  @FieldResolver(() => String, { nullable: true })
  reason(@Root() application: ApplicationRow, @Ctx() { locale }: Context): string | null {
    return locale === 'en' ? application.reasonEn : application.reasonZh;
  }
}

export const caseResolvers = [
  CaseConnectionResolver,
  CaseResolver,
  TimelineResolver,
  ApplicationResolver,
  DifficultyResolver,
] as const;
