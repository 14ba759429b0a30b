import { createBudgetLine } from '../../ledger/ledger.js';
import type { County } from '../../platform/county.js';
import type { Sql } from '../../platform/run-command.js';

/**
 * Opens the pack's budget lines of the given years and puts their money (fen) and places in. Safe to run again: a line
 * that was opened before is left as it is. Answers how many were new.
 */
export async function loadBudgets(sql: Sql, county: County, years: readonly number[]): Promise<number> {
  const opened = await sql<{ key: string }>(
    `select year || ':' || fund_code || ':' || program_code as key from budget_line where year = any($1::int[])`,
    [[...years]],
  );
  const known = new Set(opened.map(({ key }) => key));
  const fundNames = new Map(county.pack.funds.map((fund) => [fund.code, fund.name]));
  let added = 0;
  for (const year of years) {
    for (const seed of county.pack.budgets) {
      if (known.has(`${year}:${seed.fund}:${seed.program}`)) continue;
      const program = county.program(seed.program);
      const fund = fundNames.get(seed.fund);
      if (!program || !fund)
        throw new Error(`The budget of ${seed.program} from ${seed.fund} names an unknown program or fund`);
      await createBudgetLine(sql, {
        year,
        fundCode: seed.fund,
        programCode: seed.program,
        departmentCode: program.department,
        figureKind: seed.kind,
        label: { zh: `${year}年${fund.zh}·${program.name.zh}`, en: `${year} ${fund.en} · ${program.name.en}` },
        fen: seed.amountFen,
        places: seed.places,
      });
      added += 1;
    }
  }
  return added;
}
