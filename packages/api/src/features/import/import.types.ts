import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';

@ObjectType({ simpleResolvers: true })
export class ImportSheet {
  @Field(() => String)
  name!: string;
  @Field(() => Int)
  rows!: number;
  @Field(() => [Bilingual], { description: 'How it was read where that is not plain.' })
  notes!: Bilingual[];
}

@ObjectType({ simpleResolvers: true, description: 'What a column may be for.' })
export class ImportTarget {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => Boolean)
  required!: boolean;
  @Field(() => Boolean, { description: 'It holds amounts, in yuan or in ten thousand yuan.' })
  isAmount!: boolean;
  @Field(() => Boolean, { description: 'Several columns may be for it.' })
  repeats!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A program whose awards the reader may bring.' })
export class ImportProgram {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
}

@ObjectType({ simpleResolvers: true })
export class ImportColumn {
  @Field(() => Int, { description: 'Counted from 0.' })
  index!: number;
  @Field(() => String)
  letter!: string;
  @Field(() => String)
  heading!: string;
  @Field(() => Boolean, { description: 'Another column has the same heading.' })
  isRepeated!: boolean;
  @Field(() => [String], { description: 'What its first cells hold, long numbers masked.' })
  samples!: string[];
  @Field(() => String, { nullable: true, description: 'The code of the target, as chosen, remembered or guessed.' })
  target!: string | null;
  @Field(() => String, { description: 'Of amounts: yuan or wan.' })
  unit!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The list that a file is a version of.' })
export class ImportList {
  @Field(() => ID, { nullable: true, description: 'null: a new list.' })
  listId!: string | null;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  unit!: string;
  @Field(() => Boolean)
  whole!: boolean;
  @Field(() => [String], { description: 'Codes of departments; of a new list.' })
  sharedWith!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'A file under one choice of sheet and row of headings.' })
export class ImportLayout {
  @Field(() => Int)
  sheet!: number;
  @Field(() => Int)
  headerRow!: number;
  @Field(() => Boolean, { description: 'The choices are those of an earlier file of this layout.' })
  isRemembered!: boolean;
  @Field(() => [ImportColumn])
  columns!: ImportColumn[];
  @Field(() => [ImportTarget])
  targets!: ImportTarget[];
  @Field(() => [ImportProgram], { description: 'Of awards: the programs to choose from.' })
  programs!: ImportProgram[];
  @Field(() => String, { nullable: true })
  source!: string | null;
  @Field(() => DateText, { nullable: true })
  observedOn!: string | null;
  @Field(() => Boolean)
  verified!: boolean;
  @Field(() => String, { nullable: true })
  programCode!: string | null;
  @Field(() => Boolean)
  withDuplicates!: boolean;
  @Field(() => ImportList, { nullable: true, description: 'Of a list only.' })
  list!: ImportList | null;
}

@ObjectType({ simpleResolvers: true, description: 'How many rows come to what; notes are beside.' })
export class ImportCounts {
  @Field(() => Int)
  rows!: number;
  @Field(() => Int)
  fresh!: number;
  @Field(() => Int)
  changed!: number;
  @Field(() => Int, { description: 'On record already: nothing is written.' })
  known!: number;
  @Field(() => Int)
  errors!: number;
  @Field(() => Int, { description: 'Held back: possibly registered already.' })
  duplicates!: number;
  @Field(() => Int)
  notes!: number;
  @Field(() => Int, {
    description: 'Rows that will be written: of a whole list also those known already, which go on with it.',
  })
  planned!: number;
  @Field(() => Int, { description: 'Of a list: good rows of people whom the registry does not know.' })
  unregistered!: number;
  @Field(() => Int, { description: 'Of a whole list: how many who are on it now will be on it no more.' })
  ended!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The version of a list that an import put in force.' })
export class ImportListVersion {
  @Field(() => ID)
  listId!: string;
  @Field(() => String)
  title!: string;
  @Field(() => Int)
  number!: number;
  @Field(() => Int, { description: 'How many were on the list with it.' })
  entries!: number;
  @Field(() => Int)
  added!: number;
  @Field(() => Int)
  changed!: number;
  @Field(() => Int)
  ended!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What an import has written so far.' })
export class ImportWritten {
  @Field(() => Int)
  households!: number;
  @Field(() => Int)
  people!: number;
  @Field(() => Int)
  observations!: number;
  @Field(() => Int)
  awards!: number;
  @Field(() => ImportListVersion, { nullable: true })
  list!: ImportListVersion | null;
}

@ObjectType({ simpleResolvers: true })
export class ImportProblem {
  @Field(() => Int, { description: 'The row of the file, counted from 1.' })
  row!: number;
  @Field(() => String, { nullable: true, description: 'Such as C17; null: the whole row.' })
  cell!: string | null;
  @Field(() => String, { nullable: true })
  heading!: string | null;
  @Field(() => String, { description: 'error, duplicate or note' })
  severity!: string;
  @Field(() => Bilingual)
  message!: Bilingual;
  @Field(() => String, { nullable: true })
  value!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class ImportProblemConnection {
  @Field(() => [ImportProblem])
  nodes!: ImportProblem[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A file on its way into the registry.' })
export class Import {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  fileName!: string;
  @Field(() => String)
  status!: string;
  @Field(() => ID, { nullable: true, description: 'The job of the step it is in.' })
  jobId!: string | null;
  @Field(() => [ImportSheet])
  sheets!: ImportSheet[];
  @Field(() => ImportLayout, { nullable: true, description: 'null once the rows are deleted.' })
  layout!: ImportLayout | null;
  @Field(() => ImportCounts, { nullable: true, description: 'null until the rows are checked.' })
  counts!: ImportCounts | null;
  @Field(() => ImportWritten)
  written!: ImportWritten;
  @Field(() => ImportProblemConnection)
  problems!: ImportProblemConnection;
  @Field(() => Instant)
  createdAt!: Date;
  @Field(() => DateText, { description: 'The last day on which its rows are kept.' })
  rowsUntil!: string;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}
