import { randomBytes } from 'node:crypto';
import type { Config } from '@yimen/api/platform/config.js';
import { type County, getCounty } from '@yimen/api/platform/county.js';
import { type Database, migrate, openDatabase } from '@yimen/api/platform/database.js';
import pg from 'pg';

export interface TestDatabase {
  config: Config;
  database: Database;
  county: County;
  close(): Promise<void>;
}

/** A database of its own on a test server; `drop` removes it. */
export interface OwnDatabase {
  config: Config;
  drop(): Promise<void>;
}

/** A fresh, migrated database on `ownerUrl`'s server. */
export function freshDatabase(ownerUrl: string, appUrl: string): Promise<OwnDatabase> {
  return copyOf('migrated', ownerUrl, appUrl, migrate);
}

/**
 * A copy of the template of this name. Who asks for it first makes and fills it, while others wait: copying takes a
 * moment, filling seconds. `fill` leaves no connection open.
 */
export async function copyOf(
  template: string,
  ownerUrl: string,
  appUrl: string,
  fill: (config: Config) => Promise<unknown>,
): Promise<OwnDatabase> {
  const source = `template_${template}`;
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asOwner(ownerUrl, async (admin) => {
    await admin.query('select pg_advisory_lock(hashtext($1))', [source]);
    const { rowCount } = await admin.query('select from pg_database where datname = $1 and datistemplate', [source]);
    if (!rowCount) {
      await admin.query(`drop database if exists ${source} with (force)`);
      await admin.query(`create database ${source}`);
      await fill(settingsOf(source, ownerUrl, appUrl));
      await admin.query(`alter database ${source} is_template true allow_connections false`);
    }
    await admin.query('select pg_advisory_unlock(hashtext($1))', [source]);
    await admin.query(`create database ${name} template ${source}`);
  });
  const drop = () => asOwner(ownerUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`));
  return { config: settingsOf(name, ownerUrl, appUrl), drop: async () => void (await drop()) };
}

async function asOwner<Result>(ownerUrl: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  return work(client).finally(() => client.end());
}

function settingsOf(name: string, ownerUrl: string, appUrl: string): Config {
  const inDatabase = (url: string) => {
    const parsed = new URL(url);
    parsed.pathname = `/${name}`;
    return parsed.toString();
  };
  return {
    ownerUrl: inDatabase(ownerUrl),
    appUrl: inDatabase(appUrl),
    county: 'yichuan',
    port: 0,
    demo: true,
    authSecret: 'secret-of-the-tests-only-000000000000',
    dataKeys: `test:${'A'.repeat(43)}=`,
    indexKey: `${'B'.repeat(42)}A=`,
    publicUrl: 'http://localhost:3000',
    embeddedWorker: true,
    screeningAt: null,
    providers: {},
  };
}

/** A fresh database on the run's PostgreSQL, opened as the application role. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { YIMEN_TEST_OWNER_URL: ownerUrl, YIMEN_TEST_APP_URL: appUrl } = process.env;
  if (!ownerUrl || !appUrl) throw new Error('The global setup has not started PostgreSQL');
  const { config, drop } = await freshDatabase(ownerUrl, appUrl);
  const database = await openDatabase(config);
  return {
    config,
    database,
    county: getCounty(config.county),
    close: async () => {
      await database.close();
      await drop();
    },
  };
}
