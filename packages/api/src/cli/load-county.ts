import { loadBudgets } from '../features/funding/load-budgets.js';
import { today } from '../platform/clock.js';
import type { County } from '../platform/county.js';
import type { Database } from '../platform/database.js';
import { sqlOf } from '../platform/run-command.js';

/** The first year that cases are recorded for: older cases are entered too. */
const FIRST_YEAR = 2022;

/**
 * Puts what a county's office starts from into its migrated schema: the pack's budgets of every year from 2022 to the
 * current one (Asia/Shanghai). Safe to run at each start; in a new year it opens that year's lines.
 */
export async function loadCounty(database: Database, county: County): Promise<{ budgetLines: number }> {
  const years: number[] = [];
  for (let year = FIRST_YEAR; year <= Number(today().slice(0, 4)); year += 1) years.push(year);
  const budgetLines = await database.orm.em.fork().transactional((em) => loadBudgets(sqlOf(em), county, years));
  return { budgetLines };
}
