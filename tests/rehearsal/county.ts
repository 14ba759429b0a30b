import { getCounty } from '@yimen/api/platform/county.js';
import { openDatabase } from '@yimen/api/platform/database.js';
import type { TestDatabase } from '../testkit/database.js';
import { emptyCounty } from '../testkit/empty-county.js';

/** A fresh county with its office and budgets, opened; nobody is registered. */
export async function openCounty(): Promise<TestDatabase> {
  const { YIMEN_TEST_OWNER_URL: ownerUrl = '', YIMEN_TEST_APP_URL: appUrl = '' } = process.env;
  const { config, drop } = await emptyCounty(ownerUrl, appUrl);
  const database = await openDatabase(config);
  return {
    config,
    database,
    county: getCounty(config.county),
    close: async () => {
      await database.close();
      await drop();
    },
  };
}
