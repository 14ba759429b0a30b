import { makePeople } from '@yimen/api/demo/people.js';
import { writePeople } from '@yimen/api/demo/write-people.js';
import type { Config } from '@yimen/api/platform/config.js';
import { withSearchPath } from '@yimen/api/platform/config.js';
import type { County } from '@yimen/api/platform/county.js';
import type { Database } from '@yimen/api/platform/database.js';
import { FACTS, type FactScope } from '@yimen/schema';
import pg from 'pg';

const HOUSEHOLDS = 40_000;
/** Households whose facts have their observations: those that are judged one by one. */
const OBSERVED = 500;

/** 40,000 households, about 118,000 people, as `npm run county -- people` makes them. */
export async function fillCounty(database: Database, county: County, today: string): Promise<void> {
  const households = makePeople({ households: HOUSEHOLDS, seed: 20_220_623, county, today });
  await writePeople(database, county, households.slice(0, OBSERVED), () => undefined);
  await writePeople(database, county, households.slice(OBSERVED), () => undefined, { withObservations: false });
}

/** Runs as the owner of the county's schema. */
export async function asOwner<T>(config: Config, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: withSearchPath(config.ownerUrl, config.county) });
  await owner.connect();
  return work(owner).finally(() => owner.end());
}

/** Puts `times` copies beside everyone: other ids, the same facts and aid. References are right by themselves, so they go unchecked. */
export async function multiplyPeople(owner: pg.Client, times: number): Promise<void> {
  const copy = (id: string) => `md5(${id}::text || k)::uuid`;
  const copies = (table: string) => `${table} t cross join generate_series(1, ${times}) k`;
  const facts = (scope: FactScope) =>
    FACTS.filter((fact) => fact.scope === scope)
      .map((fact) => fact.code)
      .join(', ');
  await owner.query('set session_replication_role = replica');
  await owner.query(`insert into household (id, code, township_code, village_code, address, head_person_id, registered_by, registered_at)
    select ${copy('id')}, code || '-' || k, township_code, village_code, address, ${copy('head_person_id')}, registered_by, registered_at
    from ${copies('household')}`);
  // Their numbers are found by nothing and open nowhere: nobody asks for a copy's.
  await owner.query(`insert into person (id, household_id, name, name_pinyin, name_initials, name_grams, id_number_sealed,
      id_number_index, id_last4_index, sex, birth_date, relation, registered_at)
    select ${copy('id')}, ${copy('household_id')}, name, name_pinyin, name_initials, name_grams, id_number_sealed,
      decode(md5(id::text || k), 'hex'), id_last4_index, sex, birth_date, relation, registered_at
    from ${copies('person')}`);
  await owner.query(`insert into household_facts (household_id, ${facts('household')})
    select ${copy('household_id')}, ${facts('household')} from ${copies('household_facts')}`);
  await owner.query(`insert into person_facts (person_id, ${facts('person')})
    select ${copy('person_id')}, ${facts('person')} from ${copies('person_facts')}`);
  await owner.query(`insert into aid_record (household_id, person_id, program_code, department_code, amount_fen, period, granted_on, ended_on, plan_only, source)
    select ${copy('household_id')}, ${copy('person_id')}, program_code, department_code, amount_fen, period, granted_on, ended_on, plan_only, source
    from ${copies('aid_record')}`);
  await owner.query('set session_replication_role = default');
  await owner.query('vacuum analyze');
}
