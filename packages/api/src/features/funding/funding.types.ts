import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import { Department, Program } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true })
export class BudgetLine {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  year!: number;
  @Field(() => Bilingual)
  fund!: Bilingual;
  @Field(() => Program)
  program!: Program;
  @Field(() => Department)
  department!: Department;
  @Field(() => Bilingual)
  label!: Bilingual;
  @Field(() => DateText, { nullable: true, description: 'Its budget no longer changes.' })
  closedOn!: string | null;
  @Field(() => Fen)
  budgetFen!: number;
  @Field(() => Fen, { description: 'Kept back by the finance bureau.' })
  frozenFen!: number;
  @Field(() => Fen, { description: 'Set aside by meetings that compose a package.' })
  reservedFen!: number;
  @Field(() => Fen)
  heldFen!: number;
  @Field(() => Fen)
  committedFen!: number;
  @Field(() => Fen)
  paidFen!: number;
  @Field(() => Fen)
  leftFen!: number;
  @Field(() => Int, { nullable: true })
  placesTotal!: number | null;
  @Field(() => Int, { nullable: true })
  placesLeft!: number | null;
}

/** One row of the leader's table. `budgetFen` and `leftFen` are null where a budget has no such dimension (township, month). */
@ObjectType({
  simpleResolvers: true,
  description:
    "One row of the leader's table. `budgetFen` and `leftFen` are null where a budget has no such dimension (township, month).",
})
export class FundingRow {
  @Field(() => String)
  key!: string;
  @Field(() => Bilingual)
  label!: Bilingual;
  @Field(() => Fen, { nullable: true })
  budgetFen!: number | null;
  @Field(() => Fen, { description: 'Kept back by the finance bureau.' })
  frozenFen!: number;
  @Field(() => Fen, { description: 'Set aside by meetings that compose a package.' })
  reservedFen!: number;
  @Field(() => Fen)
  heldFen!: number;
  @Field(() => Fen)
  committedFen!: number;
  @Field(() => Fen)
  paidFen!: number;
  @Field(() => Fen, { nullable: true })
  leftFen!: number | null;
  @Field(() => Int)
  entries!: number;
}

@ObjectType({ simpleResolvers: true })
export class FundingTotals {
  @Field(() => Fen)
  budgetFen!: number;
  @Field(() => Fen, { description: 'Kept back by the finance bureau.' })
  frozenFen!: number;
  @Field(() => Fen, { description: 'Set aside by meetings that compose a package.' })
  reservedFen!: number;
  @Field(() => Fen)
  heldFen!: number;
  @Field(() => Fen)
  committedFen!: number;
  @Field(() => Fen)
  paidFen!: number;
  @Field(() => Fen)
  leftFen!: number;
  @Field(() => Int)
  households!: number;
  @Field(() => Int)
  plans!: number;
  @Field(() => Int)
  waiting!: number;
}

@ObjectType({ simpleResolvers: true })
export class FundingSummary {
  @Field(() => Int)
  year!: number;
  @Field(() => FundingTotals)
  totals!: FundingTotals;
  @Field(() => [FundingRow])
  byFund!: FundingRow[];
  @Field(() => [FundingRow])
  byDepartment!: FundingRow[];
  @Field(() => [FundingRow])
  byProgram!: FundingRow[];
  @Field(() => [FundingRow])
  byTownship!: FundingRow[];
  @Field(() => [FundingRow])
  byMonth!: FundingRow[];
}

/** One line behind a number; names are masked for leadership. */
@ObjectType({ simpleResolvers: true, description: 'One line behind a number; names are masked for leadership.' })
export class FundingEntry {
  @Field(() => ID)
  id!: string;
  @Field(() => Instant)
  at!: Date;
  @Field(() => String)
  state!: string;
  @Field(() => Fen)
  amountFen!: number;
  @Field(() => Bilingual)
  fund!: Bilingual;
  @Field(() => Department)
  department!: Department;
  @Field(() => Program)
  program!: Program;
  @Field(() => Bilingual, { nullable: true })
  townshipName!: Bilingual | null;
  @Field(() => String, { nullable: true })
  personName!: string | null;
  @Field(() => ID, { nullable: true })
  caseId!: string | null;
  @Field(() => String, { nullable: true })
  caseNumber!: string | null;
  @Field(() => String, { nullable: true })
  batchNumber!: string | null;
  @Field(() => String)
  source!: string;
}

@ObjectType({ simpleResolvers: true })
export class FundingEntryConnection {
  @Field(() => [FundingEntry])
  nodes!: FundingEntry[];
  @Field(() => Int)
  total!: number;
  @Field(() => Fen)
  totalFen!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class DoubtfulLine {
  @Field(() => Int)
  year!: number;
  @Field(() => Bilingual)
  label!: Bilingual;
}

/** What the last nightly check of the ledger found. */
@ObjectType({ simpleResolvers: true, description: 'What the last nightly check of the ledger found.' })
export class LedgerCheck {
  @Field(() => Instant)
  checkedAt!: Date;
  @Field(() => Int)
  transfers!: number;
  @Field(() => Int, { description: 'Lines whose chain of transfers does not hold.' })
  broken!: number;
  @Field(() => Int, { description: 'Accounts whose balance is not what their transfers add up to.' })
  unbalanced!: number;
  @Field(() => Int, { description: 'Transfers that are in no chain.' })
  unlinked!: number;
  @Field(() => [DoubtfulLine])
  lines!: DoubtfulLine[];
}
