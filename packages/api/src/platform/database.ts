import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { entities } from '../entities.js';
import { migrations } from '../migrations/index.js';
import { withSearchPath, type Config } from './config.js';

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** Connections of one process: the ORM for writes, a pool of prepared statements for reads. */
export interface Database {
  orm: MikroORM;
  pool: pg.Pool;
  close(): Promise<void>;
}

function ormOptions(url: string) {
  return {
    clientUrl: url,
    entities,
    extensions: [Migrator],
    migrations: { migrationsList: migrations, transactional: true, allOrNothing: true, snapshot: false },
    pool: { min: 0, max: 10 },
    allowGlobalContext: false,
    forceUtcTimezone: true,
  };
}

/** Opens the application role's connections. */
export async function openDatabase(config: Config): Promise<Database> {
  const url = withSearchPath(config.appUrl, config.county);
  const orm = await MikroORM.init(ormOptions(url));
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  pool.on('error', () => undefined);
  return {
    orm,
    pool,
    close: async () => {
      await orm.close(true);
      await pool.end();
    },
  };
}

/** Brings the county's schema to the newest version, as the owner. Answers the names of the migrations that ran. */
export async function migrate(config: Config): Promise<string[]> {
  const owner = new pg.Client({ connectionString: config.ownerUrl });
  await owner.connect();
  try {
    await owner.query(`create schema if not exists ${owner.escapeIdentifier(config.county)}`);
  } finally {
    await owner.end();
  }
  const orm = await MikroORM.init(ormOptions(withSearchPath(config.ownerUrl, config.county)));
  try {
    const done = await orm.migrator.up();
    await runMigrations({ connectionString: config.ownerUrl });
    await orm.em.fork().execute(workerGrants(config));
    return done.map((migration) => migration.name);
  } finally {
    await orm.close(true);
  }
}

/** Lets the application role sign in and queue and take jobs. */
function workerGrants(config: Config): string {
  const app = new URL(config.appUrl);
  const login = app.username === 'yimen_app' ? `alter role yimen_app login password '${app.password.replaceAll("'", "''")}';` : '';
  return `${login}
    grant usage on schema graphile_worker to yimen_app;
    grant select, insert, update, delete on all tables in schema graphile_worker to yimen_app;
    grant usage on all sequences in schema graphile_worker to yimen_app;
    grant execute on all functions in schema graphile_worker to yimen_app;`;
}
