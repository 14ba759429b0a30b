import { subject } from '@casl/ability';
import { factByCode } from '@yimen/schema';
import { type Context, reader } from '../../context.js';
import type { County } from '../../platform/county.js';
import type { Bilingual, CountyPack, Program } from '../../policy/types.js';
import { FundingReader } from '../funding/funding.reader.js';
import type { FollowOn } from './follow-on.js';
import { HOUSEHOLD_KINDS } from './household-kinds.js';
import { coverOf, moneyByMonth, monthsFrom, type ProgramMoney, paymentsWithin } from './money-by-month.js';
import { type Cell, RehearsalReader, type RehearsalRecord } from './rehearsal.reader.js';
import type {
  RehearsalBudget,
  RehearsalCause,
  RehearsalClash,
  RehearsalCount,
  RehearsalMonth,
  RehearsalOutcome,
  RehearsalProgram,
  RehearsalRow,
} from './rehearsal.types.js';
import { withSubBenefits } from './rehearsed-programs.js';
import type { Summary } from './save-rehearsal.js';
import { KINDS } from './verdict-tables.js';

/** A rehearsal's figures; townships, household classes and months of one program where `only` names it. */
export async function rehearsalOutcome(
  context: Context,
  rehearsal: RehearsalRecord,
  only: string | null,
): Promise<RehearsalOutcome | null> {
  const { summary, judgedAt } = rehearsal;
  if (!summary || !judgedAt) return null;
  const all = await reader(context, RehearsalReader).cells.load(rehearsal.id);
  const drawing = new Drawing(context, rehearsal, summary, all);
  const cells = only ? all.filter(({ program }) => program === only) : all;
  return {
    judgedAt,
    people: summary.people,
    households: summary.households,
    better: summary.better,
    worse: summary.worse,
    listCut: summary.listCut,
    programs: drawing.programs(all),
    townships: drawing.townships(cells),
    householdKinds: drawing.householdKinds(cells),
    months: drawing.months(cells),
    budgets: await drawing.budgets(),
    causes: drawing.causes(),
    clashes: drawing.clashes(),
  };
}

/** The pack's programs and sub-benefits by their codes; those of a former pack bear their code. */
export function programNames(pack: CountyPack): (code: string) => Bilingual {
  const names = new Map(
    pack.programs.flatMap((program) => [
      [program.code, program.name] as const,
      ...program.subBenefits.map(({ code, name }) => {
        return [code, { zh: `${program.name.zh}·${name.zh}`, en: `${program.name.en} · ${name.en}` }] as const;
      }),
    ]),
  );
  return (code) => names.get(code) ?? { zh: code, en: code };
}

class Drawing {
  private readonly county: County;
  private readonly known: ReadonlyMap<string, { program: Program }>;
  private readonly nameOf: (code: string) => Bilingual;
  private readonly monthList: string[];

  constructor(
    private readonly context: Context,
    private readonly rehearsal: RehearsalRecord,
    private readonly summary: Summary,
    private readonly cells: readonly Cell[],
  ) {
    this.county = context.county;
    this.known = withSubBenefits(this.county.parsed).programs;
    this.nameOf = programNames(this.county.pack);
    this.monthList = monthsFrom(rehearsal.from, rehearsal.horizonMonths);
  }

  private program(code: string): Program | undefined {
    return this.known.get(code)?.program;
  }

  private row(key: string, label: Bilingual, cells: readonly Cell[]): RehearsalRow {
    const within = (of: 'oldFen' | 'newFen') =>
      cells.reduce((sum, cell) => {
        const program = this.program(cell.program);
        return sum + (program ? cell[of] * paymentsWithin(program, this.rehearsal.horizonMonths) : 0);
      }, 0);
    return { key, label, counts: countsOf(cells), oldFen: within('oldFen'), newFen: within('newFen') };
  }

  programs(cells: readonly Cell[]): RehearsalProgram[] {
    const byProgram = Map.groupBy(cells, (cell) => cell.program);
    return [...this.known.values()].flatMap(({ program }) => {
      const own = byProgram.get(program.code);
      const direct = this.summary.direct.includes(program.code);
      if (!own && !direct) return [];
      const record = subject('RehearsedPerson', { departmentCode: program.department });
      return [
        {
          ...this.row(program.code, program.name, own ?? []),
          department: this.county.department(program.department),
          unit: program.unit,
          period: program.period,
          direct,
          oldPeriodFen: sum(own ?? [], 'oldFen'),
          newPeriodFen: sum(own ?? [], 'newFen'),
          listed: this.context.ability.can('read', record as never),
        },
      ];
    });
  }

