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
  @Field(() => String, { nullable: true, description: 'The day of facts without one of their own, YYYY-MM-DD.' })
  observedOn?: string | null;
  @Field(() => Boolean, { description: 'The facts come from the office that holds them; otherwise they are declared.' })
  verified!: boolean;
  @Field(() => String, { nullable: true, description: 'The program of awards when no column names it.' })
  programCode?: string | null;
  @Field(() => Boolean, { description: 'Bring in people who look like somebody registered too.' })
  withDuplicates!: boolean;
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
