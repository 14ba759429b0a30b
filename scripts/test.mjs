import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, environment, install, root } from './tools.mjs';

install();
build();
const folder = mkdtempSync(join(tmpdir(), 'yimen-jest-'));
const report = join(folder, 'report.json');
const run = spawnSync('jest', ['--json', `--outputFile=${report}`, ...process.argv.slice(2)], {
  cwd: root,
  env: environment({ NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --no-warnings` }),
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: process.platform === 'win32',
});
try {
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(run.status ?? 1);
