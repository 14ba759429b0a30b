import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newKey } from '../platform/vault.js';

/** Keys as the environment names them. */
export interface OwnKeys {
  YIMEN_DATA_KEYS: string;
  YIMEN_INDEX_KEY: string;
}

/** The file of keys in a data folder. */
export function keyFile(dataDir: string): string {
  return join(dataDir, 'data-keys');
}

/** The keys of a data folder, made when it has none. Whoever loses the file loses the numbers. */
export function ownKeys(dataDir: string): OwnKeys {
  const file = keyFile(dataDir);
  if (!existsSync(file)) writeKeys(file, { YIMEN_DATA_KEYS: `k1:${newKey()}`, YIMEN_INDEX_KEY: newKey() });
  const lines = readFileSync(file, 'utf8').split('\n');
  const read = (name: keyof OwnKeys) => lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  return { YIMEN_DATA_KEYS: read('YIMEN_DATA_KEYS'), YIMEN_INDEX_KEY: read('YIMEN_INDEX_KEY') };
}

/** Keeps the keys, readable by their owner alone. */
export function writeKeys(file: string, keys: OwnKeys): void {
  const text = Object.entries(keys).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, text.join(''), { mode: 0o600 });
}