  townships(cells: readonly Cell[]): RehearsalRow[] {
    const byTownship = Map.groupBy(cells, (cell) => cell.township);
    return this.county.pack.townships.map(({ code, name }) => this.row(code, name, byTownship.get(code) ?? []));
  }

  householdKinds(cells: readonly Cell[]): RehearsalRow[] {
    const byKind = Map.groupBy(cells, (cell) => cell.householdKind);
    return Object.entries(HOUSEHOLD_KINDS).map(([kind, label]) => this.row(kind, label, byKind.get(kind) ?? []));
  }

  private money(cells: readonly Cell[]): ProgramMoney[] {
    return [...Map.groupBy(cells, (cell) => cell.program)].flatMap(([code, own]) => {
      const program = this.program(code);
      return program ? [{ program, oldFen: sum(own, 'oldFen'), newFen: sum(own, 'newFen') }] : [];
    });
  }

  months(cells: readonly Cell[]): RehearsalMonth[] {
    const paid = this.money(cells).filter(({ oldFen, newFen }) => oldFen > 0 || newFen > 0);
    return moneyByMonth(paid, this.monthList).map(({ fund, ...month }) => ({ ...month, fund: this.fundName(fund) }));
  }

  private fundName(code: string): Bilingual {
    return this.county.pack.funds.find((fund) => fund.code === code)?.name ?? { zh: code, en: code };
  }

  /** Of the lines that the reader may see, those that pay the programs which the changes reach by themselves. */
  async budgets(): Promise<RehearsalBudget[]> {
    const years = [...new Set(this.monthList.map((month) => Number(month.slice(0, 4))))];
    const lines = await reader(this.context, FundingReader).lines(years);
    const money = this.money(this.cells).filter(({ program }) => this.summary.direct.includes(program.code));
    return lines.flatMap((line) => {
      const program = this.county.program(line.programCode);
      if (program?.funds[0] !== line.fundCode) return [];
      const codes = [program.code, ...program.subBenefits.map(({ code }) => code)];
      const own = money.filter((one) => codes.includes(one.program.code));
      const cover = coverOf(own, this.monthList, line.year, line.leftFen);
      return cover ? [{ program: program.name, fund: this.fundName(line.fundCode), ...cover }] : [];
    });
  }

  /** Why each program follows for which something changes. */
  causes(): RehearsalCause[] {
    const changed = new Set(this.cells.map(({ program }) => program));
    return this.summary.followOns.flatMap((follow) =>
      follow.programs
        .filter((code) => changed.has(code))
        .flatMap((code) => this.causesOf(follow, code).map((cause) => ({ program: this.nameOf(code), ...cause }))),
    );
  }

  private causesOf({ income, support, statuses }: FollowOn, code: string): Omit<RehearsalCause, 'program'>[] {
    const wordsOf = (of: string) => this.program(of)?.concurrency.words ?? { zh: '', en: '' };
    const cause = (kind: string, by: string, words: Bilingual) => ({ kind, by: this.nameOf(by), words });
    return [
      ...income.map((by) => cause('income', by, wordsOf(by))),
      ...support.map((by) => cause('support', by, wordsOf(code))),
      ...statuses.map(({ source, fact, value }) => cause('status', source, statusWords(fact, value))),
    ];
  }

  /** What the changes alter about who keeps what. */
  clashes(): RehearsalClash[] {
    const altered = this.summary.clashes.filter((one) => one.oldCount !== one.newCount || one.oldFen !== one.newFen);
    return altered.map(({ program, keptProgram, ruleCode: _, ...clash }) => ({
      ...clash,
      program: this.nameOf(program),
      kept: this.nameOf(keptProgram),
    }));
  }
}

function countsOf(cells: readonly Cell[]): RehearsalCount[] {
  const byKind = Map.groupBy(cells, (cell) => cell.kind);
  return KINDS.flatMap((kind) => {
    const own = byKind.get(kind);
    return own ? [{ kind, subjects: sum(own, 'subjects'), people: sum(own, 'people'), held: sum(own, 'held') }] : [];
  });
}

function sum(cells: readonly Cell[], of: 'subjects' | 'people' | 'held' | 'oldFen' | 'newFen'): number {
  return cells.reduce((all, cell) => all + cell[of], 0);
}

function statusWords(code: string, value: unknown): Bilingual {
  const fact = factByCode(code);
  if (!fact) return { zh: code, en: code };
  const option = fact.options?.find((one) => one.code === value);
  return option
    ? { zh: `${fact.nameZh}：${option.zh}`, en: `${fact.nameEn}: ${option.en}` }
    : { zh: fact.nameZh, en: fact.nameEn };
}
