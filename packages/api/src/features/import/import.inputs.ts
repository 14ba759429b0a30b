import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class ImportColumnInput {
  @Field(() => Int, { description: 'Of the column in the file, counted from 0.' })
  index!: number;
  @Field(() => String, { description: 'What it holds: the code of a target.' })
  target!: string;
  @Field(() => String, { nullable: true, description: 'Of amounts: yuan, or wan for ten thousand yuan.' })
  unit?: string | null;
}

@InputType()
export class ImportListInput {
  @Field(() => ID, { nullable: true, description: 'The list that the file is a new version of; null: a new list.' })
  id?: string | null;
  @Field(() => String, { nullable: true, description: 'Of a new list.' })
  title?: string | null;
  @Field(() => String, { nullable: true, description: 'Of a new list: `person` or `household`' })
  unit?: string | null;
  @Field(() => Boolean, { description: 'It names everybody: whoever it does not name is no longer on the list.' })
  whole!: boolean;
  @Field(() => [String], { nullable: true, description: 'Of a new list: codes of the departments that may read it.' })
  sharedWith?: string[] | null;
}

@InputType()
export class CheckImportInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  importId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => Int, { description: 'Counted from 0.' })
  sheet!: number;
  @Field(() => Int, { description: 'The row of the headings, counted from 1.' })
  headerRow!: number;
  @Field(() => [ImportColumnInput])
  columns!: ImportColumnInput[];
  @Field(() => String, { description: 'Where the data come from, in words.' })
  source!: string;
  @Field(() => String, {
    nullable: true,
    description: 'The day of facts without one of their own, or of the list, YYYY-MM-DD.',
  })
  observedOn?: string | null;
  @Field(() => Boolean, { description: 'The facts come from the office that holds them; otherwise they are declared.' })
  verified!: boolean;
  @Field(() => String, { nullable: true, description: 'The program of awards when no column names it.' })
  programCode?: string | null;
  @Field(() => Boolean, { description: 'Bring in people who look like somebody registered too.' })
  withDuplicates!: boolean;
  @Field(() => ImportListInput, { nullable: true, description: 'Of a list only.' })
  list?: ImportListInput | null;
}

@InputType()
export class ImportStepInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  importId!: string;
  @Field(() => Int)
  expectedVersion!: number;
}

@InputType()
export class UndoImportInput extends ImportStepInput {
  @Field(() => String)
  reason!: string;
}
