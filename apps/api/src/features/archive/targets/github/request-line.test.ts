import { describe, expect } from 'vitest';
import { faults } from '../../../../../test/github/faults/faults.ts';
import { DATE, file, headOf, it, SIGNAL, troubleOf } from '../../../../../test/github/github-target-test.ts';

describe('requests', () => {
  it('go one after the other', async ({ github, target }) => {
    github.fail('any', faults.slow, 10);
    const head = headOf(github);
    await Promise.all([
      target.readHead(SIGNAL),
      target.writeTree(null, [file('a', 'a')], SIGNAL),
      target.readCommit(head, SIGNAL),
      target.compare(head, head, SIGNAL),
    ]);
    expect(github.requests.map(({ operation }) => operation)).toEqual([
      'getRef',
      'createTree',
      'getCommit',
      'compare',
    ]);
    expect(github.requests.filter(({ overlapping }) => overlapping)).toEqual([]);
  });

  it('do not end with one that fails', async ({ github, target }) => {
    github.fail('getRef', faults.serverError);
    const [error, commit] = await Promise.all([
      troubleOf(target.readHead(SIGNAL)),
      target.readCommit(headOf(github), SIGNAL),
    ]);
    expect(error.trouble).toEqual({ kind: 'unavailable' });
    expect(commit.parents).toEqual([]);
  });
});

describe('writes', () => {
  it.override('settings', { pauseBetweenWritesMs: 1_000 });

  it('keep a pause between them, also after one that failed; reads do not', async ({
    github,
    clock,
    target,
  }) => {
    const times: [string, number][] = [];
    const timed = async (name: string, work: Promise<unknown>) => {
      await work;
      times.push([name, clock.elapsed()]);
    };
    const head = headOf(github);
    const { tree } = await target.readCommit(head, SIGNAL);
    github.fail('createCommit', faults.serverError);
    const commit = { tree, parent: head, message: 'Archive', date: DATE };
    const all = Promise.all([
      timed('tree', target.writeTree(tree, [file('a', 'a')], SIGNAL)),
      timed('failed commit', troubleOf(target.writeCommit(commit, SIGNAL))),
      timed('commit', target.writeCommit(commit, SIGNAL)),
      timed('head', target.readHead(SIGNAL)),
      timed('branch', target.moveBranch(head, head, SIGNAL)),
    ]);
    for (const count of [1, 2, 4, 5]) {
      await expect.poll(() => times).toHaveLength(count);
      await clock.pass(999);
      expect(times).toHaveLength(count);
      await clock.pass(1);
    }
    await all;
    expect(times).toEqual([
      ['tree', 0],
      ['failed commit', 1_000],
      ['commit', 2_000],
      ['head', 2_000],
      ['branch', 3_000],
    ]);
  });

  it('that come late enough do not wait', async ({ clock, target }) => {
    await target.writeTree(null, [file('a', 'a')], SIGNAL);
    await clock.pass(1_000);
    expect(await target.writeTree(null, [file('b', 'b')], SIGNAL)).toMatch(/^\w{40}$/);
  });

  it('end with their signal while they wait', async ({ github, clock, target }) => {
    await target.writeTree(null, [file('a', 'a')], SIGNAL);
    const controller = new AbortController();
    const waiting = target.writeTree(null, [file('b', 'b')], controller.signal);
    await clock.pass(500);
    controller.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: github.head() });
    expect(github.requests.map(({ operation }) => operation)).toEqual(['createTree', 'getRef']);
  });
});
