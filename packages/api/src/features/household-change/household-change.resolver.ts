import { subject } from '@casl/ability';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { ageOn, today } from '../../platform/clock.js';
import { Failure } from '../../platform/errors.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { InputCheck } from '../../platform/parse.js';
import { dryRun } from '../../platform/run-command.js';
import { Department, Program, Township, Village } from '../program/program.types.js';
import {
  type FactRow,
  getPerson,
  type HouseholdRow,
  type PersonRow,
  RegistryReader,
} from '../registry/registry.reader.js';
import { HouseholdResult } from '../registry/registry.resolver.js';
import { Fact, Household, Person } from '../registry/registry.types.js';
import type { RunningAid } from './add-change-tasks.js';
import { changeHousehold } from './change-household.js';
import { HouseholdChangeInput, UndoHouseholdChangeInput } from './household-change.inputs.js';
import {
  type CareRow,
  type EventRow,
  HouseholdChangeReader,
  type HukouRow,
  type MemberOnDayRow,
} from './household-change.reader.js';
import {
  AidToReview,
  Care,
  ChangedFit,
  ChangePreview,
  HouseholdEvent,
  HouseholdOnDay,
  Hukou,
  MemberOnDay,
} from './household-change.types.js';
import { type ChangePreview as Preview, previewChange } from './preview-change.js';
import { undoHouseholdChange } from './undo-change.js';

const ChangePreviewResult = resultUnion('ChangePreviewResult', ChangePreview);

interface OnDay {
  household: HouseholdRow;
  day: string;
  knownBy: string;
  townshipCode: string;
  villageCode: string;
  address: string;
  members: (MemberOnDayRow & { day: string; facts: FactRow[] })[];
  facts: FactRow[];
}

@Resolver(() => Household)
export class HouseholdHistoryResolver {
  @Mutation(() => HouseholdResult)
  recordHouseholdChange(
    @Ctx() context: Context,
    @Arg('input', () => HouseholdChangeInput) input: HouseholdChangeInput,
  ): Promise<HouseholdRow> {
    return answer(signedIn(context), 'recordHouseholdChange', input, changeHousehold, (id) =>
      reader(context, RegistryReader).find(id),
    );
  }

  @Mutation(() => HouseholdResult)
  undoHouseholdChange(
    @Ctx() context: Context,
    @Arg('input', () => UndoHouseholdChangeInput) input: UndoHouseholdChangeInput,
  ): Promise<HouseholdRow> {
    return answer(signedIn(context), 'undoHouseholdChange', input, undoHouseholdChange, (id) =>
      reader(context, RegistryReader).find(id),
    );
  }

  @Query(() => ChangePreviewResult, { description: 'What would follow from a change. Nothing is written.' })
  async previewHouseholdChange(
    @Ctx() context: Context,
    @Arg('input', () => HouseholdChangeInput) input: HouseholdChangeInput,
  ): Promise<Preview> {
    const result = await dryRun(signedIn(context), (unit) => previewChange(unit, input));
    return result instanceof Failure ? (result.toResult(context.locale) as never) : result;
  }

  @FieldResolver(() => [HouseholdEvent], { description: 'What happened to it, the latest first.' })
  events(@Root() household: HouseholdRow, @Ctx() context: Context): Promise<EventRow[]> {
    return reader(context, HouseholdChangeReader).events.load(household.id);
  }

  @FieldResolver(() => HouseholdOnDay, {
    description: 'As it was on a day, as far as was known by the end of another (today unless given).',
  })
  async onDay(
    @Root() household: HouseholdRow,
    @Ctx() context: Context,
    @Arg('day', () => String) asked: string,
    @Arg('knownBy', () => String, { nullable: true }) known?: string | null,
  ): Promise<OnDay> {
    const check = new InputCheck();
    const day = check.day('day', asked) as string;
    const knownBy = (known ? check.day('knownBy', known) : today()) as string;
    check.done();
    const history = reader(context, HouseholdChangeReader);
    const members = await history.membersOn(household.id, day);
    const people = members.map(({ personId }) => personId);
    const facts = await history.factsOn(household.id, people, day, knownBy);
    const place = await history.placeOn(household.id, day);
    return {
      household,
      day,
      knownBy,
      townshipCode: household.townshipCode,
      villageCode: household.villageCode,
      address: household.address,
      ...place,
      members: members.map((member) => ({
        ...member,
        day,
        facts: facts.filter(({ personId }) => personId === member.personId),
      })),
      facts: facts.filter(({ personId }) => personId === null),
    };
  }
}

