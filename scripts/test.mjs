import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, environment, install, root } from './tools.mjs';

install();
build();
const folder = mkdtempSync(join(tmpdir(), 'yimen-jest-'));
const report = join(folder, 'report.json');
const jest = spawnSync('jest', ['--json', `--outputFile=${report}`, ...process.argv.slice(2)], {
  cwd: root,
  env: environment({ NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --no-warnings` }),
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: process.platform === 'win32',
});
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that could not run at all counts as one failure.
  console.log(`\n${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`);
}
rmSync(folder, { recursive: true, force: true });
process.exit(jest.status ?? 1);
