import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class ListColumnInput {
  @Field(() => String, { description: 'Lower-case letters, digits and underscores.' })
  code!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String, { description: 'Of LIST_COLUMN_TYPES.' })
  type!: string;
}

@InputType()
export class ListAttributeInput {
  @Field(() => String)
  column!: string;
  @Field(() => String, { description: 'As typed; empty: not filled in.' })
  value!: string;
}

@InputType()
export class ListEntryInput {
  @Field(() => String)
  idNumber!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String, { nullable: true })
  townshipCode?: string | null;
  @Field(() => String, { nullable: true })
  villageCode?: string | null;
  @Field(() => [ListAttributeInput])
  attributes!: ListAttributeInput[];
}

@InputType()
export class KeepListInput {
  @Field(() => String)
  key!: string;
  @Field(() => String, { description: 'Names the list: a new one is made, a known one goes on.' })
  code!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  departmentCode!: string;
  @Field(() => String, { description: '`person` or `household`' })
  unit!: string;
  @Field(() => [ListColumnInput])
  columns!: ListColumnInput[];
  @Field(() => [String], { nullable: true, description: 'Codes of departments; left as they are unless given.' })
  sharedWith?: string[] | null;
  @Field(() => String)
  asOf!: string;
  @Field(() => Boolean, { description: 'It names everybody: whoever it does not name is no longer on the list.' })
  whole!: boolean;
  @Field(() => String)
  source!: string;
  @Field(() => [ListEntryInput], { description: 'At most 5,000.' })
  entries!: ListEntryInput[];
}

@InputType()
export class ListEntryFilter {
  @Field(() => ID)
  list!: string;
  @Field(() => String, { nullable: true })
  township?: string | null;
  @Field(() => String, { nullable: true, description: '`registered` or `unregistered`' })
  registered?: string | null;
  @Field(() => Int, { nullable: true, description: 'The version; the one in force unless given.' })
  number?: number | null;
}
