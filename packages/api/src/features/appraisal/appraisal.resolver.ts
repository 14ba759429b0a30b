import { subject } from '@casl/ability';
import type { AppraisalMeasureCode } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { poolSql } from '../../platform/read.js';
import type { WaitingDays } from '../../policy/delay.js';
import { CaseReader, type CaseRow } from '../case/case.reader.js';
import { Department } from '../program/program.types.js';
import { appraisalRules } from '../satisfaction/rules.js';
import {
  AnnexAppraisalInput,
  CloseAppraisalInput,
  OpenAppraisalInput,
  StateAppraisalObjectionInput,
} from './appraisal.inputs.js';
import {
  type AnnexRow,
  AppraisalReader,
  type ObjectionRow,
  type ReadingRow,
  type ReportRow,
} from './appraisal.reader.js';
import {
  Appraisal,
  AppraisalAnnex,
  AppraisalMeasure,
  AppraisalObjection,
  AppraisalReading,
  AppraisalReport,
  AppraisalSource,
  AppraisalSources,
  AppraisalWaiting,
  DepartmentAppraisal,
} from './appraisal.types.js';
import { formulaWords, partWords } from './appraisal-words.js';
import type { DepartmentResult } from './appraise.js';
import { annexAppraisal, closeAppraisal, stateAppraisalObjection } from './close-appraisal.js';
import { openAppraisal } from './open-appraisal.js';
import { type SourceRow, type Sources, sourcesOf } from './sources.js';

const AppraisalReadingResult = resultUnion('AppraisalReadingResult', AppraisalReading);
const AppraisalReportResult = resultUnion('AppraisalReportResult', AppraisalReport);
const AppraisalObjectionResult = resultUnion('AppraisalObjectionResult', AppraisalObjection);

interface YearRoot {
  year: number;
}

@Resolver(() => Appraisal)
class AppraisalResolver {
  @Query(() => [Int], { description: 'Years that can be looked at, the latest first.' })
  appraisalYears(@Ctx() context: Context): Promise<number[]> {
    return reader(signedIn(context), AppraisalReader).years();
  }

  @Query(() => Appraisal, { nullable: true, description: 'null for whom it does not concern.' })
  async appraisal(@Ctx() context: Context, @Arg('year', () => Int) year: number): Promise<YearRoot | null> {
    const readable = reader(signedIn(context), AppraisalReader).departments;
    return readable.length > 0 ? { year } : null;
  }

  @Query(() => AppraisalSources, { nullable: true, description: 'What one has opened oneself within the hour.' })
  async appraisalSources(
    @Ctx() context: Context,
    @Arg('readingId', () => ID) readingId: string,
  ): Promise<Sources | null> {
    const opened = await reader(signedIn(context), AppraisalReader).opened(readingId);
    if (!opened?.departmentCode || !opened.measure) return null;
    const { county, database } = context;
    const counting = { sql: poolSql(database.pool), county, departments: [opened.departmentCode], year: opened.year };
    return sourcesOf(counting, opened.measure as AppraisalMeasureCode);
  }

  @Query(() => [AppraisalReading], { description: 'Who opened what of a year, the latest first.' })
  appraisalReadings(
    @Ctx() context: Context,
    @Arg('year', () => Int) year: number,
    @Arg('department', () => String, { nullable: true }) department?: string | null,
  ): Promise<ReadingRow[]> {
    return reader(signedIn(context), AppraisalReader).readings(year, department);
  }

  @Mutation(() => AppraisalReadingResult, { description: 'Opens the report, or what a measure was counted from.' })
  openAppraisal(
    @Ctx() context: Context,
    @Arg('input', () => OpenAppraisalInput) input: OpenAppraisalInput,
  ): Promise<ReadingRow> {
    return answer(signedIn(context), 'openAppraisal', input, openAppraisal, (id) =>
      reader(context, AppraisalReader).opened(id),
    );
  }

  @Mutation(() => AppraisalObjectionResult, { description: 'A department objects, until the year is closed.' })
  stateAppraisalObjection(
    @Ctx() context: Context,
    @Arg('input', () => StateAppraisalObjectionInput) input: StateAppraisalObjectionInput,
  ): Promise<ObjectionRow> {
    return answer(signedIn(context), 'stateAppraisalObjection', input, stateAppraisalObjection, async (id) =>
      (await reader(context, AppraisalReader).objections(input.year)).find((one) => one.id === id),
    );
  }

  @Mutation(() => AppraisalReportResult, { description: 'Closes a year that is over, for good.' })
  closeAppraisal(
    @Ctx() context: Context,
    @Arg('input', () => CloseAppraisalInput) input: CloseAppraisalInput,
  ): Promise<ReportRow> {
    return answer(signedIn(context), 'closeAppraisal', input, closeAppraisal, (id) =>
      reader(context, AppraisalReader).reportById(id),
    );
  }

