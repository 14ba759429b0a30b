import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds serious on the page as it stands. The rows of a table are alike: a few of them tell of all. */
export async function seriousOf(page: Page): Promise<string[]> {
  // What still fades in has not its colours yet; a spinner never ends, nor what fades in where nobody sees it.
  await page.evaluate(
    `Promise.race([new Promise((resolve) => setTimeout(resolve, 2000)), Promise.allSettled(document.getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity).map(({ finished }) => finished))])`,
  );
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run({ exclude: ['tbody tr:nth-child(n+6)'] }, { resultTypes: ['violations'] })",
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')} ${nodes[0]?.failureSummary}`);
}
