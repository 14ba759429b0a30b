import { subject } from '@casl/ability';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { poolSql } from '../../platform/read.js';
import { JobReader, type JobRow } from '../job/job.reader.js';
import { JobResult } from '../job/job.resolver.js';
import { factDefinition } from '../program/fact-definition.js';
import { FactDefinition } from '../program/program.types.js';
import { findingWords, type JudgedProgram, judgedPrograms } from './finding-words.js';
import { type FindingPage, type FindingRow, FindingsReader } from './findings.reader.js';
import { inviteEntitled } from './invite-entitled.js';
import { type RunRow, RunsReader } from './runs.reader.js';
import { FindingFilter, InviteEntitledInput, StartScreeningInput } from './screening.inputs.js';
import {
  ScreenedProgram,
  ScreeningCount,
  ScreeningFinding,
  ScreeningFindingConnection,
  ScreeningRun,
} from './screening.types.js';
import { startScreening, statusUnderWay, UNDER_WAY } from './start-screening.js';

const ScreeningFindingResult = resultUnion('ScreeningFindingResult', ScreeningFinding);

const REACHED = {
  case: { zh: '该户已有个案在办。', en: 'A case of this household is underway.' },
  invited: { zh: '今年已请乡镇告知该户。', en: 'Its township was asked this year already.' },
};

@Resolver(() => ScreeningRun)
export class ScreeningRunResolver {
  @Query(() => [ScreeningRun], { description: 'The latest thirty.' })
  screeningRuns(@Ctx() context: Context): Promise<RunRow[]> {
    return reader(signedIn(context), RunsReader).latest();
  }

  @Query(() => ScreeningRun, { nullable: true, description: 'The latest, unless an id is given.' })
  async screeningRun(
    @Ctx() context: Context,
    @Arg('id', () => ID, { nullable: true }) id?: string | null,
  ): Promise<RunRow | null> {
    return (await reader(signedIn(context), RunsReader).find(id ?? null)) ?? null;
  }

  @Query(() => [AllowedAction], { description: '`run`: ask for a screening now; `list`: see who was found.' })
  async screeningActions(@Ctx() context: Context): Promise<AllowedAction[]> {
    const { ability, locale, database } = signedIn(context);
    const actions: AllowedAction[] = [];
    if (ability.can('run', 'Screening')) {
      const underWay = (await statusUnderWay(poolSql(database.pool))) !== undefined;
      const reason = locale === 'en' ? UNDER_WAY.en : UNDER_WAY.zh;
      actions.push({ action: 'run', allowed: !underWay, reason: underWay ? reason : null });
    }
    if (ability.can('read', 'ScreeningFinding')) actions.push({ action: 'list', allowed: true, reason: null });
    return actions;
  }

  @Mutation(() => JobResult)
  startScreening(
    @Ctx() context: Context,
    @Arg('input', () => StartScreeningInput) input: StartScreeningInput,
  ): Promise<JobRow> {
    return answer(signedIn(context), 'startScreening', input, startScreening, (id) =>
      reader(context, JobReader).find(id),
    );
  }

  @FieldResolver(() => [ScreenedProgram])
  programs(@Root() { programs }: RunRow, @Ctx() { county }: Context): JudgedProgram[] {
    return judgedPrograms(
      county,
      programs.map(({ code }) => code),
      programs,
    );
  }

  @FieldResolver(() => [ScreeningCount])
  counts(@Root() run: RunRow, @Ctx() context: Context): Promise<ScreeningCount[]> {
    return reader(context, RunsReader).counts(run.id);
  }

  @FieldResolver(() => [ScreeningCount])
  rows(
    @Root() run: RunRow,
    @Ctx() context: Context,
    @Arg('kind', () => String, { defaultValue: 'ENTITLED_WITHOUT' }) kind: string,
    @Arg('by', () => String, { defaultValue: 'program' }) by: string,
    @Arg('program', () => String, { nullable: true }) program?: string | null,
    @Arg('fact', () => String, { nullable: true }) fact?: string | null,
    @Arg('township', () => String, { nullable: true }) township?: string | null,
  ): Promise<ScreeningCount[]> {
    return reader(context, RunsReader).rows(run.id, { kind, by, program, fact, township });
  }
}

@Resolver(() => ScreeningFinding)
export class ScreeningFindingResolver {
  @Query(() => ScreeningFindingConnection)
  async screeningFindings(
    @Ctx() context: Context,
    @Arg('filter', () => FindingFilter) filter: FindingFilter,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<FindingPage & { total: number }> {
    const findings = reader(signedIn(context), FindingsReader);
    const [page, total] = await Promise.all([findings.page(filter, first, after), findings.total(filter)]);
    return { ...page, total };
  }

  @Mutation(() => ScreeningFindingResult)
  inviteEntitled(@Ctx() context: Context, @Arg('input', () => InviteEntitledInput) input: InviteEntitledInput) {
    const read = (id: string) => reader(context, FindingsReader).finding(id);
    return answer(signedIn(context), 'inviteEntitled', input, inviteEntitled, read);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() finding: FindingRow, @Ctx() { ability, locale }: Context): AllowedAction[] {
    const { kind, reach, departmentCodes, townshipCode } = finding;
    const mayInvite = ability.can('invite', subject('ScreeningFinding', { departmentCodes, townshipCode }) as never);
    if (kind !== 'ENTITLED_WITHOUT' || !mayInvite) return [];
    const reason = reach === 'none' ? null : REACHED[reach][locale === 'en' ? 'en' : 'zh'];
    return [{ action: 'invite', allowed: reason === null, reason }];
  }

  @FieldResolver(() => [ScreenedProgram])
  programs(@Root() finding: FindingRow, @Ctx() { county }: Context): JudgedProgram[] {
    return judgedPrograms(county, finding.programCodes, finding.judgedBy);
  }

  @FieldResolver(() => FactDefinition, { nullable: true })
  fact(@Root() { factCode }: FindingRow): FactDefinition | null {
    return factCode ? factDefinition(factCode) : null;
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  givesWayTo(@Root() { keptProgram }: FindingRow, @Ctx() { county }: Context): Bilingual | null {
    return keptProgram === null ? null : (county.program(keptProgram)?.name ?? { zh: keptProgram, en: keptProgram });
  }

  @FieldResolver(() => Bilingual)
  townshipName(@Root() { townshipCode }: FindingRow, @Ctx() { county }: Context): Bilingual {
    return county.township(townshipCode)?.name ?? { zh: townshipCode, en: townshipCode };
  }

  @FieldResolver(() => String)
  villageName(@Root() { villageCode }: FindingRow, @Ctx() { county }: Context): string {
    return county.village(villageCode)?.village.name ?? villageCode;
  }

  @FieldResolver(() => Bilingual)
  words(@Root() finding: FindingRow, @Ctx() { county }: Context): Bilingual {
    return findingWords(county, finding);
  }
}

export const screeningResolvers = [ScreeningRunResolver, ScreeningFindingResolver] as const;
