import { createServer } from 'node:http';
import { createServer as createPlainServer } from 'node:net';
import { describe, expect } from 'vitest';
import { faults } from '../../../../../test/github/faults/faults.ts';
import {
  DATE,
  file,
  headOf,
  it,
  SIGNAL,
  targetOf,
  troubleOf,
  writeCommit,
} from '../../../../../test/github/github-target-test.ts';

describe('a request without an answer', () => {
  it.override('settings', { timeoutMs: 150 });

  it.for([
    ['silence', /did not answer within 0\.15 seconds/],
    ['reset', /The connection to 127\.0\.0\.1:\d+ broke off \(\w+\)\.$/],
  ] as const)('is not carried out in the case of %s', async ([name, words], { github, target }) => {
    const from = headOf(github);
    const to = await writeCommit(target, from);
    github.fail('updateRef', faults[name]);
    const error = await troubleOf(target.moveBranch(from, to, SIGNAL));
    expect(error.trouble).toEqual({ kind: 'unavailable' });
    expect(error.message).toMatch(words);
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: from });
  });

  it.for(['silenceAfterApplying', 'resetAfterApplying', 'cutBody'] as const)(
    'is carried out in the case of %s, as the head shows',
    async (name, { github, target }) => {
      const from = headOf(github);
      const to = await writeCommit(target, from);
      github.fail('updateRef', faults[name]);
      const error = await troubleOf(target.moveBranch(from, to, SIGNAL));
      expect(error.trouble).toEqual({ kind: 'unavailable' });
      expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: to });
    },
  );

  it('makes the same commit when it is sent again', async ({ github, target }) => {
    const parent = headOf(github);
    const { tree } = await target.readCommit(parent, SIGNAL);
    const parts = { tree, parent, message: 'Archive', date: DATE };
    github.fail('createCommit', faults.silenceAfterApplying);
    await troubleOf(target.writeCommit(parts, SIGNAL));
    const commit = await target.writeCommit(parts, SIGNAL);
    expect(await target.writeCommit(parts, SIGNAL)).toBe(commit);
  });
});

describe('an answer that takes its time', () => {
  it('is waited for', async ({ github, target }) => {
    github.fail('getRef', faults.slow);
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: github.head() });
  });
});

describe('a request', () => {
  it('ends with its signal, and with the reason of that', async ({ github, target }) => {
    github.fail('any', faults.silence);
    const reason = new Error('The server stops.');
    const controller = new AbortController();
    const asked = target.readHead(controller.signal);
    await expect.poll(() => github.requests).toHaveLength(1);
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: github.head() });
  });

  it('ends with its signal while it waits for another one', async ({ github, target }) => {
    github.fail('getRef', faults.silence);
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = target.readHead(first.signal);
    await expect.poll(() => github.requests).toHaveLength(1);
    const waiting = target.writeTree(null, [file('a', 'a')], second.signal);
    second.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    first.abort();
    await expect(asked).rejects.toThrow('This operation was aborted');
    expect(github.requests).toHaveLength(1);
  });

  it('is not begun where its signal is over', async ({ target }) => {
    await expect(target.readHead(AbortSignal.abort('over'))).rejects.toBe('over');
    await expect(target.checkRepository(AbortSignal.abort('over'))).rejects.toBe('over');
    await expect(target.getToken(AbortSignal.abort('over'))).rejects.toBe('over');
    expect(target.requests).toBe(0);
  });
});

describe('a server that is not there', () => {
  it('refuses the connection', async ({ github, clock }) => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const apiUrl = new URL(addressOf(server));
    await new Promise((resolve) => server.close(resolve));
    const error = await troubleOf(targetOf(github, clock, { apiUrl }).readHead(SIGNAL));
    expect(error.trouble).toEqual({ kind: 'unavailable' });
    expect(error.message).toBe(
      `The server cannot reach ${apiUrl.host}: the connection is refused. Check the network and GITHUB_API_URL.`,
    );
  });

  it('has a name that nobody knows', async ({ github, clock }) => {
    const apiUrl = new URL('http://github.bookchat.invalid'); // RFC 2606
    const error = await troubleOf(targetOf(github, clock, { apiUrl }).readHead(SIGNAL));
    expect(error.trouble).toEqual({ kind: 'unavailable' });
    expect(error.message).toMatch(
      /^The server cannot reach github\.bookchat\.invalid: .+\(DNS\)\. Check the network\.$/,
    );
  });

  it('speaks something else than HTTP', async ({ github, clock, onTestFinished }) => {
    const server = createPlainServer((socket) => socket.end('220 mail.example.org ESMTP\r\n'));
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const apiUrl = new URL(addressOf(server));
    const error = await troubleOf(targetOf(github, clock, { apiUrl }).readHead(SIGNAL));
    expect(error.trouble).toEqual({ kind: 'unavailable' });
    expect(error.message).toMatch(/does not speak what was expected \(H\w+\)/);
  });

  it('speaks HTTP where HTTPS is asked for', async ({ github, clock }) => {
    const apiUrl = new URL(github.url.replace('http:', 'https:'));
    const error = await troubleOf(targetOf(github, clock, { apiUrl }).readHead(SIGNAL));
    expect(error.message).toMatch(/does not speak what was expected \(ERR_SSL_\w+\)/);
  });
});

function addressOf(server: { address(): unknown }): string {
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}
