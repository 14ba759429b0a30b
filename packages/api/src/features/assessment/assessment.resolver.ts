import { subject } from '@casl/ability';
import type { AssessmentMeasureCode } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { poolSql } from '../../platform/read.js';
import type { WaitingDays } from '../../policy/delay.js';
import { CaseReader, type CaseRow } from '../case/case.reader.js';
import { Department } from '../program/program.types.js';
import { assessmentRules } from '../satisfaction/rules.js';
import type { DepartmentResult } from './assess.js';
import {
  AnnexAssessmentInput,
  CloseAssessmentInput,
  OpenAssessmentInput,
  StateAssessmentObjectionInput,
} from './assessment.inputs.js';
import {
  type AnnexRow,
  AssessmentReader,
  type ObjectionRow,
  type ReadingRow,
  type ReportRow,
} from './assessment.reader.js';
import {
  Assessment,
  AssessmentAnnex,
  AssessmentMeasure,
  AssessmentObjection,
  AssessmentReading,
  AssessmentReport,
  AssessmentSource,
  AssessmentSources,
  AssessmentWaiting,
  DepartmentAssessment,
} from './assessment.types.js';
import { formulaWords, partWords } from './assessment-words.js';
import { annexAssessment, closeAssessment, stateAssessmentObjection } from './close-assessment.js';
import { openAssessment } from './open-assessment.js';
import { type SourceRow, type Sources, sourcesOf } from './sources.js';

const AssessmentReadingResult = resultUnion('AssessmentReadingResult', AssessmentReading);
const AssessmentReportResult = resultUnion('AssessmentReportResult', AssessmentReport);
const AssessmentObjectionResult = resultUnion('AssessmentObjectionResult', AssessmentObjection);

interface YearRoot {
  year: number;
}

@Resolver(() => Assessment)
class AssessmentResolver {
  @Query(() => [Int], { description: 'Years that can be looked at, the latest first.' })
  assessmentYears(@Ctx() context: Context): Promise<number[]> {
    return reader(signedIn(context), AssessmentReader).years();
  }

  @Query(() => Assessment, { nullable: true, description: 'null for whom it does not concern.' })
  async assessment(@Ctx() context: Context, @Arg('year', () => Int) year: number): Promise<YearRoot | null> {
    const readable = reader(signedIn(context), AssessmentReader).departments;
    return readable.length > 0 ? { year } : null;
  }

  @Query(() => AssessmentSources, { nullable: true, description: 'What one has opened oneself within the hour.' })
  async assessmentSources(
    @Ctx() context: Context,
    @Arg('readingId', () => ID) readingId: string,
  ): Promise<Sources | null> {
    const opened = await reader(signedIn(context), AssessmentReader).opened(readingId);
    if (!opened?.departmentCode || !opened.measure) return null;
    const { county, database } = context;
    const counting = { sql: poolSql(database.pool), county, departments: [opened.departmentCode], year: opened.year };
    return sourcesOf(counting, opened.measure as AssessmentMeasureCode);
  }

  @Query(() => [AssessmentReading], { description: 'Who opened what of a year, the latest first.' })
  assessmentReadings(
    @Ctx() context: Context,
    @Arg('year', () => Int) year: number,
    @Arg('department', () => String, { nullable: true }) department?: string | null,
  ): Promise<ReadingRow[]> {
    return reader(signedIn(context), AssessmentReader).readings(year, department);
  }

  @Mutation(() => AssessmentReadingResult, { description: 'Opens the report, or what a measure was counted from.' })
  openAssessment(
    @Ctx() context: Context,
    @Arg('input', () => OpenAssessmentInput) input: OpenAssessmentInput,
  ): Promise<ReadingRow> {
    return answer(signedIn(context), 'openAssessment', input, openAssessment, (id) =>
      reader(context, AssessmentReader).opened(id),
    );
  }

  @Mutation(() => AssessmentObjectionResult, { description: 'A department objects, until the year is closed.' })
  stateAssessmentObjection(
    @Ctx() context: Context,
    @Arg('input', () => StateAssessmentObjectionInput) input: StateAssessmentObjectionInput,
  ): Promise<ObjectionRow> {
    return answer(signedIn(context), 'stateAssessmentObjection', input, stateAssessmentObjection, async (id) =>
      (await reader(context, AssessmentReader).objections(input.year)).find((one) => one.id === id),
    );
  }

  @Mutation(() => AssessmentReportResult, { description: 'Closes a year that is over, for good.' })
  closeAssessment(
    @Ctx() context: Context,
    @Arg('input', () => CloseAssessmentInput) input: CloseAssessmentInput,
  ): Promise<ReportRow> {
    return answer(signedIn(context), 'closeAssessment', input, closeAssessment, (id) =>
      reader(context, AssessmentReader).reportById(id),
    );
  }

