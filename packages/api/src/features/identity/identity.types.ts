import { Field, ID, ObjectType } from 'type-graphql';
import { DateText } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true })
export class Staff {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => Bilingual)
  title!: Bilingual;
  @Field(() => String)
  role!: string;
  @Field(() => Department, { nullable: true })
  department!: Department | null;
  @Field(() => String)
  orgUnitCode!: string;
  @Field(() => Bilingual)
  orgUnitName!: Bilingual;
  @Field(() => String, { nullable: true })
  townshipCode!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class Viewer {
  @Field(() => Staff)
  staff!: Staff;
  @Field(() => [String])
  places!: string[];
  @Field(() => Boolean)
  demo!: boolean;
  @Field(() => DateText)
  today!: string;
}

/** A card on the demo sign-in page; the list is empty outside demo mode. */
@ObjectType({
  simpleResolvers: true,
  description: 'A card on the demo sign-in page; the list is empty outside demo mode.',
})
export class RoleCard {
  @Field(() => ID)
  staffId!: string;
  @Field(() => String)
  username!: string;
  @Field(() => String)
  name!: string;
  @Field(() => Bilingual)
  title!: Bilingual;
  @Field(() => String)
  role!: string;
  @Field(() => String, { nullable: true })
  departmentCode!: string | null;
  @Field(() => Bilingual, { nullable: true })
  departmentName!: Bilingual | null;
  @Field(() => Bilingual)
  orgUnitName!: Bilingual;
}
