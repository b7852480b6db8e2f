// `pnpm test:browsers`: the core story in stock Firefox and in WebKitGTK. BOOKCHAT_BROWSERS names those that
// must run, separated by blanks; without it, all that are installed do.
import process from 'node:process';
import type { Browser } from './browser.ts';
import { firefox } from './firefox.ts';
import { type Told, tellStory } from './tell-story.ts';
import { webkit } from './webkit.ts';

const browsers: readonly Browser[] = [firefox, webkit];
const print = (line: string) => process.stdout.write(`${line}\n`);

async function tell(browser: Browser): Promise<Told> {
  const hindrance = browser.whyNot();
  const wanted = process.env['BOOKCHAT_BROWSERS']?.split(' ');
  if (wanted !== undefined && !wanted.includes(browser.id)) return skip(browser, 'it was not asked for');
  if (hindrance !== null && wanted === undefined) return skip(browser, hindrance);
  try {
    return await tellStory(browser, print);
  } catch (error) {
    print(`  ✗ ${browser.name}: ${hindrance ?? error}`);
    return { passed: 0, failed: 1 };
  }
}

function skip({ name }: Browser, reason: string): Told {
  print(`${name}: skipped, because ${reason}.`);
  return { passed: 0, failed: 0 };
}

// An exit in order takes along what was started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

let passed = 0;
let failed = 0;
for (const browser of browsers) {
  const told = await tell(browser);
  passed += told.passed;
  failed += told.failed;
}
print(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
