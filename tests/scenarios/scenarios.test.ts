import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { playScenario } from '../scenario/play.js';
import { printLine } from '../scenario/report.js';
import { readScenario } from '../scenario/scenario-file.js';
import { emptyCounty } from '../testkit/empty-county.js';

const DATA = new URL('./data/', import.meta.url);
const files = readdirSync(DATA).filter((name) => /^S\d+.*\.yaml$/.test(name));

describe('acceptance scenarios, played through the public API on an empty county', () => {
  it.each(files)('%s', async (file) => {
    const { YIMEN_TEST_OWNER_URL: ownerUrl = '', YIMEN_TEST_APP_URL: appUrl = '' } = process.env;
    const county = await emptyCounty(ownerUrl, appUrl);
    try {
      const report = await playScenario(county.config, readScenario(new URL(file, DATA).pathname));
      const lines = report.lines.map(printLine);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter((line) => !line.trimStart().startsWith('pass'))).toEqual([]);
    } finally {
      await county.drop();
    }
  });
});
