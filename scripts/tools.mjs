import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';

const [major] = process.versions.node.split('.');
if (Number(major) < 20) {
  console.error('Node 20 or newer is needed. 需要 Node 20 或更高版本。');
  process.exit(1);
}

/** The environment of the project's own steps: its own Node and tools come first on the path. */
export function environment(extra = {}) {
  const path = `${bin}${windows ? ';' : ':'}${process.env.PATH ?? ''}`;
  return { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: '1', TURBO_TELEMETRY_DISABLED: '1', ...extra };
}

/** Runs one step to its end and tells its seconds; a quiet one is only heard when it fails, which ends the process. */
function step(name, command, args, { quiet = false, env = environment() } = {}) {
  const start = Date.now();
  if (!quiet) console.log(`▸ ${name}`);
  const result = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: windows,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
    console.error(`✗ ${name} failed 失败${result.error ? `: ${result.error.message}` : ''}`);
    process.exit(result.status || 1);
  }
  if (!quiet) console.log(`✓ ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

/** Installs the packages of the lockfile when they are missing or older than it. */
export function install() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  const locked = existsSync(lock);
  if (existsSync(installed) && (!locked || statSync(installed).mtimeMs >= statSync(lock).mtimeMs - 1000)) return;
  // npm runs with the Node outside: it is about to replace the one inside.
  const args = [locked ? 'ci' : 'install', '--no-audit', '--no-fund'];
  step('Install packages 安装依赖', 'npm', args, { env: process.env });
}

/** Builds what changed, in some packages or in all; turbo remembers the rest. */
export function build({ packages = [], quiet = false } = {}) {
  const filters = packages.map((name) => `--filter=${name}`);
  const args = ['run', 'build', '--output-logs=errors-only', '--no-update-notifier', ...filters];
  step('Build 构建', 'turbo', args, { quiet });
}

/** Runs a built file with the project's own Node until it ends, hands signals on, and ends with its code. */
export function run(file, args, extra = {}) {
  const own = join(bin, windows ? 'node.cmd' : 'node');
  const node = existsSync(own) ? own : process.execPath;
  const child = spawn(node, [file, ...args], { cwd: root, env: environment(extra), stdio: 'inherit', shell: windows });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  // A terminated npm ends its shell and says nothing to us: that our parent is gone means the same.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1000).unref();
  }
  child.on('exit', (code) => process.exit(code ?? 1));
}
