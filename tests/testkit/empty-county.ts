import { loadCounty } from '@yimen/api/cli/load-county.js';
import { loadDemoStaff } from '@yimen/api/demo/staff.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { migrate, openDatabase } from '@yimen/api/platform/database.js';
import { copyOf, type OwnDatabase } from './database.js';

/** A fresh database with the county's office and budgets, and nobody registered yet. */
export function emptyCounty(ownerUrl: string, appUrl: string): Promise<OwnDatabase> {
  return copyOf('county', ownerUrl, appUrl, async (config) => {
    await migrate(config);
    const database = await openDatabase(config);
    const county = getCounty(config.county);
    try {
      await loadDemoStaff(database, county);
      await loadCounty(database, county);
    } finally {
      await database.close();
    }
  });
}
