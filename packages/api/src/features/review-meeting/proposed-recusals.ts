import type pg from 'pg';
import { rows } from '../../platform/read.js';
import type { RecusalGround } from './recuse.js';

export interface ProposedRecusalRow {
  itemId: string;
  staffId: string;
  ground: RecusalGround;
}

/** The case of `agenda_item i`, also where a declined part of it comes back. */
const CASE_OF_ITEM = `coalesce(i.case_id, (select k.case_id from package_item o join aid_package k on k.id = o.package_id
     where o.id = i.package_item_id))`;

/** The households of the items `$1`, with the people of each who asks for something. */
const HOUSEHOLDS = `
  select i.id as item_id, i.meeting_id, c.household_id from agenda_item i join case_file c on c.id = ${CASE_OF_ITEM}
   where i.id = any($1)`;

/**
 * Members of whom the records tell that they should stand aside: of kin or of the same village as they declared, or the
 * one who took the case in or applied for it. Who stands aside already is left out. Batches are not looked through: of
 * their hundreds of people each member names his own.
 */
export function readProposedRecusals(
  pool: pg.Pool,
  itemIds: readonly string[],
  grounds: readonly string[],
): Promise<ProposedRecusalRow[]> {
  return rows(
    pool,
    `with asking as (${HOUSEHOLDS}),
     found as (
       select a.item_id, t.staff_id, 'kin' as ground, 1 as weight from asking a
         join person p on p.household_id = a.household_id
         join staff_tie t on t.id_number_index = p.id_number_index and t.ended_at is null
       union all
       select a.item_id, t.staff_id, 'same_village', 2 from asking a
         join household h on h.id = a.household_id
         join staff_tie t on t.village_code = h.village_code and t.ended_at is null
       union all
       select i.id, p.created_by, 'own_recommendation', 3 from agenda_item i
         join application p on p.case_id = ${CASE_OF_ITEM} where i.id = any($1))
     select distinct on (f.item_id, f.staff_id) f.item_id as "itemId", f.staff_id as "staffId", f.ground
       from found f join agenda_item i on i.id = f.item_id
       join meeting_member m on m.meeting_id = i.meeting_id and m.staff_id = f.staff_id
      where f.ground = any($2)
        and not exists (select 1 from item_recusal r where r.agenda_item_id = f.item_id and r.staff_id = f.staff_id)
      order by f.item_id, f.staff_id, f.weight`,
    [itemIds, grounds],
  );
}