  @Mutation(() => AppraisalReportResult, { description: 'Puts a closed report right by a numbered annex.' })
  annexAppraisal(
    @Ctx() context: Context,
    @Arg('input', () => AnnexAppraisalInput) input: AnnexAppraisalInput,
  ): Promise<ReportRow> {
    return answer(signedIn(context), 'annexAppraisal', input, annexAppraisal, (id) =>
      reader(context, AppraisalReader).reportById(id),
    );
  }

  @FieldResolver(() => [DepartmentAppraisal])
  departments(@Root() { year }: YearRoot, @Ctx() context: Context): Promise<DepartmentResult[]> {
    return reader(context, AppraisalReader).results(year);
  }

  @FieldResolver(() => AppraisalReport, { nullable: true })
  async report(@Root() { year }: YearRoot, @Ctx() context: Context): Promise<ReportRow | null> {
    return (await reader(context, AppraisalReader).report(year)) ?? null;
  }

  @FieldResolver(() => [AppraisalObjection])
  objections(@Root() { year }: YearRoot, @Ctx() context: Context): Promise<ObjectionRow[]> {
    return reader(context, AppraisalReader).objections(year);
  }

  @FieldResolver(() => [AllowedAction])
  async allowedActions(@Root() { year }: YearRoot, @Ctx() context: Context): Promise<AllowedAction[]> {
    const { ability } = signedIn(context);
    if (await reader(context, AppraisalReader).report(year)) return [];
    const over = year < Number(today().slice(0, 4));
    const own = subject('Appraisal', { departmentCode: context.actor?.departmentCode }) as never;
    const reason = context.locale === 'en' ? 'The year is not over yet.' : '本年度尚未结束。';
    return [
      ...(ability.can('object', own) ? [{ action: 'object', allowed: true, reason: null }] : []),
      ...(ability.can('close', 'Appraisal') ? [{ action: 'close', allowed: over, reason: over ? null : reason }] : []),
    ];
  }
}

@Resolver(() => DepartmentAppraisal)
class DepartmentAppraisalResolver {
  @FieldResolver(() => Department)
  department(@Root() { code }: DepartmentResult, @Ctx() { county }: Context): Department {
    return county.department(code);
  }

  @FieldResolver(() => [AppraisalMeasure])
  measures(@Root() { measures }: DepartmentResult, @Ctx() { county }: Context): AppraisalMeasure[] {
    const { measures: rules, satisfaction } = appraisalRules(county);
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

@Resolver(() => AppraisalWaiting)
class AppraisalWaitingResolver {
  @FieldResolver(() => Department, { nullable: true })
  by(@Root() { by }: WaitingDays, @Ctx() { county }: Context): Department | null {
    return by === null ? null : county.department(by);
  }
}

@Resolver(() => AppraisalObjection)
class AppraisalObjectionResolver {
  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: ObjectionRow, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }

  @FieldResolver()
  at(@Root() { at }: ObjectionRow): Date {
    return new Date(at);
  }
}

@Resolver(() => AppraisalReading)
class AppraisalReadingResolver {
  @FieldResolver(() => Department, { nullable: true })
  department(@Root() { departmentCode }: ReadingRow, @Ctx() { county }: Context): Department | null {
    return departmentCode === null ? null : county.department(departmentCode);
  }

  @FieldResolver(() => Bilingual)
  title(@Root() { titleZh, titleEn }: ReadingRow): Bilingual {
    return { zh: titleZh, en: titleEn };
  }
}

@Resolver(() => AppraisalReport)
class AppraisalReportResolver {
  @FieldResolver(() => [AppraisalAnnex])
  annexes(@Root() { id }: ReportRow, @Ctx() context: Context): Promise<AnnexRow[]> {
    return reader(context, AppraisalReader).annexes(id);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Ctx() { ability }: Context): AllowedAction[] {
    return ability.can('annex', 'Appraisal') ? [{ action: 'annex', allowed: true, reason: null }] : [];
  }
}

@Resolver(() => AppraisalSource)
class AppraisalSourceResolver {
  @FieldResolver()
  async case(@Root() { caseId }: SourceRow, @Ctx() context: Context): Promise<CaseRow | undefined | null> {
    return caseId ? reader(context, CaseReader).case.load(caseId) : null;
  }
}

export const appraisalResolvers = [
  AppraisalResolver,
  DepartmentAppraisalResolver,
  AppraisalWaitingResolver,
  AppraisalObjectionResolver,
  AppraisalReadingResolver,
  AppraisalReportResolver,
  AppraisalSourceResolver,
] as const;
