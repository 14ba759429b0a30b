import { subject } from '@casl/ability';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';
import { declareRegisterSource } from '../register/declare-source.js';
import { DeclareRegisterSourceInput } from '../register/register.inputs.js';
import { registerKeeper } from '../register/register-level.js';
import { keepList } from './keep-list.js';
import { KeepListInput, ListEntryFilter } from './list.inputs.js';
import { type EntryPage, type EntryRow, ListReader, type ListRow } from './list.reader.js';
import {
  KeptList,
  KeptListEntry,
  KeptListEntryConnection,
  KeptListVersion,
  ListAttribute,
  RegisterSource,
} from './list.types.js';

const KeptListResult = resultUnion('KeptListResult', KeptList);

@Resolver(() => KeptList)
export class KeptListResolver {
  @Query(() => [KeptList])
  keptLists(@Ctx() context: Context): Promise<ListRow[]> {
    return reader(signedIn(context), ListReader).all();
  }

  @Query(() => KeptList, { nullable: true })
  async keptList(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<ListRow | null> {
    return (await reader(signedIn(context), ListReader).find(id)) ?? null;
  }

  @Query(() => [AllowedAction], { description: '`keep`: hand in a list of the own department.' })
  keptListActions(@Ctx() context: Context): AllowedAction[] {
    const { ability, actor } = signedIn(context);
    const own = subject('KeptList', { departmentCode: actor.departmentCode, sharedWith: [] });
    const may = actor.departmentCode !== null && ability.can('keep', own as never);
    return may ? [{ action: 'keep', allowed: true, reason: null }] : [];
  }

  @Mutation(() => KeptListResult)
  keepList(@Ctx() context: Context, @Arg('input', () => KeepListInput) input: KeepListInput): Promise<ListRow> {
    return answer(signedIn(context), 'keepList', input, keepList, (id) => reader(context, ListReader).find(id));
  }

  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: ListRow, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }

  @FieldResolver(() => [Department])
  sharedWith(@Root() { sharedWith }: ListRow, @Ctx() { county }: Context): Department[] {
    return sharedWith.map((code) => county.department(code));
  }

  @FieldResolver(() => Int)
  unregistered(@Root() { id }: ListRow, @Ctx() context: Context): Promise<number> {
    return reader(context, ListReader).unregistered.load(id);
  }

  @FieldResolver(() => [KeptListVersion])
  versions(@Root() { id }: ListRow, @Ctx() context: Context): Promise<KeptListVersion[]> {
    return reader(context, ListReader).versions.load(id);
  }

  @Mutation(() => KeptListResult, { description: 'The list in force is followed at once.' })
  declareRegisterSource(
    @Ctx() context: Context,
    @Arg('input', () => DeclareRegisterSourceInput) input: DeclareRegisterSourceInput,
  ): Promise<ListRow> {
    return answer(signedIn(context), 'declareRegisterSource', input, declareRegisterSource, (id) =>
      reader(context, ListReader).find(id),
    );
  }

  @FieldResolver(() => RegisterSource, { nullable: true })
  registerSource(@Root() list: ListRow): RegisterSource | null {
    const { registerLevel: level, registerColumn: column, registerClearedColumn: clearedColumn } = list;
    return level || column ? { level, column, clearedColumn } : null;
  }

  @FieldResolver(() => [AllowedAction], {
    description: '`list`: see who is on it; `keep`: hand in a newer one; `declare`: that the register follows it.',
  })
  allowedActions(
    @Root() { departmentCode, sharedWith }: ListRow,
    @Ctx() { ability, county }: Context,
  ): AllowedAction[] {
    const list = subject('KeptList', { departmentCode, sharedWith }) as never;
    const register = subject('Register', { departmentCode: registerKeeper(county), townshipCode: null }) as never;
    const may = {
      list: ability.can('read', list),
      keep: ability.can('keep', list),
      declare: ability.can('read', list) && ability.can('record', register),
    };
    return Object.entries(may)
      .filter(([, allowed]) => allowed)
      .map(([action]) => ({ action, allowed: true, reason: null }));
  }
}

@Resolver(() => KeptListEntry)
export class KeptListEntryResolver {
  @Query(() => KeptListEntryConnection)
  keptListEntries(
    @Ctx() context: Context,
    @Arg('filter', () => ListEntryFilter) filter: ListEntryFilter,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<EntryPage> {
    return reader(signedIn(context), ListReader).entries(filter, first, after);
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  townshipName(@Root() { townshipCode }: EntryRow, @Ctx() { county }: Context): Bilingual | null {
    return county.township(townshipCode ?? '')?.name ?? null;
  }

  @FieldResolver(() => String, { nullable: true })
  villageName(@Root() { villageCode }: EntryRow, @Ctx() { county }: Context): string | null {
    return county.village(villageCode ?? '')?.village.name ?? null;
  }

  @FieldResolver(() => [ListAttribute])
  attributes(@Root() { attributes }: EntryRow): ListAttribute[] {
    return Object.entries(attributes).map(([column, value]) => ({
      column,
      value: value === null ? null : String(value),
    }));
  }
}

export const listResolvers = [KeptListResolver, KeptListEntryResolver] as const;
