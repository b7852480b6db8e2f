import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { git } from '../archive-test.ts';
import { createClock, type TestClock } from '../create-clock.ts';
import { post } from '../post.ts';
import { runTask } from '../run-task.ts';
import { startTestServer, type TestServer } from '../start-test-server.ts';
import { it as base, rowsOf } from './restore-test.ts';

/** What is left of a server that has archived some days, and was stopped. */
export interface OldServer {
  readonly dataDir: string;
  readonly repository: string;
  /** The commits of the archive, the oldest first. */
  readonly commits: readonly string[];
  readonly messages: readonly unknown[];
}

const DAY_MS = 24 * 3_600_000;
const LONG = '🌊'.repeat(4_000);

/** A test beside such a server, which is the same one for all tests of a file: they copy what they change. */
export const it = base
  .extend('shelf', { scope: 'file' }, tmpdir())
  .extend('old', { scope: 'file' }, async ({ shelf }, { onCleanup }) => {
    const folder = mkdtempSync(join(shelf, 'bookchat-old-'));
    onCleanup(() => rmSync(folder, { recursive: true, force: true }));
    return makeOldServer(join(folder, 'data'));
  });

async function makeOldServer(dataDir: string): Promise<OldServer> {
  const clock = createClock(new Date().toISOString());
  vi.useFakeTimers({ toFake: ['Date'], now: clock.now() });
  try {
    const server = await startTestServer({ ARCHIVE: 'on', DATA_DIR: dataDir }, { clock });
    await say(server, 'hello', 'naïve café — 漢字 ✓', 'x\u2028y "quoted" \\ \t tab');
    await say(server, LONG, '\u{1f469}\u200d\u{1f680} and <b>&amp;</b>');
    nextDay(clock);
    await say(server, 'the next day', 'line one\nline two');
    nextDay(clock);
    await say(server, 'and one more');
    const commits = git(server, 'rev-list', '--reverse', 'main').split('\n');
    await server.close();
    const messages = rowsOf(dataDir, 'messages');
    return { dataDir, repository: join(dataDir, 'archive.git'), commits, messages };
  } finally {
    vi.useRealTimers();
  }
}

async function say(server: TestServer, ...contents: string[]): Promise<void> {
  await post(server, ...contents.map((content, index) => ({ author: index % 2 ? 'Zoë' : 'alice', content })));
  expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
}

function nextDay(clock: TestClock): void {
  clock.jump(DAY_MS);
  vi.setSystemTime(clock.now());
}
