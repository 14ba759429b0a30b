import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import {
  reachableDataDirectory,
  type ServerAccount,
  serverAccount,
  serverPrograms,
} from './embedded-postgres-files.js';

export interface EmbeddedPostgresOptions {
  /** Folder of the data, its passwords and its log; made when missing. */
  dataDir: string;
  /** A free one when not given. */
  port?: number;
  /** Whether a commit waits for the disk (default true). Off only for data that may be lost: tests. */
  fsync?: boolean;
}

/** A PostgreSQL server of our own, on 127.0.0.1 only. */
export interface EmbeddedPostgres {
  /** The owner's connection: migrations. */
  url: string;
  /** The application role's connection; the role itself is made by `migrate`. */
  appUrl: string;
  /** Where the data lies: `dataDir`, or a place PostgreSQL can reach when we are root and `dataDir` is not. */
  dataDir: string;
  /** Closes the connections and writes everything out. */
  stop(): Promise<void>;
}

interface Passwords {
  owner: string;
  app: string;
}

const START_TIMEOUT_MS = 60_000;
const DATABASE = 'yimen';

/**
 * Starts PostgreSQL from the npm package on a data folder, which it makes on first use. As root the server runs as the
 * account `postgres`. What a killed run left behind is cleared away; PostgreSQL recovers the data itself.
 * Throws an Error in plain English when the folder is in use, the port is taken or the server does not come up.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = serverAccount();
  const programs = serverPrograms(account);
  const home = reachableDataDirectory(options.dataDir, account);
  const data = join(home, 'postgres');
  const logFile = join(home, 'postgres.log');
  const ownerFile = join(home, 'owner.pid');
  const passwords = readPasswords(join(home, 'passwords.json'));
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(programs.initdb, data, home, passwords.owner, account);
  else clearLeftover(programs.pgCtl, data, ownerFile, account);
  writeFileSync(ownerFile, String(process.pid));

  const port = options.port ?? (await freePort());
  await assertPortIsFree(port);
  const log = openSync(logFile, 'w');
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: options.fsync === false ? 'off' : 'on',
    // A page anywhere costs hardly more than the next one: data lies on solid state disks and mostly in memory.
    random_page_cost: '1.1',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(programs.postgres, ['-D', data, '-p', String(port), ...flags], {
    ...account,
    cwd: home,
    stdio: ['ignore', log, log],
    // A session of its own: Ctrl-C reaches us first, and we stop the server after our own work.
    detached: true,
    windowsHide: true,
  });
  closeSync(log);
  const killAtExit = () => server.kill('SIGINT');
  process.once('exit', killAtExit);
  try {
    await untilReady(server, urlOf('postgres', passwords.owner, port, 'postgres'), logFile);
  } catch (error) {
    server.kill('SIGINT');
    process.off('exit', killAtExit);
    rmSync(ownerFile, { force: true });
    throw error;
  }
  return {
    url: urlOf('postgres', passwords.owner, port, DATABASE),
    appUrl: urlOf('yimen_app', passwords.app, port, DATABASE),
    dataDir: home,
    stop: async () => {
      process.off('exit', killAtExit);
      stopServer(programs.pgCtl, data, account);
      rmSync(ownerFile, { force: true });
    },
  };
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

/** The passwords of this data folder, made on first use and readable by its owner only. */
function readPasswords(file: string): Passwords {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Passwords;
  const made = { owner: randomBytes(24).toString('hex'), app: randomBytes(24).toString('hex') };
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

function initialise(
  initdb: string,
  data: string,
  home: string,
  password: string,
  account: ServerAccount | undefined,
): void {
  // A folder without PG_VERSION is a first start that was interrupted: nothing in it was ever used.
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = join(home, 'initdb-password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) {
    chownSync(data, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  // PostgreSQL's own C.UTF-8, the same on every system, whatever locales are installed.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  try {
    execFileSync(
      initdb,
      ['-D', data, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', ...locale],
      {
        ...account,
        cwd: home,
        stdio: 'pipe',
      },
    );
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    const said = (error as { stderr?: Buffer }).stderr?.toString().trim();
    throw new Error(`PostgreSQL could not make its data folder ${data}: ${said || (error as Error).message}`, {
      cause: error,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * Stops the server a killed run left running, or removes its stale pid file.
 * Throws when the process that started that server still lives: the folder is in use.
 */
function clearLeftover(pgCtl: string, data: string, ownerFile: string, account: ServerAccount | undefined): void {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  if (!isRunning(Number(readFileSync(file, 'utf8').split('\n')[0]), /postgres/)) {
    rmSync(file);
    return;
  }
  const owner = existsSync(ownerFile) ? Number(readFileSync(ownerFile, 'utf8')) : 0;
  if (isRunning(owner, /node/)) {
    throw new Error(`The data folder ${data} is in use by process ${owner}. Stop it first, or choose another folder.`);
  }
  stopServer(pgCtl, data, account);
}

function stopServer(pgCtl: string, data: string, account: ServerAccount | undefined): void {
  if (!existsSync(join(data, 'postmaster.pid'))) return;
  execFileSync(pgCtl, ['stop', '-D', data, '-m', 'fast', '-w'], { ...account, cwd: data, stdio: 'pipe' });
}

/** Pids are given out again, so a living number alone proves nothing: the command must fit too. */
function isRunning(pid: number, command: RegExp): boolean {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return command.test(commandOf(pid));
}

function commandOf(pid: number): string {
  try {
    if (process.platform === 'win32')
      return execFileSync('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV'], { encoding: 'utf8' });
    if (existsSync(`/proc/${pid}/cmdline`)) return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}

function freePort(): Promise<number> {
  return listenOnce(0);
}

async function assertPortIsFree(port: number): Promise<void> {
  try {
    await listenOnce(port);
  } catch (error) {
    throw new Error(`PostgreSQL cannot use port ${port}: ${(error as Error).message}. Choose another port.`, {
      cause: error,
    });
  }
}

/** Waits until the server answers, and makes the database on first use. */
async function untilReady(server: ChildProcess, url: string, logFile: string): Promise<void> {
  let failed: string | undefined;
  server.once('error', (error) => {
    failed = error.message;
  });
  server.once('exit', (code, signal) => {
    failed ??= `it ended with ${signal ?? `code ${code}`}`;
  });
  for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; await delay(50)) {
    if (failed) break;
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch {
      await client.end().catch(() => undefined);
      continue;
    }
    try {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
      if (rowCount === 0) await client.query(`create database ${DATABASE}`);
      return;
    } finally {
      await client.end();
    }
  }
  const tail = existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-8).join('\n') : '';
  throw new Error(
    `PostgreSQL did not start: ${failed ?? `no answer within ${START_TIMEOUT_MS / 1000} seconds`}.\n${tail}`,
  );
}
