import type { Sql } from '../../platform/run-command.js';

/** Makes the case the concern of departments: from here on they see it. */
export async function addCaseDepartments(sql: Sql, caseId: string, codes: readonly string[]): Promise<void> {
  await sql(
    `update case_file set department_codes = array(select distinct unnest(department_codes || $2::text[]) order by 1)
     where id = $1 and not department_codes @> $2::text[]`,
    [caseId, [...codes]],
  );
}