  @Mutation(() => AssessmentReportResult, { description: 'Puts a closed report right by a numbered annex.' })
  annexAssessment(
    @Ctx() context: Context,
    @Arg('input', () => AnnexAssessmentInput) input: AnnexAssessmentInput,
  ): Promise<ReportRow> {
    return answer(signedIn(context), 'annexAssessment', input, annexAssessment, (id) =>
      reader(context, AssessmentReader).reportById(id),
    );
  }

  @FieldResolver(() => [DepartmentAssessment])
  departments(@Root() { year }: YearRoot, @Ctx() context: Context): Promise<DepartmentResult[]> {
    return reader(context, AssessmentReader).results(year);
  }

  @FieldResolver(() => AssessmentReport, { nullable: true })
  async report(@Root() { year }: YearRoot, @Ctx() context: Context): Promise<ReportRow | null> {
    return (await reader(context, AssessmentReader).report(year)) ?? null;
  }

  @FieldResolver(() => [AssessmentObjection])
  objections(@Root() { year }: YearRoot, @Ctx() context: Context): Promise<ObjectionRow[]> {
    return reader(context, AssessmentReader).objections(year);
  }

  @FieldResolver(() => [AllowedAction])
  async allowedActions(@Root() { year }: YearRoot, @Ctx() context: Context): Promise<AllowedAction[]> {
    const { ability } = signedIn(context);
    if (await reader(context, AssessmentReader).report(year)) return [];
    const over = year < Number(today().slice(0, 4));
    const own = subject('Assessment', { departmentCode: context.actor?.departmentCode }) as never;
    const reason = context.locale === 'en' ? 'The year is not over yet.' : '本年度尚未结束。';
    return [
      ...(ability.can('object', own) ? [{ action: 'object', allowed: true, reason: null }] : []),
      ...(ability.can('close', 'Assessment') ? [{ action: 'close', allowed: over, reason: over ? null : reason }] : []),
    ];
  }
}

@Resolver(() => DepartmentAssessment)
class DepartmentAssessmentResolver {
  @FieldResolver(() => Department)
  department(@Root() { code }: DepartmentResult, @Ctx() { county }: Context): Department {
    return county.department(code);
  }

  @FieldResolver(() => [AssessmentMeasure])
  measures(@Root() { measures }: DepartmentResult, @Ctx() { county }: Context): AssessmentMeasure[] {
    const { measures: rules, satisfaction } = assessmentRules(county);
    return measures.map((one) => {
      const rule = rules.find(({ code }) => code === one.code);
      return {
        ...one,
        formula: formulaWords(one, rule ?? { zeroAt: 0, fullAt: 100 }),
        reason: rule?.reason ?? { zh: '', en: '' },
        parts: Object.entries(one.parts).map(([code, value]) => ({
          code,
          value,
          ...partWords(code, satisfaction.questions),
        })),
      };
    });
  }
}

@Resolver(() => AssessmentWaiting)
class AssessmentWaitingResolver {
  @FieldResolver(() => Department, { nullable: true })
  by(@Root() { by }: WaitingDays, @Ctx() { county }: Context): Department | null {
    return by === null ? null : county.department(by);
  }
}

@Resolver(() => AssessmentObjection)
class AssessmentObjectionResolver {
  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: ObjectionRow, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }

  @FieldResolver()
  at(@Root() { at }: ObjectionRow): Date {
    return new Date(at);
  }
}

@Resolver(() => AssessmentReading)
class AssessmentReadingResolver {
  @FieldResolver(() => Department, { nullable: true })
  department(@Root() { departmentCode }: ReadingRow, @Ctx() { county }: Context): Department | null {
    return departmentCode === null ? null : county.department(departmentCode);
  }

  @FieldResolver(() => Bilingual)
  title(@Root() { titleZh, titleEn }: ReadingRow): Bilingual {
    return { zh: titleZh, en: titleEn };
  }
}

@Resolver(() => AssessmentReport)
class AssessmentReportResolver {
  @FieldResolver(() => [AssessmentAnnex])
  annexes(@Root() { id }: ReportRow, @Ctx() context: Context): Promise<AnnexRow[]> {
    return reader(context, AssessmentReader).annexes(id);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Ctx() { ability }: Context): AllowedAction[] {
    return ability.can('annex', 'Assessment') ? [{ action: 'annex', allowed: true, reason: null }] : [];
  }
}

@Resolver(() => AssessmentSource)
class AssessmentSourceResolver {
  @FieldResolver()
  async case(@Root() { caseId }: SourceRow, @Ctx() context: Context): Promise<CaseRow | undefined | null> {
    return caseId ? reader(context, CaseReader).case.load(caseId) : null;
  }
}

export const assessmentResolvers = [
  AssessmentResolver,
  DepartmentAssessmentResolver,
  AssessmentWaitingResolver,
  AssessmentObjectionResolver,
  AssessmentReadingResolver,
  AssessmentReportResolver,
  AssessmentSourceResolver,
] as const;
