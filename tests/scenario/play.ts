import type { Config } from '@yimen/api/platform/config.js';
import { startApi } from '@yimen/api/server.js';
import { openOffice } from '../testkit/client.js';
import { CountyView } from './county-view.js';
import { playBatch } from './play-batch.js';
import { playCase } from './play-case.js';
import { playMatch } from './play-match.js';
import { playRegister } from './play-register.js';
import { Report } from './report.js';
import type { Scenario } from './scenario-file.js';

/** Plays one scenario through the public API on an empty county and reports a line for each expectation. */
export async function playScenario(config: Config, scenario: Scenario): Promise<Report> {
  const report = new Report();
  const api = await startApi(config);
  try {
    const office = await openOffice(api.url);
    const county = await CountyView.read(office);
    if (scenario.applications.length > 0) await playBatch(office, county, scenario, report);
    else if (scenario.expected.some((one) => one.program)) await playCase(office, county, scenario, report);
    else if ('result_count' in scenario.facts) await playMatch(office, api.database, county, scenario, report);
    else if ('edge_population' in scenario.facts) await playRegister(office, api.database, county, scenario, report);
    else for (const one of scenario.expected) report.unsupported(String(one.result ?? JSON.stringify(one)));
  } finally {
    await api.close();
  }
  return report;
}
