import { subject } from '@casl/ability';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { ageOn, today } from '../../platform/clock.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { Json } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { rowOf, rowsOf } from '../../platform/level.js';
import { maskIdNumber, maskPhone } from '../../platform/masking.js';
import type { Program as PackProgram } from '../../policy/types.js';
import { CASES_OF_HOUSEHOLD, type CaseRow } from '../case/case.reader.js';
import { Case } from '../case/case.types.js';
import { PossibleDuplicates } from '../duplicate/duplicate.types.js';
import { Department, Program, Township, Village } from '../program/program.types.js';
import { addMember } from './add-member.js';
import { correctObservation, retractObservation } from './correct-observation.js';
import { getFact, valueWords } from './fact-words.js';
import { householdActions } from './household-actions.js';
import { recordFacts } from './record-facts.js';
import { registerHousehold } from './register-household.js';
import {
  AddMemberInput,
  CorrectObservationInput,
  RecordFactsInput,
  RegisterHouseholdInput,
  RetractObservationInput,
} from './registry.inputs.js';
import {
  AID_OF_HOUSEHOLD,
  type AidRecordRow,
  type FactRow,
  type FoundHouseholds,
  getPerson,
  HOUSEHOLD_NAMED,
  type HouseholdRow,
  MEMBERS,
  type ObservationRow,
  type Page,
  type PersonRow,
  RegistryReader,
} from './registry.reader.js';
import { AidRecord, Fact, Household, HouseholdConnection, Observation, Person } from './registry.types.js';
import { openIdNumber, openPhone } from './sealed-identity.js';
import { sourceWords } from './sources.js';

export const HouseholdResult = resultUnion('HouseholdResult', Household);
const NewPeopleResult = resultUnion('NewPeopleResult', Household, () => [PossibleDuplicates]);

@Resolver(() => HouseholdConnection)
export class HouseholdConnectionResolver {
  @FieldResolver(() => Int)
  total(@Root() page: Page<HouseholdRow>): Promise<number> {
    return page.count();
  }
}

@Resolver(() => Fact)
export class FactResolver {
  @FieldResolver(() => Bilingual)
  name(@Root() { code }: FactRow): Bilingual {
    const fact = getFact(code);
    return { zh: fact.nameZh, en: fact.nameEn };
  }

  @FieldResolver(() => String)
  type(@Root() { code }: FactRow): string {
    return getFact(code).type;
  }

  @FieldResolver(() => String)
  scope(@Root() { code }: FactRow): string {
    return getFact(code).scope;
  }

  @FieldResolver(() => Json, { nullable: true })
  value(@Root() { value }: FactRow): unknown {
    return value;
  }

  @FieldResolver(() => Bilingual)
  text(@Root() { code, value }: FactRow, @Ctx() { county }: Context): Bilingual {
    return valueWords(county, getFact(code), value);
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  unit(@Root() { code }: FactRow): Bilingual | null {
    return getFact(code).unit ?? null;
  }

  @FieldResolver(() => String, { description: 'verified, declared, conflict or unknown' })
  state(@Root() fact: FactRow): string {
    if (fact.value === null) return 'unknown';
    if (fact.inConflict) return 'conflict';
    return fact.verified ? 'verified' : 'declared';
  }

  @FieldResolver(() => String, { nullable: true })
  source(@Root() { source }: FactRow, @Ctx() { county, locale }: Context): string | null {
    if (source === null) return null;
    const words = sourceWords(county, source);
    return locale === 'en' ? words.en : words.zh;
  }
}

@Resolver(() => Observation)
export class ObservationResolver {
  @FieldResolver(() => Bilingual)
  text(@Root() { code, value }: ObservationRow, @Ctx() { county }: Context): Bilingual {
    return valueWords(county, getFact(code), value);
  }

  @FieldResolver(() => String)
  source(@Root() { source }: ObservationRow, @Ctx() { county, locale }: Context): string {
    const words = sourceWords(county, source ?? '');
    return locale === 'en' ? words.en : words.zh;
  }
}

@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => String, { description: 'Masked; in full by revealIdentity.' })
  idNumber(@Root() person: PersonRow, @Ctx() { database }: Context): string {
    return maskIdNumber(openIdNumber(database.vault, person));
  }

  @FieldResolver(() => String, { nullable: true, description: 'Masked; in full by revealIdentity.' })
  phone(@Root() person: PersonRow, @Ctx() { database }: Context): string | null {
    const phone = openPhone(database.vault, person);
    return phone && maskPhone(phone);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() { townshipCode }: PersonRow, @Ctx() { ability }: Context): AllowedAction[] {
    const may = (kind: 'Identity' | 'IdentityReading') => ability.can('read', subject(kind, { townshipCode }) as never);
    return [
      ...(may('Identity') ? [{ action: 'reveal_identity', allowed: true, reason: null }] : []),
      ...(may('IdentityReading') ? [{ action: 'see_readings', allowed: true, reason: null }] : []),
    ];
  }

  @FieldResolver(() => Int)
  age(@Root() person: PersonRow): number {
    return ageOn(person.birthDate, today());
  }

  @FieldResolver(() => [Fact])
  async facts(@Root() person: PersonRow, @Ctx() context: Context): Promise<FactRow[]> {
    const facts = await reader(context, RegistryReader).facts.load(person.householdId);
    return facts.filter((fact) => fact.personId === person.id);
  }
}

