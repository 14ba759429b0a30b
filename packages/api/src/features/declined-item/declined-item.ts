import type pg from 'pg';
import { rows } from '../../platform/read.js';

/** What the meeting said of a case when it adopted the package. */
export interface MeetingWord {
  name: string;
  stance: string;
  text: string;
}

/** An item of an adopted package that its department declined, with both sides' words. */
export interface DeclinedRow {
  packageItemId: string;
  caseId: string;
  programCode: string;
  departmentCode: string;
  amountFen: number | null;
  /** Why the department declined, who said so and when. */
  reason: string;
  decidedBy: string;
  decidedAt: Date;
  /** The opinions at the meeting that adopted it. */
  words: MeetingWord[];
}

/** Of `package_item i`: declined once, and no meeting has looked at it since. */
export const AWAITS_MEETING = `i.status = 'declined'
  and not exists (select from department_decision x where x.package_item_id = i.id and x.round > 1)
  and not exists (select from agenda_item g where g.package_item_id = i.id
    and g.status in ('queued', 'in_discussion', 'adopted', 'refused'))`;

/** Of a declined `package_item i`: a meeting will look at it, or looks at it now. */
export const UNDER_REVIEW = `((${AWAITS_MEETING}) or exists (select from agenda_item g where g.package_item_id = i.id
  and g.status in ('queued', 'in_discussion')))`;

/** The declined items; reached from an agenda item, or for whoever plans the agenda, as far as he may see the case. */
export function readDeclined(pool: pg.Pool, packageItemIds: readonly string[]): Promise<DeclinedRow[]> {
  return rows(
    pool,
    `select i.id as "packageItemId", k.case_id as "caseId", i.program_code as "programCode",
       i.department_code as "departmentCode", i.amount_fen as "amountFen", d.reason, s.name as "decidedBy",
       d.decided_at as "decidedAt",
       (select coalesce(json_agg(json_build_object('name', r.name, 'stance', o.stance, 'text', o.text) order by o.at), '[]')
          from agenda_item g join opinion o on o.agenda_item_id = g.id join staff r on r.id = o.staff_id
         where g.case_id = k.case_id and g.status = 'adopted') as words
     from package_item i join aid_package k on k.id = i.package_id
     join lateral (select * from department_decision x
                    where x.package_item_id = i.id and x.outcome = 'declined' order by x.round desc limit 1) d on true
     join staff s on s.id = d.decided_by
     where i.id = any($1)`,
    [packageItemIds],
  );
}
