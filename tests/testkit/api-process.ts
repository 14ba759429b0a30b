import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Config } from '@yimen/api/platform/config.js';

const MAIN = fileURLToPath(new URL('../../packages/api/dist/main.js', import.meta.url));

/** The built API as a process of its own, which a test may kill. */
export interface ApiProcess {
  url: string;
  /** Ends it at once, as a power cut does. */
  kill(): Promise<void>;
}

/** Starts the built API on a county and waits until it answers. Throws with its words when it ends instead. */
export async function startApiProcess(config: Config): Promise<ApiProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: config.ownerUrl,
      YIMEN_APP_DATABASE_URL: config.appUrl,
      YIMEN_COUNTY: config.county,
      YIMEN_API_PORT: '0',
      YIMEN_DEMO: config.demo ? '1' : '0',
      YIMEN_AUTH_SECRET: config.authSecret,
      YIMEN_DATA_KEYS: config.dataKeys,
      YIMEN_INDEX_KEY: config.indexKey,
      YIMEN_PUBLIC_URL: config.publicUrl,
      YIMEN_SCREENING_AT: config.screeningAt ?? 'off',
      YIMEN_PROVIDERS: JSON.stringify(config.providers),
      YIMEN_WORKER: config.embeddedWorker ? 'embedded' : 'separate',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { url: await addressOf(child), kill: () => kill(child) };
}

async function addressOf(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  child.stderr?.on('data', (data) => said.push(String(data)));
  if (!child.stdout) throw new Error('The API has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^API listening at (\S+)$/.exec(line) ?? [];
    if (url) return url;
    said.push(line);
  }
  throw new Error(`The API did not start: ${said.join('\n')}`);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
