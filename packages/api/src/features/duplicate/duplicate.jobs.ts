import { poolSql } from '../../platform/read.js';
import type { JobHandlers } from '../job/job-run.js';
import { openIdNumber, openPhone, type SealedPerson } from '../registry/sealed-identity.js';
import { type Compared, findAlike } from './find-alike.js';
import { keepPairs } from './keep-pairs.js';

export const DUPLICATES_JOB = 'duplicates';
const SLICE = 500;

interface Checkpoint {
  after: string | null;
  done: number;
  found: number;
}

/** Compares everybody with everybody. Pairs that somebody decided on stay decided. */
export const duplicateJobs: JobHandlers = {
  async [DUPLICATES_JOB]({ database: { pool, vault }, checkpoint, progress }) {
    const sql = poolSql(pool);
    let { after, done, found } = (checkpoint ?? { after: null, done: 0, found: 0 }) as Checkpoint;
    const [{ total } = { total: 0 }] = await sql<{ total: number }>(
      'select count(*)::int as total from person where merged_into is null',
    );
    for (;;) {
      const people = await sql<SealedPerson & Omit<Compared, 'id'>>(
        `select p.id, p.name, p.sex, p.birth_date as "birthDate", h.village_code as "villageCode",
           encode(p.id_number_sealed, 'base64') as "idNumber", encode(p.phone_sealed, 'base64') as phone
         from person p join household h on h.id = coalesce(p.household_id, p.last_household_id)
         where p.merged_into is null and ($1::uuid is null or p.id > $1) order by p.id limit ${SLICE}`,
        [after],
      );
      const last = people.at(-1);
      if (!last) return { found };
      const compared = people.map((person) => ({
        ...person,
        idNumber: openIdNumber(vault, person),
        phone: openPhone(vault, person),
      }));
      const alike = await findAlike({ sql, vault }, compared);
      const pairs = alike.map(({ index, personId, signs }) => ({
        people: [compared[index]?.id as string, personId],
        signs,
      }));
      found += await keepPairs(sql, pairs);
      done += people.length;
      after = last.id;
      const step = { zh: `已比对 ${done} 人，发现 ${found} 对`, en: `${done} people compared, ${found} pairs found` };
      await progress({ done, total: Math.max(total, done), step, checkpoint: { after, done, found } });
    }
  },
};
