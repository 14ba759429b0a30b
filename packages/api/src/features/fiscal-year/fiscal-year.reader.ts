import type { Context } from '../../context.js';
import { today } from '../../platform/clock.js';
import { notFound } from '../../platform/errors.js';
import { yuanText } from '../../platform/money.js';
import { rows } from '../../platform/read.js';
import { FundingReader, type LineRow } from '../funding/funding.reader.js';
import type { TypedRow } from './check-plan.js';

export interface PlanRow extends TypedRow {
  lastBudgetFen: number | null;
  lastUsedFen: number | null;
  lastLeftFen: number | null;
}

interface SavedPlan {
  id: string;
  year: number;
  status: string;
  rows: TypedRow[];
  document: string;
  submittedById: string | null;
  submittedBy: string | null;
  submittedAt: Date | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  note: string | null;
  version: number;
}

export interface PlanView extends Omit<SavedPlan, 'rows'> {
  rows: PlanRow[];
}

const PROPOSED = {
  status: 'proposed',
  document: '',
  submittedById: null,
  submittedBy: null,
  submittedAt: null,
  decidedBy: null,
  decidedAt: null,
  note: null,
  version: 0,
};

/** The budget of a coming year beside last year's lines; until it is saved, last year's budgets are proposed. */
export class BudgetPlanReader {
  constructor(private readonly context: Context) {}

  /** Undefined for whoever may not see plans. Throws NotFound for a year that is neither this one nor the next. */
  async ofYear(year: number): Promise<PlanView | undefined> {
    const thisYear = Number(today().slice(0, 4));
    if (!this.context.ability.can('read', 'BudgetPlan')) return undefined;
    if (year !== thisYear && year !== thisYear + 1) throw notFound({ zh: '年度预算', en: 'budget plan' });
    const saved = await this.saved('p.year = $1', year);
    const last = await new FundingReader(this.context).lines([year - 1]);
    return saved ? this.view(saved, last) : this.view({ ...PROPOSED, id: `preview-${year}`, year, rows: [] }, last);
  }

  async byId(id: string): Promise<PlanView | undefined> {
    if (!this.context.ability.can('read', 'BudgetPlan')) return undefined;
    const saved = await this.saved('p.id = $1', id);
    return saved && this.view(saved, await new FundingReader(this.context).lines([saved.year - 1]));
  }

  private async saved(condition: string, value: unknown): Promise<SavedPlan | undefined> {
    const [plan] = await rows<SavedPlan>(
      this.context.database.pool,
      `select p.id, p.year, p.status, p.rows, p.document, p.submitted_by as "submittedById", s.name as "submittedBy",
         p.submitted_at as "submittedAt", d.name as "decidedBy", p.decided_at as "decidedAt", p.note, p.version
       from budget_plan p left join staff s on s.id = p.submitted_by left join staff d on d.id = p.decided_by where ${condition}`,
      [value],
    );
    return plan;
  }

  /** What was typed for each line of last year and each line of the pack; last year's figures where nothing was. */
  private view(plan: SavedPlan, last: readonly LineRow[]): PlanView {
    const { pack, program } = this.context.county;
    const keyOf = (one: { programCode: string; fundCode: string }) => `${one.programCode} ${one.fundCode}`;
    const typed = new Map(plan.rows.map((row) => [keyOf(row), row]));
    const before = new Map(last.map((line) => [keyOf(line), line]));
    const seeds = pack.budgets.map((seed) => ({ programCode: seed.program, fundCode: seed.fund }));
    const all = new Map([...last, ...seeds, ...plan.rows].map((one) => [keyOf(one), one]));
    const rowOf = ({ programCode, fundCode }: { programCode: string; fundCode: string }): PlanRow => {
      const line = before.get(`${programCode} ${fundCode}`);
      const own = typed.get(`${programCode} ${fundCode}`);
      const used = line && line.heldFen + line.committedFen + line.paidFen;
      return {
        programCode,
        fundCode,
        amount: own?.amount ?? (line && plan.version === 0 ? yuanText(line.budgetFen) : ''),
        places: own?.places ?? (plan.version === 0 ? String(line?.placesTotal ?? '') : ''),
        lastBudgetFen: line?.budgetFen ?? null,
        lastUsedFen: used ?? null,
        lastLeftFen: line?.leftFen ?? null,
      };
    };
    return { ...plan, rows: [...all.values()].filter(({ programCode }) => program(programCode)).map(rowOf) };
  }
}