@Resolver(() => Household)
export class HouseholdResolver {
  @Query(() => HouseholdConnection)
  households(
    @Ctx() context: Context,
    @Arg('search', () => String, { nullable: true }) search?: string | null,
    @Arg('township', () => String, { nullable: true }) township?: string | null,
    @Arg('village', () => String, { nullable: true }) village?: string | null,
    @Arg('program', () => String, { nullable: true, description: 'Code of a program that is held today.' })
    program?: string | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<FoundHouseholds> {
    return reader(signedIn(context), RegistryReader).search({ search, township, village, program, first, after });
  }

  @Query(() => Household, { nullable: true })
  household(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<HouseholdRow | undefined> {
    return reader(signedIn(context), RegistryReader).find(id);
  }

  @Mutation(() => NewPeopleResult)
  registerHousehold(
    @Ctx() context: Context,
    @Arg('input', () => RegisterHouseholdInput) input: RegisterHouseholdInput,
  ): Promise<HouseholdRow> {
    return answer(signedIn(context), 'registerHousehold', input, registerHousehold, (id) =>
      reader(context, RegistryReader).find(id),
    );
  }

  @Mutation(() => NewPeopleResult)
  addMember(@Ctx() context: Context, @Arg('input', () => AddMemberInput) input: AddMemberInput): Promise<HouseholdRow> {
    return answer(signedIn(context), 'addMember', input, addMember, (id) => reader(context, RegistryReader).find(id));
  }

  @Mutation(() => HouseholdResult)
  recordFacts(
    @Ctx() context: Context,
    @Arg('input', () => RecordFactsInput) input: RecordFactsInput,
  ): Promise<HouseholdRow> {
    return answer(signedIn(context), 'recordFacts', input, recordFacts, (id) =>
      reader(context, RegistryReader).find(id),
    );
  }

  @Mutation(() => HouseholdResult)
  correctObservation(
    @Ctx() context: Context,
    @Arg('input', () => CorrectObservationInput) input: CorrectObservationInput,
  ): Promise<HouseholdRow> {
    return answer(signedIn(context), 'correctObservation', input, correctObservation, (id) =>
      reader(context, RegistryReader).find(id),
    );
  }

  @Mutation(() => HouseholdResult)
  retractObservation(
    @Ctx() context: Context,
    @Arg('input', () => RetractObservationInput) input: RetractObservationInput,
  ): Promise<HouseholdRow> {
    return answer(signedIn(context), 'retractObservation', input, retractObservation, (id) =>
      reader(context, RegistryReader).find(id),
    );
  }

  @FieldResolver(() => [ID], { description: 'Members whom the search found; none outside a search.' })
  matched(@Root() { matched }: HouseholdRow): string[] {
    return [...new Set(matched)];
  }

  @FieldResolver(() => Township)
  township(@Root() household: HouseholdRow, @Ctx() { county }: Context): Township {
    const township = county.township(household.townshipCode);
    if (!township) throw new Error(`The county pack has no township ${household.townshipCode}`);
    return township;
  }

  @FieldResolver(() => Village)
  village(@Root() household: HouseholdRow, @Ctx() { county }: Context): Village {
    const place = county.village(household.villageCode);
    if (!place) throw new Error(`The county pack has no village ${household.villageCode}`);
    return place.village;
  }

  @FieldResolver(() => Person)
  head(@Root() household: HouseholdRow, @Ctx() context: Context): PersonRow | Promise<PersonRow> {
    return getPerson(context, household.headPersonId);
  }

  @FieldResolver(() => [Person])
  members(@Root() household: HouseholdRow, @Ctx() context: Context): PersonRow[] | Promise<PersonRow[]> {
    return rowsOf(context, MEMBERS, household.id);
  }

  @FieldResolver(() => [Fact])
  async facts(@Root() household: HouseholdRow, @Ctx() context: Context): Promise<FactRow[]> {
    const facts = await reader(context, RegistryReader).facts.load(household.id);
    return facts.filter((fact) => fact.personId === null);
  }

  @FieldResolver(() => [Observation], { description: 'Every observation of one fact, the one that counts first.' })
  factHistory(
    @Root() household: HouseholdRow,
    @Ctx() context: Context,
    @Arg('code', () => String) code: string,
    @Arg('personId', () => ID, { nullable: true, description: 'Omitted for facts of the household.' })
    personId?: string | null,
  ): Promise<ObservationRow[]> {
    return reader(context, RegistryReader).factHistory(household.id, code, personId ?? null);
  }

  @FieldResolver(() => [Case])
  cases(@Root() household: HouseholdRow, @Ctx() context: Context): CaseRow[] | Promise<CaseRow[]> {
    return rowsOf(context, CASES_OF_HOUSEHOLD, household.id);
  }

  @FieldResolver(() => [AidRecord])
  aidHistory(@Root() household: HouseholdRow, @Ctx() context: Context): AidRecordRow[] | Promise<AidRecordRow[]> {
    return rowsOf(context, AID_OF_HOUSEHOLD, household.id);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() household: HouseholdRow, @Ctx() context: Context): AllowedAction[] {
    return householdActions(context, household);
  }
}

@Resolver(() => AidRecord)
export class AidRecordResolver {
  @FieldResolver(() => Household)
  household(@Root() record: AidRecordRow, @Ctx() context: Context) {
    return rowOf(context, HOUSEHOLD_NAMED, record.householdId);
  }

  @FieldResolver(() => Program)
  program(@Root() record: AidRecordRow, @Ctx() { county }: Context): PackProgram {
    const program = county.program(record.programCode);
    if (!program) throw new Error(`The county pack has no program ${record.programCode}`);
    return program;
  }

  @FieldResolver(() => Department)
  department(@Root() record: AidRecordRow, @Ctx() { county }: Context): Department {
    return county.department(record.departmentCode);
  }
}

export const registryResolvers = [
  HouseholdConnectionResolver,
  HouseholdResolver,
  PersonResolver,
  FactResolver,
  ObservationResolver,
  AidRecordResolver,
] as const;
