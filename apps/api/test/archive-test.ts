import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type ArchiveDetails, readArchive } from '@bookchat/shared';
import { call } from './call.ts';
import { createClock } from './create-clock.ts';
import { it as base } from './server-test.ts';
import { TEST_ADMIN_TOKEN, type TestServer } from './start-test-server.ts';

export const ADMIN = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };

/** A test whose servers keep an archive, by a clock that the test moves: nothing is archived before it says so. */
export const it = base
  .extend('clock', () => createClock(new Date().toISOString()))
  .extend('env', { ARCHIVE: 'on' } as Readonly<Record<string, string>>)
  .extend('parts', ({ clock }) => ({ clock }));

export async function readDetails(server: Pick<TestServer, 'url'>): Promise<ArchiveDetails> {
  return (await call(server, readArchive, { headers: ADMIN })).body;
}

/** Runs git in the archive beside the database. */
export function git({ config }: Pick<TestServer, 'config'>, ...args: string[]): string {
  return gitIn(join(config.dataDir, 'archive.git'), ...args);
}

export function gitIn(dir: string, ...args: string[]): string {
  return execFileSync('git', ['--git-dir', dir, ...args], { encoding: 'utf8' }).trim();
}
