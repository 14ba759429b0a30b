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

/** The settings of a fresh, migrated database on `ownerUrl`'s server; `drop` removes it. */
export async function freshDatabase(
  ownerUrl: string,
  appUrl: string,
): Promise<{ config: Config; drop(): Promise<void> }> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  const inDatabase = (url: string) => {
    const parsed = new URL(url);
    parsed.pathname = `/${name}`;
    return parsed.toString();
  };
  await admin(`create database ${name}`);
  const config: Config = {
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
  await migrate(config);
  return { config, drop: () => admin(`drop database if exists ${name} with (force)`) };
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
