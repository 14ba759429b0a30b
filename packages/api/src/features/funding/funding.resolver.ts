import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { timeOfDay } from '../../platform/clock.js';
import type { County } from '../../platform/county.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import type { Bilingual as BilingualText, Program as PackProgram } from '../../policy/types.js';
import { Department, Program } from '../program/program.types.js';
import { FundingFilter } from './funding.inputs.js';
import { type EntryPage, type EntryRow, FundingReader, type LineRow } from './funding.reader.js';
import { BudgetLine, FundingEntry, FundingEntryConnection, FundingSummary } from './funding.types.js';
import { fundingSummary } from './funding-summary.js';

const ORIGINS: Record<Exclude<EntryRow['origin'], 'meeting'>, BilingualText> = {
  budget: { zh: '预算冻结', en: 'Frozen budget' },
  package: { zh: '一揽子救助方案', en: 'Aid package' },
  batch: { zh: '批次申请', en: 'Application of a batch' },
  application: { zh: '个案申请', en: 'Application' },
  department: { zh: '部门直接发放', en: 'Paid by the department itself' },
};

function meetingWords({ meetingNumber, position, until }: EntryRow): BilingualText {
  const time = until ? timeOfDay(until) : '';
  return {
    zh: `研判会 ${meetingNumber} 第 ${position} 项预占，至 ${time}`,
    en: `Reserved by meeting ${meetingNumber}, item ${position}, until ${time}`,
  };
}

function fundName(county: County, code: string): BilingualText {
  return county.pack.funds.find((fund) => fund.code === code)?.name ?? { zh: code, en: code };
}

/** The program of a line; lines outlive programs that a later pack drops. */
export function programOf(county: County, code: string): PackProgram {
  const program = county.program(code);
  if (!program) throw new Error(`The county pack has no program ${code}, but its budget lines are in the ledger`);
  return program;
}

@Resolver(() => BudgetLine)
export class BudgetLineResolver {
  @Query(() => [BudgetLine])
  budgetLines(@Ctx() context: Context, @Arg('year', () => Int) year: number): Promise<LineRow[]> {
    return reader(signedIn(context), FundingReader).lines([year]);
  }

  @Query(() => FundingSummary)
  fundingSummary(@Ctx() context: Context, @Arg('year', () => Int) year: number): Promise<FundingSummary> {
    return fundingSummary(signedIn(context), reader(context, FundingReader), year);
  }

  @FieldResolver(() => Bilingual)
  fund(@Root() line: LineRow, @Ctx() { county }: Context): Bilingual {
    return fundName(county, line.fundCode);
  }

  @FieldResolver(() => Program)
  program(@Root() line: LineRow, @Ctx() { county }: Context): PackProgram {
    return programOf(county, line.programCode);
  }

  @FieldResolver(() => Department)
  department(@Root() line: LineRow, @Ctx() { county }: Context): Department {
    return county.department(line.departmentCode);
  }
}

@Resolver(() => FundingEntry)
export class FundingEntryResolver {
  @Query(() => FundingEntryConnection)
  fundingEntries(
    @Ctx() context: Context,
    @Arg('filter', () => FundingFilter) filter: FundingFilter,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<EntryPage> {
    return reader(signedIn(context), FundingReader).entries(filter, first, after);
  }

  @FieldResolver(() => Bilingual)
  fund(@Root() entry: EntryRow, @Ctx() { county }: Context): Bilingual {
    return fundName(county, entry.fundCode);
  }

  @FieldResolver(() => Department)
  department(@Root() entry: EntryRow, @Ctx() { county }: Context): Department {
    return county.department(entry.departmentCode);
  }

  @FieldResolver(() => Program)
  program(@Root() entry: EntryRow, @Ctx() { county }: Context): PackProgram {
    return programOf(county, entry.programCode);
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  townshipName(@Root() entry: EntryRow, @Ctx() { county }: Context): Bilingual | null {
    return county.township(entry.townshipCode)?.name ?? null;
  }

  @FieldResolver(() => String)
  source(@Root() entry: EntryRow, @Ctx() { locale }: Context): string {
    const words = entry.origin === 'meeting' ? meetingWords(entry) : ORIGINS[entry.origin];
    return locale === 'en' ? words.en : words.zh;
  }
}

export const fundingResolvers = [BudgetLineResolver, FundingEntryResolver] as const;
