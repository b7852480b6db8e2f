import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { buildState } from './build-state.mjs';

const source = 'apps/web/src/main.ts';
const asset = 'apps/web/dist/assets/main-abc.js';

/** A checkout as a build leaves it. */
function builtCheckout(): string {
  const checkout = mkdtempSync(join(tmpdir(), 'bookchat-build-'));
  onTestFinished(() => rmSync(checkout, { recursive: true, force: true }));
  for (const file of ['turbo.json', source, 'apps/web/dist/index.html', asset, 'apps/api/dist/server.js'])
    write(checkout, file);
  return checkout;
}

function write(checkout: string, file: string, text = file): void {
  mkdirSync(dirname(join(checkout, file)), { recursive: true });
  writeFileSync(join(checkout, file), text);
}

const changes: [what: string, change: (checkout: string) => void][] = [
  ['a source is saved', (checkout) => write(checkout, source, 'export {};')],
  ['a source is added', (checkout) => write(checkout, 'packages/shared/src/room.ts')],
  ['a script of the page is lost', (checkout) => rmSync(join(checkout, asset))],
  ['a script of the page is cut off', (checkout) => write(checkout, asset, '')],
  ['nothing built is left', (checkout) => rmSync(join(checkout, 'apps/web/dist'), { recursive: true })],
];

it.each(changes)('differs once %s', (_what, change) => {
  const checkout = builtCheckout();
  const before = buildState(checkout);
  change(checkout);
  expect(buildState(checkout)).not.toBe(before);
});

const noChanges: typeof changes = [
  ['the same output comes from the cache', (checkout) => utimesSync(join(checkout, asset), 1, 1)],
  ['the server keeps compiled code', (checkout) => write(checkout, 'apps/api/dist/.compile-cache/v8/a')],
  [
    'an editor locks a file',
    (checkout) => symlinkSync('alice@home.1', join(checkout, 'apps/web/src/.#main.ts')),
  ],
];

it.each(noChanges)('stays the same when %s', (_what, change) => {
  const checkout = builtCheckout();
  const before = buildState(checkout);
  change(checkout);
  expect(buildState(checkout)).toBe(before);
});

it('takes a link that leads nowhere for a file', () => {
  const checkout = builtCheckout();
  symlinkSync('nowhere', join(checkout, 'apps/web/src/link.ts'));
  expect(() => buildState(checkout)).not.toThrow();
});
