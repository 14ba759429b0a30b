import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openIdNumber, type SealedPerson } from '@yimen/api/features/registry/sealed-identity.js';
import type { Config } from '@yimen/api/platform/config.js';
import { openDatabase } from '@yimen/api/platform/database.js';
import { newKey, Vault } from '@yimen/api/platform/vault.js';
import { openRegistry, type Registry } from '../registry/registry.js';

const KEYS = fileURLToPath(new URL('../../packages/api/dist/cli/keys.js', import.meta.url));

let registry: Registry;
let rotated: Config;
beforeAll(async () => {
  registry = await openRegistry(900);
  rotated = { ...registry.config, dataKeys: `k2:${newKey()},${registry.config.dataKeys}` };
});
afterAll(() => registry?.close());

function rotate(config: Config): ChildProcess {
  return spawn(process.execPath, [KEYS, 'rotate'], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: config.ownerUrl,
      YIMEN_APP_DATABASE_URL: config.appUrl,
      YIMEN_COUNTY: config.county,
      YIMEN_AUTH_SECRET: config.authSecret,
      YIMEN_DATA_KEYS: config.dataKeys,
      YIMEN_INDEX_KEY: config.indexKey,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const people = () =>
  registry.rows<SealedPerson & { sealed: Buffer }>(
    `select id, id_number_sealed as sealed, encode(id_number_sealed, 'base64') as "idNumber" from person order by id`,
  );

test('a change of the key that is killed half-way goes on where it stood, and loses nothing', async () => {
  const old = new Vault(registry.config.dataKeys, registry.config.indexKey);
  const vault = new Vault(rotated.dataKeys, rotated.indexKey);
  const before = new Map((await people()).map((person) => [person.id, openIdNumber(old, person)]));
  expect(before.size).toBeGreaterThan(2000);
  const outdated = async () => (await people()).filter(({ sealed }) => vault.isOutdated(sealed)).length;
  expect(await outdated()).toBe(before.size);

  // Somebody is changing the last one, so that the change of the key waits there.
  const client = await registry.database.pool.connect();
  await client.query('begin');
  await client.query('select from person order by id desc limit 1 for update');
  const first = rotate(rotated);
  // Its first line tells that the first thousand are done.
  await once(first.stdout as NodeJS.ReadableStream, 'data');
  first.kill('SIGKILL');
  await once(first, 'exit');
  await client.query('rollback');
  client.release();
  const left = await outdated();
  expect(left).toBeLessThan(before.size);
  expect(left).toBeGreaterThan(0);
  // Half of each: the service with both keys reads all.
  for (const person of await people()) expect(openIdNumber(vault, person)).toBe(before.get(person.id));

  const second = rotate(rotated);
  second.stdout?.resume();
  expect(await once(second, 'exit')).toEqual([0, null]);
  expect(await outdated()).toBe(0);
  const newOnly = { ...rotated, dataKeys: rotated.dataKeys.split(',')[0] as string };
  const database = await openDatabase(newOnly);
  for (const person of await people()) expect(openIdNumber(database.vault, person)).toBe(before.get(person.id));
  await database.close();
  await expect(openDatabase(registry.config)).rejects.toThrow('sealed with the key k2');
});
