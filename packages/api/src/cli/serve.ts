import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadDemo } from '../demo/load-demo.js';
import { startProviderProcess } from '../demo/provider-process.js';
import type { Config } from '../platform/config.js';
import { getCounty } from '../platform/county.js';
import { migrate, openDatabase } from '../platform/database.js';
import { startApi } from '../server.js';
import { loadCounty } from './load-county.js';
import { useServer } from './own-server.js';

const CONSOLE = fileURLToPath(new URL('../../../console/', import.meta.url));
const API_PORT = 4000;
const ANSWER_TIMEOUT_MS = 60_000;

/** What was started, to be stopped in the opposite order. */
const started: (() => Promise<void>)[] = [];
let stopping = false;

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const end of started.reverse()) await end().catch((error: unknown) => console.error(error));
  process.exit(code);
}

async function step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const start = Date.now();
  console.log(`▸ ${name}`);
  const result = await work();
  console.log(`✓ ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  return result;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

async function load(config: Config): Promise<void> {
  const county = getCounty(config.county);
  const database = await openDatabase(config);
  try {
    await loadCounty(database, county);
    if (config.demo) await loadDemo(config, database, county, (line) => console.log(`  ${line}`));
  } finally {
    await database.close();
  }
}

function startConsole(port: number, apiUrl: string): ChildProcess {
  const next = createRequire(join(CONSOLE, 'package.json')).resolve('next/dist/bin/next');
  return spawn(process.execPath, [next, 'start', '-p', String(port)], {
    cwd: CONSOLE,
    env: { ...process.env, NODE_ENV: 'production', YIMEN_API_URL: apiUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function untilItAnswers(url: string): Promise<void> {
  for (const deadline = Date.now() + ANSWER_TIMEOUT_MS; Date.now() < deadline; await delay(100)) {
    const answered = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
  }
  throw new Error(`${url} does not answer`);
}

async function main(): Promise<void> {
  const port = Number(process.env.PORT ?? 3000);
  if (!(await isFree(port))) {
    throw new Error(`Port ${port} is in use; set PORT to another. 端口 ${port} 已被占用,请用 PORT 指定其他端口。`);
  }
  const server = await step('Start PostgreSQL 启动数据库', () => useServer());
  started.push(() => server.stop());
  const config: Config = {
    ...server.config,
    publicUrl: process.env.YIMEN_PUBLIC_URL ?? `http://localhost:${port}`,
    port: (await isFree(API_PORT)) ? API_PORT : 0,
  };
  await step('Migrate 更新数据结构', () => migrate(config));
  await step('Load the county 载入全县数据', () => load(config));
  // In a demo made-up registers answer, unless real ones are named.
  if (config.demo && Object.keys(config.providers).length === 0) {
    const provider = await step('Start the registers 启动核对数据源', () =>
      startProviderProcess(getCounty(config.county).pack),
    );
    started.push(async () => provider.stop());
    config.providers = provider.addresses;
  }
  const api = await step('Start the API 启动接口服务', () => startApi(config));
  started.push(() => api.close());
  await step('Start the console 启动工作台', async () => {
    const next = startConsole(port, api.url);
    started.push(async () => {
      next.kill('SIGTERM');
    });
    // Ctrl-C reaches the console too: it ends by itself, and so do we.
    next.on('exit', (code, signal) => void stop(signal || code === 130 || code === 143 ? 0 : (code ?? 1)));
    await untilItAnswers(`http://127.0.0.1:${port}/sign-in`);
  });
  console.log(`\n  一门 Yimen is ready 已就绪:http://localhost:${port}\n  Ctrl-C stops it 按 Ctrl-C 停止\n`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
main().catch((error: unknown) => {
  if (stopping) return;
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  if (process.env.YIMEN_DEBUG) console.error(error);
  void stop(1);
});
