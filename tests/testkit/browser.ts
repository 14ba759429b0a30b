import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * Unpacks the Chromium of its npm package, unless it is there already, and answers its path. The package brings the few
 * system libraries that a bare Debian lacks, but unpacks them only where it believes to run in AWS Lambda. Two processes
 * that unpack at once start each other's half-written file, so a whole run begins with one call.
 */
export async function unpackBrowser(): Promise<string> {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}

/**
 * A real Chromium from the package registry alone; runs as root or not. Its pages are asked to keep still: a dialog that
 * is still growing on a slow machine is missed by the mouse. They wait a minute before they give up.
 */
export async function openBrowser(): Promise<Browser> {
  const browser = await playwright.launch({
    executablePath: await unpackBrowser(),
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
    ],
    headless: true,
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext({ reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(60_000);
    return context;
  };
  return browser;
}
