import puppeteer, { type Page } from 'puppeteer-core';
import type { Browser, BrowserWindow, RunningBrowser } from './browser.ts';
import { findProgram } from './find-program.ts';

const findFirefox = () => findProgram('BOOKCHAT_FIREFOX', 'firefox', 'firefox-esr');

/** Firefox as its users have it, driven through WebDriver BiDi. */
export const firefox: Browser = {
  name: 'Firefox',
  id: 'firefox',
  whyNot: () => (findFirefox() === null ? 'no firefox or firefox-esr is installed' : null),
  launch,
};

async function launch(): Promise<RunningBrowser> {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: findFirefox() ?? '' });
  const uncaught: string[] = [];
  return {
    version: await browser.version(),
    uncaught,
    close: () => browser.close(),
    async newWindow() {
      const context = await browser.createBrowserContext();
      // A tab behind another one is hidden, and a hidden page rests.
      const page = await context.newPage({ type: 'window' });
      page.on('pageerror', (error) => uncaught.push(String(error)));
      return toWindow(page);
    },
  };
}

function toWindow(page: Page): BrowserWindow {
  return {
    open: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    click: (selector) => page.locator(selector).click(),
    async type(selector, text) {
      const field = await page.waitForSelector(selector);
      await field?.type(text);
    },
    texts: (selector) => page.$$eval(selector, (found) => found.map((element) => element.textContent ?? '')),
    valueOf: (selector) => page.$eval(selector, (field) => (field as HTMLTextAreaElement).value),
  };
}
