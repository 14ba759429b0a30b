import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '@yimen/api/platform/config.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { type RunningApi, startApi } from '@yimen/api/server.js';
import { startWorker } from '@yimen/api/worker.js';
import pg from 'pg';
import { type Office, openOffice } from '../testkit/client.js';
import { emptyCounty } from '../testkit/empty-county.js';

/** Sign-in tables change when people sign in; everything else only when something is done. */
const SIGN_IN = ['user', 'session', 'account', 'verification'];

/** What is on record: for each table the number of its rows and a digest of all they hold. */
export type Records = Record<string, string>;

/** A look into a county's database past the application, as the owner. */
export class RecordRoom {
  private readonly pool: pg.Pool;

  constructor(private readonly config: Config) {
    this.pool = new pg.Pool({ connectionString: config.ownerUrl, max: 2 });
    this.pool.on('error', () => undefined);
  }

  /** Runs `work` on one connection of the owner, in the county's schema. */
  async with<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    try {
      await client.query(`set search_path = ${this.config.county}, public`);
      return await work(client);
    } finally {
      client.release();
    }
  }

  rows<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.with(async (client) => (await client.query(text, values)).rows as Row[]);
  }

  async count(from: string, values: unknown[] = []): Promise<number> {
    const [row] = await this.rows<{ count: number }>(`select count(*)::int as count from ${from}`, values);
    return row?.count ?? 0;
  }

  async everything(): Promise<Records> {
    const tables = await this.rows<{ name: string }>(
      'select table_name as name from information_schema.tables where table_schema = $1 and table_name <> all($2)',
      [this.config.county, SIGN_IN],
    );
    const digests = tables.map(
      ({ name }) =>
        `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as held
         from "${name}" t`,
    );
    const found = await this.rows<{ name: string; held: string }>(digests.join(' union all '));
    return Object.fromEntries(found.map(({ name, held }) => [name, held]));
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

/** A running API on an empty county, and the room where its records are. */
export interface TestOffice {
  config: Config;
  api: RunningApi;
  office: Office;
  records: RecordRoom;
  /** Handles what the commands so far left to the worker. */
  work(): Promise<void>;
  close(): Promise<void>;
}

/** Without the worker, so that nothing is written by itself. */
export async function openTestOffice(change: Partial<Config> = {}): Promise<TestOffice> {
  const { YIMEN_TEST_OWNER_URL: ownerUrl = '', YIMEN_TEST_APP_URL: appUrl = '' } = process.env;
  const county = await emptyCounty(ownerUrl, appUrl);
  const { drop } = county;
  const config = { ...county.config, ...change };
  const api = await startApi({ ...config, embeddedWorker: false });
  const records = new RecordRoom(config);
  return {
    config,
    api,
    office: await openOffice(api.url),
    records,
    work: async () => {
      const worker = await startWorker(config, api.database, getCounty(config.county));
      const open = [`outbox_event where handled_at is null`, `job where status in ('queued', 'running')`];
      for (const left of open) while ((await records.count(left)) > 0) await delay(20);
      await worker.stop();
    },
    close: async () => {
      await api.close();
      await records.close();
      await drop();
    },
  };
}
