import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';

/** The environment of every step: the project's own Node and tools first on the path. */
export function environment(extra = {}) {
  const path = `${bin}${windows ? ';' : ':'}${process.env.PATH ?? ''}`;
  return { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: '1', TURBO_TELEMETRY_DISABLED: '1', ...extra };
}

/** Runs one step to its end with its seconds shown. Exits with its code when it fails. */
export function step(name, command, args, { quiet = false, env = {} } = {}) {
  const start = Date.now();
  console.log(`▸ ${name}`);
  const result = spawnSync(command, args, {
    cwd: root,
    env: environment(env),
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: windows,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status !== 0) {
    if (quiet) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
    console.error(`✗ ${name} failed`);
    process.exit(result.status ?? 1);
  }
  console.log(`✓ ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

/** Installs the packages of the lockfile when they are missing or older than it. */
export function install() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs - 1000) return;
  step('Install packages 安装依赖', 'npm', ['ci', '--no-audit', '--no-fund']);
}

/** Builds what changed; turbo remembers the rest. */
export function build(packages = []) {
  const filters = packages.map((name) => `--filter=${name}`);
  step('Build 构建', 'turbo', ['run', 'build', '--output-logs=errors-only', '--no-update-notifier', ...filters]);
}

/** Starts a long-running child with the project's own Node. */
export function start(file, args, env) {
  const own = join(bin, windows ? 'node.cmd' : 'node');
  const node = existsSync(own) ? own : process.execPath;
  return spawn(node, [file, ...args], { cwd: root, env: environment(env), stdio: 'inherit', shell: windows });
}

/** Newest modification below a folder, milliseconds. */
export function newest(folder) {
  let time = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) time = Math.max(time, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  }
  return time;
}
