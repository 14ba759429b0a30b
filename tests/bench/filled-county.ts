import { Dice, IdNumbers } from '@yimen/api/demo/identity.js';
import { type MadePerson, makePeople } from '@yimen/api/demo/people.js';
import { writePeople } from '@yimen/api/demo/write-people.js';
import { peopleByIdNumber } from '@yimen/api/features/registry/people.js';
import { today } from '@yimen/api/platform/clock.js';
import type { Config } from '@yimen/api/platform/config.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { type Database, openDatabase } from '@yimen/api/platform/database.js';
import { poolSql } from '@yimen/api/platform/read.js';
import type pg from 'pg';
import { asOwner } from './big-county.js';

/** Households that are made at a time. */
const AT_ONCE = 2000;
/** Of so many chunks the facts have their observations: every household that is opened is one of these. */
const OBSERVED_EVERY = 50;
/** Tables that are filled without their indexes. */
const FILLED = ['household', 'person', 'household_facts', 'person_facts', 'aid_record'];

/** A county that is filled further and further, and remembers some whom it holds. */
export class FilledCounty {
  private readonly ids = new IdNumbers();
  private readonly county = getCounty('yichuan');
  private chunk = 0;
  people = 0;
  /** People whose facts have their observations, in every chunk that has them. */
  readonly known: MadePerson[] = [];

  constructor(private readonly config: Config) {}

  /** Two writers take turns: while one waits for the database, the other makes people. */
  async fillTo(people: number): Promise<void> {
    const { config } = this;
    const owner = await openDatabase({ ...config, appUrl: config.ownerUrl });
    try {
      const write = async () => {
        while (this.people < people) await this.writeChunk(owner, people);
      };
      await asOwner(config, (client) => withoutIndexes(client, () => Promise.all([write(), write()])));
      await asOwner(config, async (client) => {
        await client.query(OPEN_CASES);
        await client.query('vacuum analyze');
      });
    } finally {
      await owner.close();
    }
  }

  private async writeChunk(database: Database, people: number): Promise<void> {
    const { chunk, county, ids } = this;
    this.chunk += 1;
    const households = Math.min(AT_ONCE, Math.ceil((people - this.people) / 2.9));
    const made = makePeople({ households, seed: chunk, county, today: today(), ids });
    const withObservations = chunk % OBSERVED_EVERY === 0;
    const all = made.flatMap((household) => household.people);
    this.people += all.length;
    if (withObservations) this.known.push(...all.filter((_person, index) => index % 10 === 0));
    await writePeople(database, county, made, () => undefined, { withObservations });
  }

  async householdIds({ pool, vault }: Database, count: number): Promise<string[]> {
    const dice = new Dice(1);
    const numbers = Array.from({ length: count }, () => dice.pick(this.known).idNumber);
    return [...(await peopleByIdNumber({ sql: poolSql(pool), vault }, numbers)).values()].map((one) => one.householdId);
  }
}

/** Drops what is made faster once the rows are there: indexes that keep nothing unique. */
async function withoutIndexes(owner: pg.Client, work: () => Promise<unknown>): Promise<void> {
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid = any($1::regclass[]) and not i.indisunique`,
    [FILLED],
  );
  for (const { name } of rows) await owner.query(`drop index ${name}`);
  await work();
  await owner.query(`set maintenance_work_mem = '512MB'`);
  for (const { definition } of rows) await owner.query(definition);
}

/** A case that concerns one or two departments in every twentieth household that has none, a third of them in review. */
const OPEN_CASES = `
  insert into case_file (number, household_id, beneficiary_id, township_code, channel, difficulty, what_happened, since,
    requested_on, status, owner_id, department_codes)
  select 'BENCH-' || h.code, h.id, h.head_person_id, h.township_code, 'hall_window', 'medical', 'bench', '2022-05-01',
    '2022-06-01', case when n % 3 = 0 then 'in_review' else 'adopted' end, (select id from staff limit 1),
    array[d.codes[1 + n % cardinality(d.codes)], d.codes[1 + n / 7 % cardinality(d.codes)]]
  from (select h.*, abs(hashtext(h.code)) as n from household h) h
  cross join (select array_agg(distinct department_code order by department_code) as codes from staff
    where role = 'manager') d
  where n % 20 = 0 and not exists (select from case_file c where c.household_id = h.id)`;
