import type pg from 'pg';
import { rows } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';
import { NOT_REACHED } from '../review-meeting/minutes-outcome.js';

/** How often meetings put something off, the number of the last of them, and whether that one discussed it. */
export interface Carried {
  times: number;
  from: string;
  reached: boolean;
}

const COUNTED = `count(*)::int as times, (array_agg(m.number order by i.decided_at desc, i.id desc))[1] as "from",
  (array_agg(i.reason is distinct from $2 order by i.decided_at desc, i.id desc))[1] as reached`;

/** By case or batch: what meetings put off so far. */
export async function carriedOver(
  pool: pg.Pool,
  column: 'case_id' | 'batch_id' | 'package_item_id',
  subjects: readonly { id: string }[],
): Promise<Map<string, Carried>> {
  const found = await rows<Carried & { id: string }>(
    pool,
    `select i.${column} as id, ${COUNTED} from agenda_item i join review_meeting m on m.id = i.meeting_id
      where i.${column} = any($1) and i.status = 'deferred' group by 1`,
    [subjects.map(({ id }) => id), NOT_REACHED.zh],
  );
  return new Map(found.map(({ id, ...carried }) => [id, carried]));
}

/** By agenda item: how often what it is about had been put off before it came on this agenda. */
export async function carriedBefore(pool: pg.Pool, itemIds: readonly string[]): Promise<(Carried & { id: string })[]> {
  return rows(
    pool,
    `select later.id, ${COUNTED} from agenda_item later
       join agenda_item i on i.id < later.id and i.status = 'deferred'
         and (i.case_id = later.case_id or i.batch_id = later.batch_id or i.package_item_id = later.package_item_id)
       join review_meeting m on m.id = i.meeting_id
      where later.id = any($1) group by 1`,
    [itemIds, NOT_REACHED.zh],
  );
}

export function carriedWords({ times, from, reached }: Carried): Bilingual {
  return {
    zh: `${from} ${reached ? '暂缓' : '未讨论到'}，已结转 ${times} 次`,
    en: `${reached ? 'put off' : 'not reached'} by ${from}, carried over ${times} ${times === 1 ? 'time' : 'times'}`,
  };
}
