import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AidPackageReader } from '../aid-package/aid-package.reader.js';
import { PackageItem } from '../aid-package/aid-package.types.js';
import { BatchReader } from '../batch/batch.reader.js';
import { BatchResult } from '../batch/batch.result.js';
import { Batch } from '../batch/batch.types.js';
import { CaseReader, type CaseRow } from '../case/case.reader.js';
import { Case } from '../case/case.types.js';
import { FundingReader, type LineRow } from '../funding/funding.reader.js';
import { BudgetLine } from '../funding/funding.types.js';
import { Department } from '../program/program.types.js';
import { decideBatch } from './decide-batch.js';
import { decidePackageItem } from './decide-package-item.js';
import { DecideBatchInput, DecidePackageItemInput } from './department-decision.inputs.js';
import { DepartmentDesk, DeskItem } from './department-decision.types.js';
import { type Desk, type DeskEntry, DeskReader } from './desk.reader.js';

const PackageItemResult = resultUnion('PackageItemResult', PackageItem);

@Resolver(() => DepartmentDesk)
export class DepartmentDeskResolver {
  @Query(() => DepartmentDesk, { nullable: true })
  desk(@Ctx() context: Context): Promise<Desk | null> {
    return reader(signedIn(context), DeskReader).find();
  }

  @FieldResolver(() => Department)
  department(@Root() desk: Desk, @Ctx() { county }: Context): Department {
    return county.department(desk.departmentCode);
  }

  @FieldResolver(() => [Batch])
  batches(@Root() desk: Desk, @Ctx() context: Context) {
    return reader(context, BatchReader).batch.loadMany(desk.batchIds);
  }

  @FieldResolver(() => [BudgetLine])
  lines(@Root() desk: Desk, @Ctx() context: Context): Promise<LineRow[]> {
    return reader(context, FundingReader).lines(desk.years);
  }

  @Mutation(() => PackageItemResult)
  decidePackageItem(
    @Ctx() context: Context,
    @Arg('input', () => DecidePackageItemInput) input: DecidePackageItemInput,
  ) {
    const read = (id: string) => reader(context, AidPackageReader).item.load(id);
    return answer(signedIn(context), 'decidePackageItem', input, decidePackageItem, read);
  }

  @Mutation(() => BatchResult)
  decideBatch(@Ctx() context: Context, @Arg('input', () => DecideBatchInput) input: DecideBatchInput) {
    const read = (id: string) => reader(context, BatchReader).batch.load(id);
    return answer(signedIn(context), 'decideBatch', input, decideBatch, read);
  }
}

@Resolver(() => DeskItem)
export class DeskItemResolver {
  @FieldResolver(() => PackageItem)
  packageItem(@Root() entry: DeskEntry, @Ctx() context: Context) {
    return reader(context, AidPackageReader).item.load(entry.packageItemId);
  }

  @FieldResolver(() => Case)
  case(@Root() entry: DeskEntry, @Ctx() context: Context): Promise<CaseRow | undefined> {
    return reader(context, CaseReader).case.load(entry.caseId);
  }
}

export const departmentDecisionResolvers = [DepartmentDeskResolver, DeskItemResolver] as const;
