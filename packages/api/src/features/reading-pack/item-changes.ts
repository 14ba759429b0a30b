import { factByCode } from '@yimen/schema';
import type pg from 'pg';
import { rows } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';

/** The last time somebody read an item, with what happened to its subject since. */
export interface ReadingRow {
  itemId: string;
  at: Date;
  /** Versions of the package or batch, then and now. */
  readVersion: number;
  subjectVersion: number;
  /** Of the case. */
  events: { at: string; zh: string; en: string }[];
  /** Facts of the household, its people or the case. */
  facts: { at: string; fact: string }[];
}

export interface Change {
  at: Date | null;
  words: Bilingual;
}

/** The last reading of each item by one member; reached from readable items only. */
export function readReadings(pool: pg.Pool, staffId: string, itemIds: readonly string[]): Promise<ReadingRow[]> {
  return rows(
    pool,
    `select r.agenda_item_id as "itemId", r.at, r.subject_version as "readVersion",
       coalesce(k.version, b.version, 0) as "subjectVersion",
       (select coalesce(json_agg(json_build_object('at', e.at, 'zh', e.text_zh, 'en', e.text_en) order by e.at, e.id), '[]')
          from case_event e where e.case_id = i.case_id and e.at > r.at) as events,
       (select coalesce(json_agg(json_build_object('at', f.at, 'fact', f.fact) order by f.at, f.fact), '[]') from (
          select o.fact, max(o.recorded_at) as at from observation o
           where o.recorded_at > r.at and (o.case_id = c.id or (o.household_id = c.household_id and o.case_id is null)
             or o.person_id in (select p.id from person p where p.household_id = c.household_id))
           group by o.fact) f) as facts
     from (select distinct on (agenda_item_id) * from item_reading
            where staff_id = $1 and agenda_item_id = any($2) order by agenda_item_id, at desc) r
     join agenda_item i on i.id = r.agenda_item_id
     left join case_file c on c.id = i.case_id
     left join aid_package k on k.case_id = i.case_id
     left join batch b on b.id = i.batch_id`,
    [staffId, itemIds],
  );
}

/** What changed since, the latest last. */
export function changesOf({ readVersion, subjectVersion, events, facts }: ReadingRow): Change[] {
  const told = [
    ...events.map(({ at, zh, en }) => ({ at: new Date(at), words: { zh, en } })),
    ...facts.map(({ at, fact }) => ({ at: new Date(at), words: factWords(fact) })),
  ].sort((one, other) => one.at.getTime() - other.at.getTime());
  if (subjectVersion === readVersion) return told;
  const words = {
    zh: `方案或批次由第 ${readVersion} 版改为第 ${subjectVersion} 版`,
    en: `package or batch changed from version ${readVersion} to ${subjectVersion}`,
  };
  return [...told, { at: null, words }];
}

function factWords(code: string): Bilingual {
  const fact = factByCode(code);
  return { zh: `信息更新：${fact?.nameZh ?? code}`, en: `new record of: ${fact?.nameEn ?? code}` };
}
