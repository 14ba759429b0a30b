import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true })
export class ListColumn {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  type!: string;
}

@ObjectType({ simpleResolvers: true, description: 'One handing in of a list.' })
export class KeptListVersion {
  @Field(() => Int)
  number!: number;
  @Field(() => DateText)
  asOf!: string;
  @Field(() => Boolean)
  whole!: boolean;
  @Field(() => String)
  source!: string;
  @Field(() => String)
  keptBy!: string;
  @Field(() => Instant)
  closedAt!: Date;
  @Field(() => Int, { description: 'How many were on the list with it.' })
  entries!: number;
  @Field(() => Int)
  added!: number;
  @Field(() => Int)
  changed!: number;
  @Field(() => Int)
  ended!: number;
}

@ObjectType({ simpleResolvers: true, description: 'That a list moves the low-income register, and how.' })
export class RegisterSource {
  @Field(() => String, { nullable: true, description: 'All on the list stand at this level.' })
  level!: string | null;
  @Field(() => String, { nullable: true, description: 'The column that names the level.' })
  column!: string | null;
  @Field(() => String, { nullable: true, description: 'The column that says that the risk is cleared.' })
  clearedColumn!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A list that a department keeps.' })
export class KeptList {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  code!: string;
  @Field(() => String)
  title!: string;
  @Field(() => Department)
  department!: Department;
  @Field(() => String)
  unit!: string;
  @Field(() => [Department])
  sharedWith!: Department[];
  @Field(() => [ListColumn])
  columns!: ListColumn[];
  @Field(() => DateText, { nullable: true })
  asOf!: string | null;
  @Field(() => Int)
  entries!: number;
  @Field(() => Int, { description: 'Of whom the registry does not know.' })
  unregistered!: number;
  @Field(() => [KeptListVersion], { description: 'The newest first.' })
  versions!: KeptListVersion[];
  @Field(() => Int)
  version!: number;
  @Field(() => RegisterSource, { nullable: true, description: 'null: the register does not follow it.' })
  registerSource!: RegisterSource | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class ListAttribute {
  @Field(() => String)
  column!: string;
  @Field(() => String, { nullable: true })
  value!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class KeptListEntry {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'Masked unless the reader may see identities there.' })
  personName!: string;
  @Field(() => String, { nullable: true, description: 'Of somebody whom the registry does not know; masked.' })
  maskedNumber!: string | null;
  @Field(() => Boolean)
  registered!: boolean;
  @Field(() => String, { nullable: true })
  householdCode!: string | null;
  @Field(() => ID, { nullable: true, description: 'null unless the reader may open the household.' })
  householdId!: string | null;
  @Field(() => Bilingual, { nullable: true })
  townshipName!: Bilingual | null;
  @Field(() => String, { nullable: true })
  villageName!: string | null;
  @Field(() => [ListAttribute])
  attributes!: ListAttribute[];
}

@ObjectType({ simpleResolvers: true })
export class KeptListEntryConnection {
  @Field(() => [KeptListEntry])
  nodes!: KeptListEntry[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}