@Resolver(() => HouseholdOnDay)
export class HouseholdOnDayResolver {
  @FieldResolver(() => Township)
  township(@Root() { townshipCode }: OnDay, @Ctx() { county }: Context): Township {
    return county.township(townshipCode) as Township;
  }

  @FieldResolver(() => Village)
  village(@Root() { villageCode }: OnDay, @Ctx() { county }: Context): Village {
    return county.village(villageCode)?.village as Village;
  }
}

@Resolver(() => MemberOnDay)
export class MemberOnDayResolver {
  @FieldResolver(() => Person)
  person(@Root() { personId }: OnDay['members'][number], @Ctx() context: Context): PersonRow | Promise<PersonRow> {
    return getPerson(context, personId);
  }

  @FieldResolver(() => Boolean)
  isHead(@Root() { relation }: OnDay['members'][number]): boolean {
    return relation === 'head';
  }

  @FieldResolver(() => Int)
  age(@Root() { birthDate, day }: OnDay['members'][number]): number {
    return ageOn(birthDate, day);
  }

  @FieldResolver(() => [Fact])
  facts(@Root() { facts }: OnDay['members'][number]): FactRow[] {
    return facts;
  }
}

@Resolver(() => HouseholdEvent)
export class HouseholdEventResolver {
  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() event: EventRow, @Ctx() { ability, locale }: Context): AllowedAction[] {
    const { kind, undone, covered, townshipCode } = event;
    if (kind === 'undone' || undone || !ability.can('edit', subject('Household', { townshipCode }) as never)) return [];
    const reason = locale === 'en' ? 'Undo the later change first' : '请先撤销后面的变动';
    return [{ action: 'undo', allowed: !covered, reason: covered ? reason : null }];
  }
}

@Resolver(() => Person)
export class PersonHistoryResolver {
  @FieldResolver(() => Hukou, { nullable: true, description: 'Where he is registered; unknown when none.' })
  async hukou(@Root() person: PersonRow, @Ctx() context: Context): Promise<HukouRow | undefined> {
    return (await reader(context, HouseholdChangeReader).hukou.load(person.id))[0];
  }

  @FieldResolver(() => [Care])
  carers(@Root() person: PersonRow, @Ctx() context: Context): Promise<CareRow[]> {
    return reader(context, HouseholdChangeReader).cares.load(person.id);
  }
}

@Resolver(() => Hukou)
export class HukouResolver {
  @FieldResolver(() => Township, { nullable: true })
  township(@Root() { townshipCode }: HukouRow, @Ctx() { county }: Context): Township | null {
    return (townshipCode && county.township(townshipCode)) || null;
  }

  @FieldResolver(() => Village, { nullable: true })
  village(@Root() { villageCode }: HukouRow, @Ctx() { county }: Context): Village | null {
    return (villageCode && county.village(villageCode)?.village) || null;
  }
}

@Resolver(() => AidToReview)
export class AidToReviewResolver {
  @FieldResolver(() => Program)
  program(@Root() { programCode }: RunningAid, @Ctx() { county }: Context) {
    return county.program(programCode);
  }

  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: RunningAid, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }
}

@Resolver(() => ChangedFit)
export class ChangedFitResolver {
  @FieldResolver(() => Program)
  program(@Root() { programCode }: Preview['fits'][number], @Ctx() { county }: Context) {
    return county.program(programCode);
  }
}

@Resolver(() => ChangePreview)
export class ChangePreviewResolver {
  @FieldResolver(() => [Bilingual])
  staleFacts(@Root() { staleFacts }: Preview): Bilingual[] {
    return staleFacts.map(({ nameZh, nameEn }) => ({ zh: nameZh, en: nameEn }));
  }
}

export const householdChangeResolvers = [
  HouseholdHistoryResolver,
  HouseholdOnDayResolver,
  MemberOnDayResolver,
  HouseholdEventResolver,
  PersonHistoryResolver,
  HukouResolver,
  AidToReviewResolver,
  ChangedFitResolver,
  ChangePreviewResolver,
] as const;
