import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * A real Chromium from the package registry alone; runs as root or not. The package brings the few system libraries
 * that a bare Debian lacks, but unpacks them only where it believes to run in AWS Lambda.
 */
export async function openBrowser(): Promise<Browser> {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
    ],
    headless: true,
  });
}
