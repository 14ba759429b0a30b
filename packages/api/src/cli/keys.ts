import { resolve } from 'node:path';
import pg from 'pg';
import { withSearchPath } from '../platform/config.js';
import { migrate } from '../platform/database.js';
import { poolSql } from '../platform/read.js';
import { resealColumn, SEALED_COLUMNS } from '../platform/sealed-columns.js';
import { newKey, Vault } from '../platform/vault.js';
import { checkKeys, forgetOldKeys } from '../platform/vault-keys.js';
import { keyFile, ownKeys, writeKeys } from './own-keys.js';
import { useServer } from './own-server.js';

const USAGE = `Usage: npm run keys -- <command>

  new         put a new key in front of those in the data folder; where the keys come from the environment,
              print one to put in front of YIMEN_DATA_KEYS
  rotate      seal every number again with the key in front; may be stopped and started again

The database is that of DATABASE_URL, else the embedded one, which must not be running.`;

/** Puts a new key in front, or prints it. Numbers that are sealed already stay as they are until `rotate`. */
function addKey(): void {
  const entry = `k${new Date().toISOString().slice(0, 19).replace(/\D/g, '')}:${newKey()}`;
  if (process.env.YIMEN_DATA_KEYS) {
    console.log(entry);
    return;
  }
  const dataDir = resolve(process.env.YIMEN_DATA ?? '.data');
  const keys = ownKeys(dataDir);
  writeKeys(keyFile(dataDir), { ...keys, YIMEN_DATA_KEYS: `${entry},${keys.YIMEN_DATA_KEYS}` });
  console.log(`A new key stands in front in ${keyFile(dataDir)}. Next: npm run keys -- rotate`);
}

async function rotate(): Promise<void> {
  const server = await useServer();
  try {
    const { config } = server;
    await migrate(config);
    const vault = new Vault(config.dataKeys, config.indexKey);
    const client = new pg.Client({ connectionString: withSearchPath(config.ownerUrl, config.county) });
    await client.connect();
    try {
      const sql = poolSql(client);
      await checkKeys(sql, vault);
      for (const column of SEALED_COLUMNS) {
        const name = `${column.table}.${column.column}`;
        const done = await resealColumn(sql, vault, column, (count) => console.log(`${name}: ${count}`));
        console.log(`✓ ${name}: ${done} sealed again with ${vault.currentKey}`);
      }
      const gone = await forgetOldKeys(sql, vault);
      if (gone.length > 0) console.log(`No longer needed: ${gone.join(', ')}. Keep them as long as old backups.`);
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
  }
}

async function main([command]: readonly string[]): Promise<number> {
  if (command === 'new') addKey();
  else if (command === 'rotate') await rotate();
  else {
    console.error(USAGE);
    return 2;
  }
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
