import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { entities } from '../entities.js';
import { migrationsWith } from '../migrations/index.js';
import { type Config, withSearchPath } from './config.js';
import { poolSql } from './read.js';
import { Vault } from './vault.js';
import { checkKeys } from './vault-keys.js';

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** Connections of one process: the ORM for writes, a pool of prepared statements for reads. */
export interface Database {
  orm: MikroORM;
  pool: pg.Pool;
  vault: Vault;
  close(): Promise<void>;
}

function ormOptions(url: string, county: string, vault: Vault) {
  return {
    clientUrl: url,
    // MikroORM takes host, user and database from the address and drops the rest.
    driverOptions: { options: new URL(url).searchParams.get('options') ?? '' },
    entities,
    extensions: [Migrator],
    migrations: {
      migrationsList: migrationsWith(vault),
      schema: county,
      transactional: true,
      allOrNothing: true,
      snapshot: false,
      silent: true,
    },
    pool: { min: 0, max: 10 },
    allowGlobalContext: false,
    forceUtcTimezone: true,
  };
}

/** Opens the application role's connections. Throws in plain English when the keys are not those of this database. */
export async function openDatabase(config: Config): Promise<Database> {
  const url = withSearchPath(config.appUrl, config.county);
  const vault = new Vault(config.dataKeys, config.indexKey);
  const orm = await MikroORM.init(ormOptions(url, config.county, vault));
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  pool.on('error', () => undefined);
  const close = async () => {
    await orm.close(true);
    await pool.end();
  };
  await checkKeys(poolSql(pool), vault).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    orm,
    pool,
    vault,
    close,
  };
}

/**
 * Brings the county's schema to the newest version, as the owner, and lets the application role in. Two processes that
 * migrate at once queue. Answers the names of the migrations that ran.
 */
export async function migrate(config: Config): Promise<string[]> {
  const owner = new pg.Client({ connectionString: config.ownerUrl });
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock(hashtextextended($1, 0))', [`yimen:migrate:${config.county}`]);
    await owner.query(`create schema if not exists ${owner.escapeIdentifier(config.county)}`);
    await ensureApplicationRole(owner, new URL(config.appUrl));
    const done = await runHouseMigrations(config);
    await runMigrations({ connectionString: config.ownerUrl });
    await owner.query(WORKER_GRANTS);
    return done;
  } finally {
    await owner.end();
  }
}

async function runHouseMigrations(config: Config): Promise<string[]> {
  const vault = new Vault(config.dataKeys, config.indexKey);
  const orm = await MikroORM.init(ormOptions(withSearchPath(config.ownerUrl, config.county), config.county, vault));
  try {
    return (await orm.migrator.up()).map((migration) => migration.name);
  } finally {
    await orm.close(true);
  }
}

/** Roles belong to the whole server, so another database's migration may be changing this one at the same moment. */
const ROLE_BUSY = new Set(['42710', '23505', 'XX000']);

async function ensureApplicationRole(owner: pg.Client, app: URL): Promise<void> {
  const login =
    app.username === 'yimen_app'
      ? `login password ${owner.escapeLiteral(decodeURIComponent(app.password))}`
      : 'nologin';
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rowCount } = await owner.query("select from pg_roles where rolname = 'yimen_app'");
      if (rowCount === 0) await owner.query(`create role yimen_app ${login}`);
      else if (login !== 'nologin') await owner.query(`alter role yimen_app ${login}`);
      return;
    } catch (error) {
      if (!ROLE_BUSY.has((error as { code?: string }).code ?? '') || attempt === 10) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}

/** Lets the application role queue and take jobs; the queue's tables answer nobody but their owner without a policy. */
const WORKER_GRANTS = `
  grant usage on schema graphile_worker to yimen_app;
  grant select, insert, update, delete on all tables in schema graphile_worker to yimen_app;
  grant usage on all sequences in schema graphile_worker to yimen_app;
  grant execute on all functions in schema graphile_worker to yimen_app;
  do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity loop
      execute format('drop policy if exists application on graphile_worker.%I', name);
      execute format('create policy application on graphile_worker.%I to yimen_app using (true) with check (true)', name);
    end loop;
  end $$;`;
