import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { rows } from '../../platform/read.js';
import type { LivelihoodFigure, LivelihoodYear } from './livelihood.types.js';
import { sharePercent } from './share.js';

/** What was told of years, as far as the actor may see it. */
export class LivelihoodReader {
  constructor(private readonly context: Context) {}

  /** The newest year first, of each the figure that counts first. */
  async years(targetPercent: number): Promise<LivelihoodYear[]> {
    const figures = await this.figures('true', []);
    const byYear = Map.groupBy(figures, ({ year }) => year);
    const paid = await rows<{ year: number; paidFen: number }>(
      this.context.database.pool,
      `select l.year, sum(a.credits_posted - a.debits_posted)::bigint as "paidFen" from ledger_account a
       join budget_line l on l.id = a.line_id where a.kind = 'paid' and l.year = any($1) group by l.year`,
      [[...byYear.keys()]],
    );
    return [...byYear].map(([year, told]) => ({
      year,
      figures: told,
      meets: (told[0]?.percent ?? 0) >= targetPercent,
      paidFen: paid.find((one) => one.year === year)?.paidFen ?? 0,
    }));
  }

  async figure(id: string): Promise<LivelihoodFigure | undefined> {
    return (await this.figures('f.id = $1', [id]))[0];
  }

  private async figures(condition: string, params: unknown[]): Promise<LivelihoodFigure[]> {
    const { ability, database } = this.context;
    const access = accessSql(ability, 'read', 'LivelihoodFigure', {}, params);
    const figures = await rows<Omit<LivelihoodFigure, 'percent'>>(
      database.pool,
      `select f.id, f.year, f.position, f.new_revenue_fen as "newRevenueFen", f.livelihood_fen as "livelihoodFen", f.document,
         f.reason, s.name as "recordedBy", f.recorded_at as "recordedAt"
       from livelihood_figure f join staff s on s.id = f.recorded_by
       where ${condition} and ${access} order by f.year desc, f.position desc`,
      params,
    );
    return figures.map((figure) => ({ ...figure, percent: sharePercent(figure) }));
  }
}
