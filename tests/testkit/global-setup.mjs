import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One real PostgreSQL for the whole run, in which each test file makes its own database, and one unpacked browser. */
export default async function globalSetup() {
  const { unpackBrowser } = await import('../dist/testkit/browser.js');
  await unpackBrowser();
  const { startEmbeddedPostgres } = await import('../../packages/api/dist/platform/embedded-postgres.js');
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-test-'));
  const server = await startEmbeddedPostgres({ dataDir, fsync: false });
  globalThis.yimenTestServer = { server, dataDir };
  process.env.YIMEN_TEST_OWNER_URL = server.url;
  process.env.YIMEN_TEST_APP_URL = server.appUrl;
}
