import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@yimen/api/platform/embedded-postgres.js';
import { emptyCounty } from '../testkit/empty-county.js';
import { playScenario } from './play.js';
import { printLine } from './report.js';
import { readScenario } from './scenario-file.js';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Usage: npm run scenario -- FILE...');
  process.exit(2);
}

const dataDir = mkdtempSync(join(tmpdir(), 'yimen-scenario-'));
const server = await startEmbeddedPostgres({ dataDir, fsync: false });
let failed = false;
const counts = { pass: 0, fail: 0, unsupported: 0 };
try {
  for (const file of files) {
    const county = await emptyCounty(server.url, server.appUrl);
    try {
      const scenario = readScenario(file);
      console.log(`${scenario.id} ${scenario.title}`);
      const report = await playScenario(county.config, scenario);
      for (const line of report.lines) {
        counts[line.status] += 1;
        console.log(printLine(line));
      }
      failed ||= report.failed;
    } catch (error) {
      failed = true;
      counts.fail += 1;
      console.log(`  FAIL  ${file}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await county.drop();
    }
  }
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
console.log(`${counts.pass} pass, ${counts.fail} fail, ${counts.unsupported} not yet supported`);
process.exit(failed ? 1 : 0);
