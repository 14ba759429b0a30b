import { subject } from '@casl/ability';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { DateText } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';
import { archiveRehearsal, notArchivableNow } from './archive-rehearsal.js';
import { isStandardChange } from './changed-pack.js';
import type { KeptChange } from './check-changes.js';
import { HOUSEHOLD_KINDS } from './household-kinds.js';
import {
  ArchiveRehearsalInput,
  RehearsedPeopleFilter,
  ShareRehearsalInput,
  StartRehearsalInput,
} from './rehearsal.inputs.js';
import { type ListedPage, type ListedRow, RehearsalReader, type RehearsalRecord } from './rehearsal.reader.js';
import {
  Rehearsal,
  RehearsalChange,
  RehearsalChoices,
  RehearsalOutcome,
  RehearsedPerson,
  RehearsedPersonConnection,
} from './rehearsal.types.js';
import { rehearsalChoices } from './rehearsal-choices.js';
import { programNames, rehearsalOutcome } from './rehearsal-outcome.js';
import { audiencesOf, shareRehearsal } from './share-rehearsal.js';
import { startRehearsal } from './start-rehearsal.js';

const RehearsalResult = resultUnion('RehearsalResult', Rehearsal);

@Resolver(() => Rehearsal)
export class RehearsalResolver {
  @Query(() => Rehearsal, { nullable: true })
  async rehearsal(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<RehearsalRecord | null> {
    return (await reader(signedIn(context), RehearsalReader).find(id)) ?? null;
  }

  @Query(() => [Rehearsal], { description: 'The latest two hundred, the newest first.' })
  rehearsals(@Ctx() context: Context): Promise<RehearsalRecord[]> {
    return reader(signedIn(context), RehearsalReader).latest();
  }

  @Query(() => RehearsalChoices)
  rehearsalChoices(@Ctx() context: Context, @Arg('from', () => DateText) from: string): RehearsalChoices {
    const { ability, county } = signedIn(context);
    return rehearsalChoices(ability, county.on(from).pack, from);
  }

  @Query(() => RehearsedPersonConnection)
  rehearsedPeople(
    @Ctx() context: Context,
    @Arg('filter', () => RehearsedPeopleFilter) filter: RehearsedPeopleFilter,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<ListedPage> {
    return reader(signedIn(context), RehearsalReader).people(filter, first, after);
  }

  @Mutation(() => RehearsalResult)
  startRehearsal(
    @Ctx() context: Context,
    @Arg('input', () => StartRehearsalInput) input: StartRehearsalInput,
  ): Promise<RehearsalRecord> {
    return answer(signedIn(context), 'startRehearsal', input, startRehearsal, (id) =>
      reader(context, RehearsalReader).find(id),
    );
  }

  @Mutation(() => RehearsalResult)
  shareRehearsal(
    @Ctx() context: Context,
    @Arg('input', () => ShareRehearsalInput) input: ShareRehearsalInput,
  ): Promise<RehearsalRecord> {
    return answer(signedIn(context), 'shareRehearsal', input, shareRehearsal, (id) =>
      reader(context, RehearsalReader).find(id),
    );
  }

  @Mutation(() => RehearsalResult)
  archiveRehearsal(
    @Ctx() context: Context,
    @Arg('input', () => ArchiveRehearsalInput) input: ArchiveRehearsalInput,
  ): Promise<RehearsalRecord> {
    return answer(signedIn(context), 'archiveRehearsal', input, archiveRehearsal, (id) =>
      reader(context, RehearsalReader).find(id),
    );
  }

  @FieldResolver(() => Department, { nullable: true })
  department(@Root() { departmentCode }: RehearsalRecord, @Ctx() { county }: Context): Department | null {
    return departmentCode ? county.department(departmentCode) : null;
  }

  @FieldResolver(() => [RehearsalChange])
  changes(@Root() rehearsal: RehearsalRecord, @Ctx() { county }: Context): RehearsalChange[] {
    const nameOf = programNames(county.pack);
    return rehearsal.changes.flatMap((change) => {
      if (!isStandardChange(change)) return changedFields(change, nameOf(change.programCode));
      const standard = county.pack.standards.find(({ code }) => code === change.standardCode);
      const code = change.standardCode;
      return changedFields(change, standard ? { zh: standard.name, en: standard.nameEn } : { zh: code, en: code });
    });
  }

  @FieldResolver(() => RehearsalOutcome, { nullable: true })
  outcome(
    @Root() rehearsal: RehearsalRecord,
    @Ctx() context: Context,
    @Arg('program', () => String, { nullable: true }) program?: string | null,
  ): Promise<RehearsalOutcome | null> {
    return rehearsalOutcome(context, rehearsal, program ?? null);
  }

  @FieldResolver(() => [String])
  audiences(@Root() rehearsal: RehearsalRecord): string[] {
    return audiencesOf(rehearsal);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() rehearsal: RehearsalRecord, @Ctx() { ability, locale }: Context): AllowedAction[] {
    const { authorId, departmentCode, sharedWith, archived, status } = rehearsal;
    const record = subject('Rehearsal', { authorId, departmentCode, sharedWith });
    const may = (action: string) => ability.can(action, record as never);
    const notNow = archived ? undefined : notArchivableNow(status);
    return [
      ...(may('share') ? [{ action: 'share', allowed: true, reason: null }] : []),
      ...(may('archive')
        ? [{ action: 'archive', allowed: !notNow, reason: notNow?.[locale === 'en' ? 'en' : 'zh'] ?? null }]
        : []),
    ];
  }
}

/** One line a text or figure that is replaced. */
function changedFields(change: KeptChange, name: Bilingual): RehearsalChange[] {
  const { before, ...after } = change;
  const codes = { programCode: null, standardCode: null, ...after };
  return Object.entries(before).map(([field, text]) => ({
    name,
    programCode: codes.programCode,
    standardCode: codes.standardCode,
    field,
    before: text,
    after: String((after as Record<string, unknown>)[field]),
  }));
}

@Resolver(() => RehearsedPerson)
export class RehearsedPersonResolver {
  @FieldResolver(() => Bilingual)
  program(@Root() row: ListedRow, @Ctx() { county }: Context): Bilingual {
    return programNames(county.pack)(row.programCode);
  }

  @FieldResolver(() => Bilingual)
  township(@Root() row: ListedRow, @Ctx() { county }: Context): Bilingual {
    return county.township(row.townshipCode)?.name ?? { zh: row.townshipCode, en: row.townshipCode };
  }

  @FieldResolver(() => String)
  villageName(@Root() row: ListedRow, @Ctx() { county }: Context): string {
    return county.village(row.villageCode)?.village.name ?? row.villageCode;
  }

  @FieldResolver(() => Bilingual)
  householdKind(@Root() row: ListedRow): Bilingual {
    return HOUSEHOLD_KINDS[row.householdKindCode as keyof typeof HOUSEHOLD_KINDS];
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  kept(@Root() row: ListedRow, @Ctx() { county }: Context): Bilingual | null {
    return row.keptProgram ? programNames(county.pack)(row.keptProgram) : null;
  }
}

export const rehearsalResolvers = [RehearsalResolver, RehearsedPersonResolver] as const;
