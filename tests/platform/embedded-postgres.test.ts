import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@yimen/api/platform/embedded-postgres.js';
import pg from 'pg';

let dataDir: string;
let running: EmbeddedPostgres;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'yimen-pg-'));
});
afterAll(async () => {
  await running.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const start = async () => {
  running = await startEmbeddedPostgres({ dataDir, fsync: false });
};
const postmaster = () =>
  Number(readFileSync(join(running.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: running.url });
  client.on('error', () => undefined);
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows;
}

test('makes its data folder: UTF-8 on every system, passwords for its owner only', async () => {
  await start();
  expect(
    await query("select upper('é') as upper, length('一门') as length, current_setting('fsync') as fsync"),
  ).toEqual([{ upper: 'É', length: 2, fsync: 'off' }]);
  expect(statSync(join(running.dataDir, 'passwords.json')).mode & 0o077).toBe(0);
  await query('create table kept as select 42 as answer');
});

test('asks for its password', async () => {
  const url = new URL(running.url);
  url.password = 'guess';
  await expect(new pg.Client({ connectionString: url.toString() }).connect()).rejects.toMatchObject({ code: '28P01' });
});

test('a folder in use, or a port in use, is refused in plain words', async () => {
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/is in use by process \d+/);
  const other = mkdtempSync(join(tmpdir(), 'yimen-pg-'));
  const port = Number(new URL(running.url).port);
  await expect(startEmbeddedPostgres({ dataDir: other, port })).rejects.toThrow(`cannot use port ${port}`);
  rmSync(other, { recursive: true });
});

test('keeps its data, and its passwords, over a stop and a start', async () => {
  const before = new URL(running.url).password;
  await running.stop();
  await start();
  expect(new URL(running.url).password).toBe(before);
  expect(await query('select answer from kept')).toEqual([{ answer: 42 }]);
});

test('survives a server that was killed', async () => {
  const pid = postmaster();
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) await delay(20);
  await start();
  expect(await query('select answer from kept')).toEqual([{ answer: 42 }]);
});

test('takes over from a run that was killed and left its server behind', async () => {
  const before = postmaster();
  writeFileSync(join(running.dataDir, 'owner.pid'), '999999999');
  await start();
  expect(postmaster()).not.toBe(before);
  expect(await query('select answer from kept')).toEqual([{ answer: 42 }]);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
