import { randomUUID } from 'node:crypto';
import { makePeople } from '@yimen/api/demo/people.js';
import { writePeople } from '@yimen/api/demo/write-people.js';
import type { Config } from '@yimen/api/platform/config.js';
import { type County, getCounty } from '@yimen/api/platform/county.js';
import { type Database, openDatabase } from '@yimen/api/platform/database.js';
import { Failure } from '@yimen/api/platform/errors.js';
import { runCommand, type UnitOfWork } from '@yimen/api/platform/run-command.js';
import { type Actor, defineAbilitiesFor } from '@yimen/schema';
import { emptyCounty } from '../testkit/empty-county.js';

/** A county of made-up households, and the clerk of its own window who works in it. */
export interface Registry {
  config: Config;
  database: Database;
  county: County;
  /** Runs `work` as one command of the clerk; throws its Failure. */
  act<Result>(work: (unit: UnitOfWork) => Promise<Result>): Promise<Result>;
  rows<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openRegistry(households: number, seed = 3): Promise<Registry> {
  const { YIMEN_TEST_OWNER_URL: ownerUrl = '', YIMEN_TEST_APP_URL: appUrl = '' } = process.env;
  const { config, drop } = await emptyCounty(ownerUrl, appUrl);
  const database = await openDatabase(config);
  const county = getCounty(config.county);
  await writePeople(database, county, makePeople({ households, seed, county, today: '2026-11-23' }), () => undefined);
  const rows = async <Row>(text: string, values: readonly unknown[] = []) =>
    (await database.pool.query(text, [...values])).rows as Row[];
  const [clerk] = await rows<Actor>(
    `select id as "staffId", name, role, department_code as "departmentCode", township_code as "townshipCode"
     from staff where role = 'clerk' and township_code is null order by id limit 1`,
  );
  const actor = clerk as Actor;
  return {
    config,
    database,
    county,
    rows,
    act: async (work) => {
      let result: Awaited<ReturnType<typeof work>> | undefined;
      const context = { database, county, actor, ability: defineAbilitiesFor(actor) };
      const done = await runCommand(context, 'test', { key: randomUUID() }, async (unit) => {
        result = await work(unit);
        return { type: 'Household', id: randomUUID() };
      });
      if (done instanceof Failure) throw done;
      return result as Awaited<ReturnType<typeof work>>;
    },
    close: async () => {
      await database.close();
      await drop();
    },
  };
}
