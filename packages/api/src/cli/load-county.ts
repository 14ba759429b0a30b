import { loadBudgets } from '../features/funding/load-budgets.js';
import { today } from '../platform/clock.js';
import type { County } from '../platform/county.js';
import type { Database } from '../platform/database.js';
import { sqlOf } from '../platform/run-command.js';

/** The first year that cases are recorded for: older cases are entered too. */
const FIRST_YEAR = 2022;

/**
 * Puts what a county's office starts from into its migrated schema: the pack's budgets of every year from 2022 to the
 * current one (Asia/Shanghai). Safe to run at each start. Once a county is at work, the lines of a new year are opened by
 * its approved plan (`features/fiscal-year`), not by the pack.
 */
export async function loadCounty(database: Database, county: County): Promise<{ budgetLines: number }> {
  const years: number[] = [];
  for (let year = FIRST_YEAR; year <= Number(today().slice(0, 4)); year += 1) years.push(year);
  const budgetLines = await database.orm.em.fork().transactional(async (em) => {
    const sql = sqlOf(em);
    const opened = new Set(
      (await sql<{ year: number }>('select distinct year from budget_line')).map(({ year }) => year),
    );
    const begins = opened.size === 0;
    return loadBudgets(
      sql,
      county,
      years.filter((year) => begins || opened.has(year)),
    );
  });
  return { budgetLines };
}
