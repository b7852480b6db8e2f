import { describe, expect } from 'vitest';
import type { Fault } from '../../../../../test/github/faults/fault.ts';
import { faults } from '../../../../../test/github/faults/faults.ts';
import { it, SIGNAL, targetOf } from '../../../../../test/github/github-target-test.ts';
import { describeCheck } from './describe-check.ts';

describe('a check of the repository', () => {
  it('finds what can be known before anything is written', async ({ github, target }) => {
    const expiresAt = new Date('2100-12-20T10:15:00Z');
    github.setTokenExpiry(expiresAt.getTime());
    const check = await target.checkRepository(SIGNAL);
    const place = `GitHub at ${new URL(github.url).host}`;
    expect(check).toEqual({
      repository: 'bookchat/archive',
      place,
      branchName: 'main',
      reachable: true,
      isPublic: false,
      canPush: true,
      isArchived: false,
      defaultBranch: 'main',
      htmlUrl: `${github.url}/bookchat/archive`,
      branch: 'exists',
      expiresAt,
      scopes: ['repo'],
    });
    expect(describeCheck(check)).toBe(
      `bookchat/archive on ${place}: reachable, push allowed, branch main exists, private, token expires on 20 December 2100`,
    );
    expect(target.requests).toBe(2);
  });

  it('finds what stands in the way', async ({ github, clock }) => {
    const target = targetOf(github, clock, { branch: 'archive' });
    github.setPrivate(false);
    github.setPushAllowed(false);
    expect(describeCheck(await target.checkRepository(SIGNAL))).toMatch(
      /: reachable, push not allowed, branch archive still to be made, public$/,
    );
    github.setArchived(true);
    expect(describeCheck(await target.checkRepository(SIGNAL))).toContain(
      'archived, so nothing can be written',
    );
  });

  it('finds why it cannot be reached', async ({ github, target }) => {
    github.expireToken();
    const denied = await target.checkRepository(SIGNAL);
    expect(denied).toMatchObject({ reachable: false, trouble: { kind: 'denied' } });
    expect(describeCheck(denied)).toMatch(/: not reachable\. GitHub at .+ does not take the token/);
    github.fail('getRepository', faults.badGateway);
    expect(await target.checkRepository(SIGNAL)).toMatchObject({ trouble: { kind: 'unavailable' } });
  });

  it('ends with its signal', async ({ github, target }) => {
    github.fail('getRepository', faults.silence);
    const controller = new AbortController();
    const checked = target.checkRepository(controller.signal);
    await expect.poll(() => github.requests).toHaveLength(1);
    controller.abort('enough');
    await expect(checked).rejects.toBe('enough');
  });
});

describe('a check of an empty repository', () => {
  it.override('options', { empty: true });

  it('says so', async ({ target }) => {
    const check = await target.checkRepository(SIGNAL);
    expect(check).toMatchObject({ branch: 'repository empty' });
    expect(describeCheck(check)).toMatch(/: reachable, push allowed, empty, private$/);
  });
});

describe('the address of the page', () => {
  it.for([
    'https://github.com/bookchat/archive',
    'http://github.example.org/bookchat/archive',
    'javascript:alert(1)',
    'no address',
    'http://localhost:1/bookchat/archive',
  ])('is not taken from GitHub where it is %s', async (html_url, { github, target }) => {
    const found = { private: true, default_branch: 'main', html_url };
    github.fail('getRepository', answers(found));
    const check = await target.checkRepository(SIGNAL);
    expect(check).toMatchObject({ htmlUrl: null, canPush: null, isArchived: false });
    expect(describeCheck(check)).toContain('push perhaps allowed (GitHub does not say)');
  });
});

function answers(body: unknown): Fault {
  const text = JSON.stringify(body);
  return {
    name: 'other words',
    applied: false,
    deliver: ({ headers }, outlet) => outlet.send({ status: 200, headers, text }),
  };
}
