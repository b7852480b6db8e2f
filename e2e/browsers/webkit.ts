import { Builder, By, Key, until, type WebDriver } from 'selenium-webdriver';
import type { Browser, BrowserWindow, RunningBrowser } from './browser.ts';
import { findProgram } from './find-program.ts';
import { startWebkitDriver, type WebkitDriver } from './start-webkit-driver.ts';

const WAIT_MS = 10_000;
/** WebKitGTK's own small browser, which comes with the engine. */
const BROWSER_NAME = 'MiniBrowser';

const findDriver = () => findProgram('BOOKCHAT_WEBKIT_DRIVER', 'WebKitWebDriver');
const findXvfbRun = () => findProgram('BOOKCHAT_XVFB_RUN', 'xvfb-run');

/** WebKitGTK, the engine that Safari shares, on a screen that exists in memory alone. */
export const webkit: Browser = {
  name: 'WebKitGTK',
  id: 'webkit',
  whyNot() {
    if (findDriver() === null) return 'no WebKitWebDriver is installed (Debian: webkit2gtk-driver)';
    return findXvfbRun() === null ? 'no xvfb-run is installed (Debian: xvfb and xauth)' : null;
  },
  launch,
};

async function launch(): Promise<RunningBrowser> {
  const sessions: { driver: WebDriver; process: WebkitDriver }[] = [];
  // A driver of WebKitGTK leads one browser alone, so each window is a browser and a driver of its own.
  const openSession = async () => {
    const process = await startWebkitDriver(findDriver() ?? '', findXvfbRun() ?? '');
    try {
      const driver = await new Builder().usingServer(process.url).forBrowser(BROWSER_NAME).build();
      sessions.push({ driver, process });
      return driver;
    } catch (error) {
      await process.stop();
      throw error;
    }
  };
  const first = await openSession();
  let waiting: WebDriver | null = first;
  return {
    version: `WebKitGTK/${(await first.getCapabilities()).get('browserVersion')}`,
    uncaught: [],
    async newWindow() {
      const driver = waiting ?? (await openSession());
      waiting = null;
      return toWindow(driver);
    },
    async close() {
      for (const { driver, process } of sessions) {
        await driver.quit();
        await process.stop();
      }
    },
  };
}

function toWindow(driver: WebDriver): BrowserWindow {
  const find = (selector: string) => driver.wait(until.elementLocated(By.css(selector)), WAIT_MS);
  return {
    open: (url) => driver.get(url),
    reload: () => driver.navigate().refresh(),
    click: async (selector) => (await find(selector)).click(),
    type: async (selector, text) => (await find(selector)).sendKeys(text.replaceAll('\n', Key.ENTER)),
    texts: (selector) =>
      driver.executeScript(
        'return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent)',
        selector,
      ),
    valueOf: async (selector) => (await (await find(selector)).getProperty('value')) ?? '',
  };
}
