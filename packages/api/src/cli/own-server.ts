import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Config, readConfig } from '../platform/config.js';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.js';
import { ownKeys } from './own-keys.js';

/** The settings with a database that is running, and what stops it again. */
export interface OwnServer {
  config: Config;
  stop(): Promise<void>;
}

/**
 * The PostgreSQL of DATABASE_URL, else the embedded one on the data folder (YIMEN_DATA, else `.data` of the project).
 * Throws an Error in plain English when the data folder is in use.
 */
export async function useServer(env: NodeJS.ProcessEnv = process.env): Promise<OwnServer> {
  const dataDir = resolve(env.YIMEN_DATA ?? '.data');
  mkdirSync(dataDir, { recursive: true });
  const keys = env.YIMEN_DATA_KEYS && env.YIMEN_INDEX_KEY ? {} : ownKeys(dataDir);
  const settings = { ...env, ...keys, YIMEN_AUTH_SECRET: env.YIMEN_AUTH_SECRET ?? secretOf(dataDir) };
  if (env.DATABASE_URL) return { config: readConfig(settings), stop: async () => undefined };
  const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
  const urls = { DATABASE_URL: server.url, YIMEN_APP_DATABASE_URL: server.appUrl };
  return { config: readConfig({ ...settings, ...urls }), stop: () => server.stop() };
}

/** The secret that signs sessions, one for each data folder. */
function secretOf(dataDir: string): string {
  const file = join(dataDir, 'auth-secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
