import { describe, expect, vi } from 'vitest';
import { it as base } from '../../../test/doctor-test.ts';
import { faults } from '../../../test/github/faults/faults.ts';
import { startGithubDouble } from '../../../test/github/start-github-double.ts';
import { post } from '../../../test/post.ts';
import { query } from '../../../test/restore.ts';
import { runTask } from '../../../test/run-task.ts';
import { checkClock } from './check-clock.ts';
import { checkCondition } from './check-condition.ts';
import { checkGithub, judgeScopes } from './check-github.ts';
import { checkStanding } from './check-standing.ts';

const DAY_MS = 24 * 3_600_000;
const TOKEN = 'github_pat_ofTests';

const it = base
  .extend('github', async ({ task }, { onCleanup }) => {
    const github = await startGithubDouble({ token: TOKEN, empty: task.name.includes('empty') });
    onCleanup(async () => {
      await github.close();
      expect(github.violations).toEqual([]);
    });
    return github;
  })
  .extend('settings', ({ github }) => ({
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: new URL(github.cloneUrl).pathname.slice(1, -'.git'.length),
    GITHUB_TOKEN: TOKEN,
    GITHUB_WRITE_PAUSE_MS: '0',
  }));

describe('a repository on GitHub', () => {
  it('that is as it should be is asked little, and nothing is written', async ({
    github,
    settings,
    look,
  }) => {
    expect(await look(checkGithub, settings)).toEqual([
      {
        mark: 'fine',
        words: expect.stringMatching(/: reachable, push allowed, branch main exists, private\.$/),
      },
      { mark: 'fine', words: expect.stringMatching(/^4,99\d of 5,000 requests are left until .*Z\.$/) },
    ]);
    expect(github.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  it('that is empty is fine, too', async ({ settings, look }) => {
    expect((await look(checkGithub, settings))[0]).toMatchObject({ mark: 'fine' });
  });

  it('that is public, and a token that ends soon or is nearly spent, deserve a look', async ({
    github,
    settings,
    look,
  }) => {
    github.setPrivate(false);
    github.setTokenExpiry(Date.now() + 13.5 * DAY_MS);
    github.setRateRemaining(400);
    expect(await look(checkGithub, settings)).toMatchObject([
      { mark: 'fine' },
      { mark: 'notice', words: expect.stringMatching(/^Everybody can read /) },
      {
        mark: 'notice',
        words: expect.stringMatching(/^The token expires in 13 days, at /),
        advice: expect.stringContaining('keys rotate-github'),
      },
      { mark: 'notice', words: expect.stringMatching(/^39\d of 5,000 requests are left/) },
    ]);
    github.setTokenExpiry(Date.now() + 90.5 * DAY_MS);
    expect(await look(checkGithub, settings)).toContainEqual({
      mark: 'fine',
      words: 'The token is good for 90 days more.',
    });
  });

  it('that an old token opens deserves another one', async ({ start, folder, settings, look }) => {
    const server = await start.server({ DATA_DIR: folder, ...settings });
    query(
      server.config.database,
      `insert or replace into watched_secrets (name, salt, fingerprint, first_seen_at, rotations)
       values ('GITHUB_TOKEN', '', '', '2020-01-01T00:00:00.000Z', 0)`,
    );
    expect(await look(checkGithub, settings)).toContainEqual({
      mark: 'notice',
      words: expect.stringMatching(/^The token has been the same for [\d,]+ days\.$/),
      advice: expect.stringContaining('`bookchat keys rotate-github`'),
    });
    query(server.config.database, `update watched_secrets set rotated_at = '${new Date().toISOString()}'`);
    expect(await look(checkGithub, settings)).not.toContainEqual(
      expect.objectContaining({ words: expect.stringContaining('has been the same') }),
    );
  });

  it('that cannot be written to does not work', async ({ github, settings, look }) => {
    github.setPushAllowed(false);
    expect((await look(checkGithub, settings))[0]).toMatchObject({
      mark: 'fault',
      words: expect.stringContaining('push not allowed'),
    });
    github.setArchived(true);
    expect((await look(checkGithub, settings))[0]).toMatchObject({
      mark: 'fault',
      advice: expect.stringContaining('Unarchive it'),
    });
  });

  it('that does not take the token tells the time all the same', async ({ github, settings, look }) => {
    github.expireToken();
    const findings = await look(checkGithub, settings);
    expect(findings).toEqual([
      {
        mark: 'fault',
        words: expect.stringMatching(/ cannot be reached\.$/),
        advice: expect.stringMatching(/does not take the token.*`bookchat keys rotate-github`/),
      },
    ]);
    expect(JSON.stringify(findings)).not.toContain(TOKEN);
    expect(await look(checkClock, settings)).toMatchObject([
      { mark: 'fine', words: 'It goes by the same time as the clock of GitHub.' },
    ]);
  });

  it('that never answers is given up after ten seconds', async ({ github, settings, look }) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    github.fail('any', faults.silence);
    const looking = look(checkGithub, settings);
    await vi.waitFor(() => expect(github.requests).toHaveLength(1), { timeout: 5_000 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await looking).toMatchObject([
      { mark: 'fault', advice: expect.stringMatching(/^GitHub at .* did not answer within 10 seconds\.$/) },
    ]);
    vi.useRealTimers();
    github.fail('any', faults.reset);
    expect(await look(checkClock, settings)).toMatchObject([
      { mark: 'notice', words: 'It could not be compared with the clock of GitHub.' },
    ]);
  });

  it.for([
    [20_000, 'fine', 'the same time'],
    [60_000, 'notice', 'It is 60 seconds ahead of the clock of GitHub.'],
    [-60_000, 'notice', 'It is 60 seconds behind the clock of GitHub.'],
    [600_000, 'fault', 'It is 10 minutes ahead of the clock of GitHub.'],
  ] as const)('tells whether the clock is %i ms off', async ([off, mark, words], { settings, look }) => {
    const now = Date.now.bind(Date);
    vi.spyOn(Date, 'now').mockImplementation(() => now() + off + 700);
    const [finding] = await look(checkClock, settings);
    expect(finding).toMatchObject({ mark });
    expect(finding?.words.replace(/\b(?:59|61) seconds/, '60 seconds')).toContain(words);
  });

  it('holds what the database believes, or not', async ({ start, folder, github, settings, look }) => {
    const server = await start.server({ DATA_DIR: folder, ...settings });
    await post(server, { content: 'the tide' });
    await runTask(server, 'archive');
    expect(await look(checkStanding, settings)).toMatchObject([
      { mark: 'fine', words: expect.stringMatching(/^The branch main of .* as the database has it\.$/) },
    ]);
    github.forcePush();
    expect(await look(checkStanding, settings)).toMatchObject([{ mark: 'fault' }]);
    await github.deleteBranch();
    expect(await look(checkStanding, settings)).toMatchObject([
      { mark: 'fault', words: expect.stringContaining('is gone') },
    ]);
    github.expireToken();
    expect(await look(checkStanding, settings), 'GitHub’s own check says why').toEqual([]);
  });

  it('is left alone as long as it asked for', async ({ start, folder, github, settings, look }) => {
    const server = await start.server({ DATA_DIR: folder, ...settings });
    await post(server, { content: 'the tide' });
    await runTask(server, 'archive');
    query(server.config.database, "update archive_conditions set blocked_until = '2199-01-01T00:00:00.000Z'");
    const before = github.requests.length;
    expect(await look(checkGithub, settings)).toEqual([]);
    expect(await look(checkStanding, settings)).toEqual([]);
    expect(await look(checkCondition, settings)).toMatchObject([
      { mark: 'fine' },
      { mark: 'notice', words: expect.stringContaining('until 2199-01-01T00:00:00.000Z') },
    ]);
    expect(github.requests).toHaveLength(before);
  });
});

describe('a classic token', () => {
  it.for([
    [[], []],
    [['repo'], []],
    [['public_repo'], []],
    [['repo', 'admin:org'], ['The token may do more than it needs: repo, admin:org.']],
    [
      ['repo', 'workflow', 'delete_repo'],
      ['The token may do more than it needs: repo, workflow, delete_repo.'],
    ],
  ])('with %j is judged by what it may do beside that', ([scopes = [], words]) => {
    expect(judgeScopes({ scopes }).map((finding) => finding.words)).toEqual(words);
  });
});
