import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { loadDemo } from '../demo/load-demo.js';
import type { Config } from '../platform/config.js';
import { readConfig } from '../platform/config.js';
import { getCounty } from '../platform/county.js';
import { migrate, openDatabase } from '../platform/database.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../platform/embedded-postgres.js';
import { startApi } from '../server.js';
import { loadCounty } from './load-county.js';

const root = process.cwd();
const dataDir = process.env.YIMEN_DATA ?? join(root, '.data');
const consolePort = Number(process.env.PORT ?? 3000);

async function timed<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const start = Date.now();
  console.log(`▸ ${name}`);
  const result = await work();
  console.log(`✓ ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  return result;
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

/** The secret that signs sessions: the environment's, else one of this data folder's own. */
function authSecret(): string {
  if (process.env.YIMEN_AUTH_SECRET) return process.env.YIMEN_AUTH_SECRET;
  const file = join(dataDir, 'auth-secret');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

async function main(): Promise<void> {
  if (!(await isFree(consolePort))) {
    console.error(
      `Port ${consolePort} is in use; set PORT to another one. 端口 ${consolePort} 已被占用,请用 PORT 指定其他端口。`,
    );
    process.exit(1);
  }
  const external = process.env.DATABASE_URL;
  const server: EmbeddedPostgres | undefined = external
    ? undefined
    : await timed('Start PostgreSQL 启动数据库', () => startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') }));
  const config: Config = {
    ...readConfig({
      ...process.env,
      DATABASE_URL: external ?? server?.url,
      YIMEN_APP_DATABASE_URL: process.env.YIMEN_APP_DATABASE_URL ?? server?.appUrl,
      YIMEN_AUTH_SECRET: authSecret(),
      YIMEN_PUBLIC_URL: process.env.YIMEN_PUBLIC_URL ?? `http://localhost:${consolePort}`,
    }),
    port: (await isFree(4000)) ? 4000 : 0,
  };
  await timed('Migrate 更新数据结构', () => migrate(config));
  await timed('Load the county 载入全县数据', () => load(config));
  const api = await timed('Start the API 启动接口服务', () => startApi(config));
  const next = spawn(
    process.execPath,
    [join(root, 'node_modules/next/dist/bin/next'), 'start', '-p', String(consolePort)],
    {
      cwd: join(root, 'packages/console'),
      env: { ...process.env, YIMEN_API_URL: api.url, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    next.kill('SIGTERM');
    await api.close();
    await server?.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
  next.on('exit', (code) => void stop(code ?? 1));
  await timed('Start the console 启动工作台', () => answers(`http://127.0.0.1:${consolePort}/sign-in`));
  console.log(`\n  一门 Yimen is ready 已就绪:http://localhost:${consolePort}\n  Ctrl-C stops it 按 Ctrl-C 停止\n`);
}

async function load(config: Config): Promise<void> {
  const database = await openDatabase(config);
  try {
    const county = getCounty(config.county);
    await loadCounty(database, county);
    if (config.demo) await loadDemo(config, database, county, (line) => console.log(`  ${line}`));
  } finally {
    await database.close();
  }
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} does not answer`);
}

await main();
