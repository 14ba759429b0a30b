import type { Sql } from '../../platform/run-command.js';
import type { ComparedItem, ComposedItem } from '../../policy/compose-package.js';
import type { Verdict } from '../../policy/types.js';

interface StoredItem {
  programCode: string;
  amountFen: string | null;
  chosenFen: string | null;
  planOnly: boolean;
  cappedByZh: string | null;
  cappedByEn: string | null;
}

const fenOf = (value: string | null) => (value === null ? null : Number(value));

/** The items of a package as far as a comparison needs them. */
export async function itemsOf(sql: Sql, packageId: string): Promise<ComparedItem[]> {
  const found = await sql<StoredItem>(
    `select i.program_code as "programCode", i.amount_fen as "amountFen", i.plan_only as "planOnly",
            i.capped_by_zh as "cappedByZh", i.capped_by_en as "cappedByEn",
            (select s ->> 'amountFen' from jsonb_array_elements(k.selections) s
              where s ->> 'programCode' = i.program_code limit 1) as "chosenFen"
       from package_item i join aid_package k on k.id = i.package_id where k.id = $1 order by i.position`,
    [packageId],
  );
  return found.map(({ cappedByZh, cappedByEn, ...item }) => ({
    ...item,
    personId: null,
    amountFen: fenOf(item.amountFen),
    chosenFen: fenOf(item.chosenFen),
    cappedBy: cappedByZh && cappedByEn ? { zh: cappedByZh, en: cappedByEn } : null,
  }));
}

/** Replaces the items of a draft, in the order of payment. */
export async function writeItems(
  sql: Sql,
  packageId: string,
  personId: string,
  items: readonly ComposedItem[],
  verdicts: readonly Verdict[],
): Promise<void> {
  await sql('delete from package_item where package_id = $1', [packageId]);
  const byCode = new Map(verdicts.map((verdict) => [verdict.programCode, verdict]));
  const rows = items.map((item, index) => ({
    package_id: packageId,
    program_code: item.programCode,
    department_code: item.department,
    person_id: personId,
    variant_code: item.variantCode,
    amount_fen: item.amountFen,
    entitled_fen: item.entitledFen,
    min_fen: item.minFen,
    max_fen: item.maxFen,
    step_fen: item.stepFen,
    plan_only: item.planOnly,
    form: item.form,
    period: item.period,
    position: index + 1,
    status: 'proposed',
    hold: 'none',
    capped_by_zh: item.cappedBy?.zh ?? null,
    capped_by_en: item.cappedBy?.en ?? null,
    verdict: byCode.get(item.programCode) ?? {},
  }));
  if (rows.length === 0) return;
  await sql(
    `insert into package_item (package_id, program_code, department_code, person_id, variant_code, amount_fen,
       entitled_fen, min_fen, max_fen, step_fen, plan_only, form, period, position, status, hold, capped_by_zh,
       capped_by_en, verdict)
     select package_id, program_code, department_code, person_id, variant_code, amount_fen, entitled_fen, min_fen, max_fen,
       step_fen, plan_only, form, period, position, status, hold, capped_by_zh, capped_by_en, verdict
       from jsonb_populate_recordset(null::package_item, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}
