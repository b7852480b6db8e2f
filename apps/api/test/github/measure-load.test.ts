import { describe, expect } from 'vitest';
import { archive, commitFiles } from './commit-files.ts';
import { createOctokit } from './create-octokit.ts';
import { isSlow } from './faults/wire-faults.ts';
import { it } from './github-test.ts';
import { measureLoad } from './measure-load.ts';
import type { RequestRecord } from './run.ts';
import { startGithubDouble } from './start-github-double.ts';

const SECOND_MS = 1_000;

it('counts what GitHub counts, by a clock of the test', async () => {
  let now = Date.parse('2026-05-01T10:00:00Z');
  const github = await startGithubDouble({ now: () => now });
  const octokit = createOctokit(github);
  await commitFiles(octokit, github.head() ?? '', { 'a.txt': 'a' });
  now += SECOND_MS;
  await commitFiles(octokit, github.head() ?? '', { 'b.txt': 'b' });
  github.fail('getRef', isSlow(60_000));
  const patience = new AbortController();
  const request = { signal: patience.signal };
  const late = octokit.rest.git.getRef({ ...archive, ref: 'heads/main', request });
  const outcome = expect(late).rejects.toThrow();
  await expect.poll(() => github.requests.at(-1)?.operation).toBe('getRef');
  await octokit.rest.repos.get(archive);
  patience.abort();
  await outcome;
  expect(measureLoad(github.requests)).toEqual({
    reads: 4,
    writes: 4,
    hurriedWrites: 2,
    overlapping: 1,
    mostWritesInAMinute: 4,
    mostWritesInAnHour: 4,
    mostPointsInAMinute: 24,
  });
  await github.close();
});

describe('of a day of writes every half minute', () => {
  it('finds the busiest minute and the busiest hour', () => {
    const writes = Array.from({ length: 2_880 }, (_, n) => write(n * 30 * SECOND_MS));
    expect(measureLoad(writes)).toMatchObject({
      writes: 2_880,
      hurriedWrites: 0,
      mostWritesInAMinute: 2,
      mostWritesInAnHour: 120,
      mostPointsInAMinute: 10,
    });
  });
});

function write(at: number): RequestRecord {
  return {
    operation: 'createTree',
    method: 'POST',
    path: '/',
    authorized: true,
    at,
    overlapping: false,
    fault: null,
    status: 201,
    endedAt: at,
  };
}
