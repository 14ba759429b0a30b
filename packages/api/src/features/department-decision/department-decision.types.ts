import { Field, ObjectType } from 'type-graphql';
import { PackageItem } from '../aid-package/aid-package.types.js';
import { Batch } from '../batch/batch.types.js';
import { Case } from '../case/case.types.js';
import { BudgetLine } from '../funding/funding.types.js';
import { Department } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true })
export class DeskItem {
  @Field(() => PackageItem)
  packageItem!: PackageItem;
  @Field(() => Case)
  case!: Case;
  @Field(() => String, { nullable: true })
  meetingNumber!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class DepartmentDesk {
  @Field(() => Department)
  department!: Department;
  @Field(() => [DeskItem])
  waiting!: DeskItem[];
  @Field(() => [DeskItem])
  decided!: DeskItem[];
  @Field(() => [Batch])
  batches!: Batch[];
  @Field(() => [BudgetLine])
  lines!: BudgetLine[];
}
