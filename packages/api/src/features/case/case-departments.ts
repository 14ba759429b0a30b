import type { Sql } from '../../platform/run-command.js';

/**
 * Sets whose concern a case is, and who so may see it: the departments with an item of its package, an application, a
 * task, or money that it is to decide about. To be called whenever one of these comes or goes.
 */
export async function refreshCaseDepartments(sql: Sql, caseId: string): Promise<void> {
  await sql(
    `with concerned as (
       select array(
         select i.department_code from package_item i join aid_package p on p.id = i.package_id where p.case_id = $1
         union select department_code from application where case_id = $1
         union select coalesce(i.department_code, q.department_code) from remedy r
           left join package_item i on i.id = r.package_item_id left join recovery_claim q on q.id = r.claim_id
           where r.case_id = $1
         union select department_code from task where case_id = $1 and department_code is not null
         order by 1) as codes)
     update case_file set department_codes = codes from concerned where id = $1 and department_codes <> codes`,
    [caseId],
  );
}
