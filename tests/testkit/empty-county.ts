import { loadCounty } from '@yimen/api/cli/load-county.js';
import { loadDemoStaff } from '@yimen/api/demo/staff.js';
import type { Config } from '@yimen/api/platform/config.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { openDatabase } from '@yimen/api/platform/database.js';
import { freshDatabase } from './database.js';

/** A fresh database with the county's office and budgets, and nobody registered yet. */
export async function emptyCounty(
  ownerUrl: string,
  appUrl: string,
): Promise<{ config: Config; drop(): Promise<void> }> {
  const { config, drop } = await freshDatabase(ownerUrl, appUrl);
  const database = await openDatabase(config);
  try {
    const county = getCounty(config.county);
    await loadDemoStaff(database, county);
    await loadCounty(database, county);
  } finally {
    await database.close();
  }
  return { config, drop };
}
