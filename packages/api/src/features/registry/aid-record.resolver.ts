import { subject } from '@casl/ability';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer } from '../../platform/graphql/results.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';
import { rowOf } from '../../platform/level.js';
import type { Program as PackProgram } from '../../policy/types.js';
import { Department, Program } from '../program/program.types.js';
import { endAid, RUNNING_PERIODS } from './end-aid.js';
import { EndAidInput } from './registry.inputs.js';
import { type AidRecordRow, HOUSEHOLD_NAMED, type HouseholdRow, RegistryReader } from './registry.reader.js';
import { HouseholdResult } from './registry.resolver.js';
import { AidRecord, Household } from './registry.types.js';

@Resolver(() => AidRecord)
export class AidRecordResolver {
  @Mutation(() => HouseholdResult)
  endAid(@Ctx() context: Context, @Arg('input', () => EndAidInput) input: EndAidInput): Promise<HouseholdRow> {
    return answer(signedIn(context), 'endAid', input, endAid, (id) => reader(context, RegistryReader).find(id));
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() record: AidRecordRow, @Ctx() { ability }: Context): AllowedAction[] {
    const runs = record.endedOn === null && !record.planOnly && RUNNING_PERIODS.includes(record.period);
    return runs && ability.can('end', subject('AidRecord', { departmentCode: record.departmentCode }) as never)
      ? [{ action: 'end', allowed: true, reason: null }]
      : [];
  }

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

export const aidRecordResolvers = [AidRecordResolver] as const;
