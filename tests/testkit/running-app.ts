import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { loadCounty } from '@yimen/api/cli/load-county.js';
import { type DemoSize, loadDemo } from '@yimen/api/demo/load-demo.js';
import type { Config } from '@yimen/api/platform/config.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { migrate, openDatabase } from '@yimen/api/platform/database.js';
import { startApi } from '@yimen/api/server.js';
import type { Page } from 'playwright-core';
import { copyOf } from './database.js';

const CONSOLE = fileURLToPath(new URL('../../packages/console/', import.meta.url));
const NEXT = fileURLToPath(new URL('../../node_modules/next/dist/bin/next', import.meta.url));

export interface RunningApp {
  url: string;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** The whole product on a fresh demo county: database, API with its worker, and the built console. */
export async function startApp(size: DemoSize, change: Partial<Config> = {}): Promise<RunningApp> {
  const { YIMEN_TEST_OWNER_URL: ownerUrl = '', YIMEN_TEST_APP_URL: appUrl = '' } = process.env;
  const template = `demo_${size.households}_${size.cases}`;
  const { config, drop } = await copyOf(template, ownerUrl, appUrl, (made) => fillDemo(made, size));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const api = await startApi({ ...config, ...change, publicUrl: url });
  const console_: ChildProcess = spawn(process.execPath, [NEXT, 'start', '-p', String(port)], {
    cwd: CONSOLE,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      NODE_ENV: 'production',
      YIMEN_API_URL: api.url,
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: 'ignore',
  });
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (
      await fetch(`${url}/sign-in`).then(
        (response) => response.ok,
        () => false,
      )
    )
      break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    url,
    close: async () => {
      console_.kill('SIGTERM');
      await api.close();
      await drop();
    },
  };
}

async function fillDemo(config: Config, size: DemoSize): Promise<void> {
  await migrate(config);
  const county = getCounty(config.county);
  const database = await openDatabase(config);
  try {
    await loadCounty(database, county);
    await loadDemo(config, database, county, () => undefined, size);
  } finally {
    await database.close();
  }
}

/** Fen that a leader sees committed this year; leaves him on that page. */
export async function committedFen(page: Page, url: string): Promise<number> {
  await signInByCard(page, url, /分管副县长/);
  await page.goto(`${url}/funding`);
  return Number(await page.getByTestId('total-committedFen').getAttribute('data-fen'));
}

/** Signs in by clicking the card of a person: role words and unit as the sign-in page shows them. */
export async function signInByCard(page: Page, url: string, card: RegExp): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${url}/sign-in`);
  await page.getByRole('button', { name: card }).first().click();
  await page.waitForURL((address) => !address.pathname.endsWith('/sign-in'));
}
