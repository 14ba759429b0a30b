import { subject } from '@casl/ability';
import { REGISTER_LEVELS, type RegisterLevel } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import type { JobRow } from '../job/job.reader.js';
import { JobReader } from '../job/job.reader.js';
import { JobResult } from '../job/job.resolver.js';
import { Department } from '../program/program.types.js';
import { compareSources } from './compare-sources.js';
import { DiscoveryReader } from './discovery.reader.js';
import { MatchActionInput, MatchNameFilter, MatchSourceInput, SaveMatchInput, SendNamesInput } from './match.inputs.js';
import { MatchReader, type MatchRow, type NamePage, type NameRow } from './match.reader.js';
import {
  DiscoveryProgress,
  ListMatch,
  ListMatchName,
  ListMatchNameConnection,
  ListMatchRun,
  MatchSource,
  SourceOverlap,
} from './match.types.js';
import type { MatchSource as Source } from './match-source.js';
import { saveMatch } from './save-match.js';
import { sendNames } from './send-names.js';
import { startMatch } from './start-match.js';

const ListMatchResult = resultUnion('ListMatchResult', ListMatch);

@Resolver(() => ListMatch)
export class ListMatchResolver {
  @Query(() => [ListMatch])
  listMatches(@Ctx() context: Context): Promise<MatchRow[]> {
    return reader(signedIn(context), MatchReader).all();
  }

  @Query(() => ListMatch, { nullable: true })
  async listMatch(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<MatchRow | null> {
    return (await reader(signedIn(context), MatchReader).find(id)) ?? null;
  }

  @Query(() => [AllowedAction], { description: '`save`: make a match.' })
  listMatchActions(@Ctx() context: Context): AllowedAction[] {
    const { ability, actor } = signedIn(context);
    const own = subject('ListMatch', { departmentCode: actor.departmentCode });
    return ability.can('save', own as never) ? [{ action: 'save', allowed: true, reason: null }] : [];
  }

  @Query(() => [SourceOverlap], { description: 'Parts where nobody stands are left out.' })
  compareSources(
    @Ctx() context: Context,
    @Arg('unit', () => String) unit: string,
    @Arg('sources', () => [MatchSourceInput]) sources: MatchSourceInput[],
  ): Promise<SourceOverlap[]> {
    return compareSources(signedIn(context), unit, sources);
  }

  @Mutation(() => ListMatchResult)
  saveMatch(@Ctx() context: Context, @Arg('input', () => SaveMatchInput) input: SaveMatchInput): Promise<MatchRow> {
    return answer(signedIn(context), 'saveMatch', input, saveMatch, (id) => reader(context, MatchReader).find(id));
  }

  @Mutation(() => JobResult)
  startMatch(@Ctx() context: Context, @Arg('input', () => MatchActionInput) input: MatchActionInput): Promise<JobRow> {
    return answer(signedIn(context), 'startMatch', input, startMatch, (id) => reader(context, JobReader).find(id));
  }

  @Mutation(() => ListMatchResult)
  sendNames(@Ctx() context: Context, @Arg('input', () => SendNamesInput) input: SendNamesInput): Promise<MatchRow> {
    return answer(signedIn(context), 'sendNames', input, sendNames, (id) => reader(context, MatchReader).find(id));
  }

  @FieldResolver(() => Department, { nullable: true })
  department(@Root() { departmentCode }: MatchRow, @Ctx() { county }: Context): Department | null {
    return departmentCode ? county.department(departmentCode) : null;
  }

  @FieldResolver(() => [MatchSource])
  sources(@Root() { definition }: MatchRow, @Ctx() context: Context): Promise<MatchSource[]> {
    const named = (excluded: boolean) => (source: Source) => sourceInWords(context, source, excluded);
    return Promise.all([...definition.all.map(named(false)), ...definition.none.map(named(true))]);
  }

  @FieldResolver(() => [ListMatchRun])
  runs(@Root() { id }: MatchRow, @Ctx() context: Context): Promise<ListMatchRun[]> {
    return reader(context, MatchReader).runs.load(id);
  }

  @FieldResolver(() => [DiscoveryProgress])
  progress(@Root() { id }: MatchRow, @Ctx() context: Context): Promise<Omit<DiscoveryProgress, 'townshipName'>[]> {
    return reader(context, DiscoveryReader).progressOfMatch.load(id);
  }

  @FieldResolver(() => [AllowedAction], { description: '`list`: see whom it found; `save`, `run`, `send`.' })
  allowedActions(@Root() { departmentCode }: MatchRow, @Ctx() { ability }: Context): AllowedAction[] {
    const match = subject('ListMatch', { departmentCode }) as never;
    return [['list', 'read'] as const, ['save', 'save'] as const, ['run', 'run'] as const, ['send', 'send'] as const]
      .filter(([, asked]) => ability.can(asked, match))
      .map(([action]) => ({ action, allowed: true, reason: null }));
  }
}

async function sourceInWords(context: Context, source: Source, excluded: boolean): Promise<MatchSource> {
  const plain = { excluded, kind: source.kind, list: null, conditions: [], codes: [], rule: null };
  const joined = (names: readonly Bilingual[]): Bilingual => ({
    zh: names.map(({ zh }) => zh).join('、'),
    en: names.map(({ en }) => en).join(', '),
  });
  switch (source.kind) {
    case 'list': {
      const list = await reader(context, MatchReader).lists.load(source.listId);
      if (!list) throw new Error(`No list ${source.listId}`);
      const conditions = source.conditions.map(({ column, operator, value }) => ({
        column,
        columnName: list.columns.find(({ code }) => code === column)?.name ?? column,
        operator,
        value: value === null ? null : String(value),
      }));
      return { ...plain, list: list.code, conditions, name: { zh: list.title, en: list.title } };
    }
    case 'level': {
      const names = source.levels.map((code) => REGISTER_LEVELS[code as RegisterLevel]);
      return { ...plain, codes: source.levels, name: joined(names) };
    }
    case 'program': {
      const names = source.programs.map((code) => context.county.program(code)?.name ?? { zh: code, en: code });
      return { ...plain, codes: source.programs, name: joined(names) };
    }
    case 'rule':
      return { ...plain, rule: source.rule, name: { zh: source.rule, en: source.rule } };
  }
}

@Resolver(() => ListMatchName)
export class ListMatchNameResolver {
  @Query(() => ListMatchNameConnection)
  listMatchNames(
    @Ctx() context: Context,
    @Arg('filter', () => MatchNameFilter) filter: MatchNameFilter,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<NamePage> {
    return reader(signedIn(context), MatchReader).names(filter, first, after);
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  townshipName(@Root() { townshipCode }: NameRow, @Ctx() { county }: Context): Bilingual | null {
    return county.township(townshipCode ?? '')?.name ?? null;
  }

  @FieldResolver(() => String, { nullable: true })
  villageName(@Root() { villageCode }: NameRow, @Ctx() { county }: Context): string | null {
    return county.village(villageCode ?? '')?.village.name ?? null;
  }
}

export const listMatchResolvers = [ListMatchResolver, ListMatchNameResolver] as const;
