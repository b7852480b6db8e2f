import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { commit, git, treeOf, writeBlob, writeTree } from '../../../../test/archive/git-by-hand.ts';
import { it as folderIt, SIGNAL } from '../../../../test/archive/git-folder-test.ts';
import { startGitServer } from '../../../../test/archive/git-server.ts';
import { makeArchive } from '../../../../test/archive/make-archive.ts';
import { startProxy } from '../../../../test/start-proxy.ts';
import type { TargetError } from '../targets/target-error.ts';
import { type CloneOptions, cloneArchive } from './clone-archive.ts';
import { createCloneProgress } from './clone-progress.ts';

const HEADER = 'AUTHORIZATION: basic eC1hY2Nlc3MtdG9rZW46Z2hwX2NhbmFyeQ==';

const it = folderIt
  .extend('to', ({ folder }) => join(folder, 'copy', 'archive.git'))
  .extend(
    'clone',
    ({ repository, to }) =>
      (options: Partial<CloneOptions> = {}) =>
        cloneArchive({ from: repository, to, signal: SIGNAL, ...options }),
  );

describe('a copy of an archive', () => {
  it('is made from a folder, and holds one branch and all that leads to it', async ({
    clone,
    repository,
    to,
  }) => {
    await makeArchive(repository, { commits: 5, eventsPerCommit: 10 });
    const head = git(repository, 'rev-parse', 'main');
    commit(repository, treeOf(repository, { secret: 'x' }), { branch: 'other' });
    git(repository, 'tag', 'v1', 'main');
    expect(await clone()).toBe(head);
    expect(git(to, 'for-each-ref', '--format=%(refname) %(objectname)')).toBe(`refs/heads/main ${head}`);
    expect(git(to, 'rev-list', '--count', 'main')).toBe('6');
    expect(git(to, 'fsck', '--strict', '--no-dangling')).toBe('');
    expect(git(to, 'rev-parse', '--is-bare-repository')).toBe('true');
  });

  it('is made of the branch that is named', async ({ clone, repository }) => {
    const tree = treeOf(repository, { a: 'x' });
    commit(repository, tree);
    const other = commit(repository, tree, { branch: 'team/archive.v2', message: 'other' });
    expect(await clone({ branch: 'team/archive.v2' })).toBe(other);
  });

  it('is made from a working tree, a file address and a bundle as well', async ({
    clone,
    folder,
    repository,
    to,
  }) => {
    const head = commit(repository, treeOf(repository, { a: 'x' }));
    const [tree, bundle] = [join(folder, 'tree'), join(folder, 'archive.bundle')];
    git(folder, 'clone', '--quiet', repository, tree);
    git(repository, 'bundle', 'create', '--quiet', bundle, 'HEAD', 'main');
    for (const [index, from] of [tree, `file://${repository}`, bundle].entries())
      expect(await clone({ from, to: `${to}-${index}` })).toBe(head);
  });

  it('gets only what is new the next time, also where history was rewritten', async ({
    clone,
    repository,
    to,
  }) => {
    const first = commit(repository, treeOf(repository, { a: 'x' }));
    expect(await clone()).toBe(first);
    const second = commit(repository, treeOf(repository, { a: 'y' }), { parents: [first] });
    expect(await clone()).toBe(second);
    const anew = commit(repository, treeOf(repository, { a: 'z' }), { message: 'anew' });
    expect(await clone()).toBe(anew);
    expect(git(to, 'fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('is begun again after it was broken off', async ({ clone, repository, to }) => {
    await makeArchive(repository, { commits: 50, eventsPerCommit: 100 });
    const stop = new AbortController();
    const broken = clone({ signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) });
    await expect(broken).rejects.toThrow('enough');
    expect(await clone()).toBe(git(repository, 'rev-parse', 'main'));
    expect(readdirSync(join(to, 'objects/pack')).filter((name) => name.startsWith('tmp_'))).toEqual([]);
  });

  it('tells how far it is', async ({ clone, repository }) => {
    await makeArchive(repository, { commits: 50, eventsPerCommit: 10 });
    const parts: number[] = [];
    await clone({ onProgress: ({ part }) => void parts.push(part) });
    expect(parts.at(-1)).toBeGreaterThanOrEqual(0.8);
    expect(parts).toEqual([...parts].sort((one, other) => one - other));
  });
});

describe('a copy from a server', () => {
  it('is made with a secret that stands nowhere', async ({ clone, folder, repository, to }) => {
    const head = commit(repository, treeOf(repository, { a: 'x' }));
    const commands: string[] = [];
    const server = await serve(repository, {
      authorization: HEADER.split(': ')[1] as string,
      answer: () => {
        commands.push(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }));
        return false;
      },
    });
    expect(await clone({ from: server.url, header: HEADER })).toBe(head);
    expect(commands.join('')).toContain(server.url);
    expect(commands.join('')).not.toContain('eC1hY2Nlc3M');
    const { status } = spawnSync('grep', ['-r', 'eC1hY2Nlc3M', folder]);
    expect(status).toBe(1); // found nowhere
    expect(readFileSync(join(to, 'config'), 'utf8')).not.toContain('basic');
  });

  it('is fetched by the proxy of the machine, by those whom Node.js trusts', async ({
    clone,
    folder,
    repository,
    to,
  }) => {
    const head = commit(repository, treeOf(repository, { a: 'x' }));
    const server = await serve(repository);
    const proxy = await startProxy();
    onTestFinished(() => proxy.close());
    vi.stubEnv('HTTP_PROXY', proxy.url);
    vi.stubEnv('no_proxy', '');
    vi.stubEnv('NO_PROXY', '');
    vi.stubEnv('NODE_EXTRA_CA_CERTS', join(folder, 'own.pem'));
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await clone({ from: server.url })).toBe(head);
    expect(proxy.seen).toContain(new URL(server.url).host);
    expect(existsSync(join(to, 'authorities.pem')), 'nothing of that is left').toBe(false);
  });

  it.for([
    { status: 401, kind: 'denied', words: /does not let BookChat read the repository/ },
    { status: 403, kind: 'denied', words: /does not let BookChat read the repository/ },
    { status: 404, kind: 'denied', words: /There is no repository at that address/ },
    { status: 500, kind: 'unavailable', words: /The server of the repository has failed/ },
    { status: 302, kind: 'denied', words: /The server leads elsewhere/ },
  ] as const)(
    'fails in words at $status, without the secret',
    async ({ status, kind, words }, { clone, repository }) => {
      commit(repository, treeOf(repository, { a: 'x' }));
      const elsewhere = await serve(repository);
      const server = await serve(repository, {
        answer: (request, response) => {
          const location = elsewhere.url.replace('/archive.git', request.url ?? '');
          response.writeHead(status, { location, 'www-authenticate': 'Basic realm="x"' }).end('ghp_canary');
          return true;
        },
      });
      const error = await troubleOf(clone({ from: server.url, header: HEADER }));
      expect(error.trouble).toEqual({ kind });
      expect(error.message).toMatch(words);
      expect(JSON.stringify([error.message, `${error.cause}`])).not.toContain('eC1hY2Nlc3M');
      expect(elsewhere.seen).toEqual([]);
    },
  );

  it('says when the connection breaks off', async ({ clone, repository }) => {
    const server = await serve(repository, {
      answer: (_, response) => {
        response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' });
        response.write('001e# service=git-upload-pack\n');
        response.destroy();
        return true;
      },
    });
    expect(await troubleOf(clone({ from: server.url }))).toMatchObject({ trouble: { kind: 'unavailable' } });
  });

  it('says when nobody answers', async ({ clone }) => {
    const error = await troubleOf(clone({ from: 'http://127.0.0.1:1/archive.git' }));
    expect(error.message).toBe(
      'The server does not answer. Check the address and the network, and try again.',
    );
  });

  it('takes no header with more than one line', async ({ clone, repository }) => {
    const error = await troubleOf(clone({ from: `file://${repository}`, header: `${HEADER}\r\nHost: x` }));
    expect(error.message).toBe('The token holds a line end. Set it anew.');
  });
});

describe('where there is nothing to copy', () => {
  it.for([
    { from: '/nonexistent/archive.git', words: /no such folder/ },
    { from: '--upload-pack=touch marker', words: /no such folder/ },
    { from: 'ext::sh -c touch% marker', words: /no such folder/ },
    { from: 'x\0y', words: /no such folder/ },
    { from: 'git@github.com:acme/conversation.git', words: /SSH is not among them/ },
    { from: 'ssh://github.com/acme/conversation', words: /begins with https:\/\// },
    { from: 'git://github.com/acme/conversation', words: /begins with https:\/\// },
    { from: 'http://github.com/acme/conversation', words: /begins with https:\/\// },
    { from: 'file://elsewhere/archive.git', words: /begins with https:\/\// },
    { from: 'https://', words: /begins with https:\/\// },
    { from: 'https://alice:ghp_canary@github.com/acme/conversation', words: /holds a password/ },
  ])('it says so: $from', async ({ from, words }, { clone, to }) => {
    const error = await troubleOf(clone({ from }));
    expect(error.trouble).toEqual({ kind: 'denied' });
    expect(error.message).toMatch(words);
    expect(error.message).not.toContain('ghp_canary');
    expect(existsSync(to)).toBe(false);
  });

  it('it says so of a folder without a repository, and of an empty one', async ({ clone, folder }) => {
    expect((await troubleOf(clone({ from: folder }))).message).toMatch(/no repository of git/);
    expect((await troubleOf(clone())).message).toMatch(/The repository is empty/);
  });

  it('it says so of a branch', async ({ clone, repository }) => {
    commit(repository, treeOf(repository, { a: 'x' }));
    expect((await troubleOf(clone({ branch: 'other' }))).message).toMatch(/no branch of that name/);
    for (const branch of ['-x', 'a..b', 'main:refs/heads/x', 'a b', 'refs/*', ''])
      expect((await troubleOf(clone({ branch }))).message).toBe('That is not the name of a branch.');
  });

  it('it says so of a part of a history', async ({ clone, folder, repository }) => {
    await makeArchive(repository, { commits: 3, eventsPerCommit: 1 });
    const from = join(folder, 'shallow');
    git(folder, 'clone', '--quiet', '--depth=1', `file://${repository}`, from);
    expect((await troubleOf(clone({ from }))).message).toMatch(/shallow copy/);
  });

  it('it says so where git is missing', async ({ clone, folder }) => {
    vi.stubEnv('PATH', folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect((await troubleOf(clone())).message).toMatch(/^Git is not installed/);
  });

  it('it says so where objects are missing', async ({ clone, repository }) => {
    commit(repository, writeTree(repository, [{ name: 'a', hash: '1'.repeat(40) }]));
    expect((await troubleOf(clone())).message).toMatch(/^The repository is damaged/);
  });
});

describe('a hostile repository', () => {
  const blob = (dir: string) => writeBlob(dir, 'x');
  const below = (dir: string, name: string) =>
    writeTree(dir, [{ mode: '40000', name, hash: treeOf(dir, { config: 'x' }) }]);

  it.for([
    { check: 'hasDotdot', make: (dir: string) => writeTree(dir, [{ name: '..', hash: blob(dir) }]) },
    { check: 'hasDotdot', make: (dir: string) => below(dir, '..') },
    { check: 'hasDot', make: (dir: string) => below(dir, '.') },
    { check: 'hasDotgit', make: (dir: string) => below(dir, '.git') },
    { check: 'hasDotgit', make: (dir: string) => below(dir, '.GIT') },
    { check: 'hasDotgit', make: (dir: string) => below(dir, 'git~1') },
    {
      check: 'fullPathname',
      make: (dir: string) => writeTree(dir, [{ name: 'a/../../b', hash: blob(dir) }]),
    },
    {
      check: 'duplicateEntries',
      make: (dir: string) =>
        writeTree(
          dir,
          ['a', 'a'].map((name) => ({ name, hash: blob(dir) })),
        ),
    },
    {
      check: 'gitmodulesUrl',
      make: (dir: string) =>
        treeOf(dir, { '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = --upload-pack=evil\n' }),
    },
  ])('is refused for $check', async ({ check, make }, { clone, folder, repository }) => {
    commit(repository, make(repository));
    const error = await troubleOf(clone());
    expect(error.trouble).toEqual({ kind: 'refused' });
    expect(error.message).toContain(`something malformed or dangerous (${check})`);
    expect(readdirSync(folder).sort()).toEqual(['copy', 'repository.git']);
  });

  it('runs nothing that its settings, hooks or files name', async ({ clone, folder, repository, to }) => {
    const marker = join(folder, 'marker');
    const evil = `touch ${marker}`;
    commit(
      repository,
      treeOf(repository, {
        '.gitattributes': '* filter=evil diff=evil merge=evil\n',
        'rooms/x.jsonl': 'x',
      }),
    );
    for (const name of [
      'uploadpack.packObjectsHook',
      'core.fsmonitor',
      'core.alternateRefsCommand',
      'core.sshCommand',
      'core.gitProxy',
      'core.pager',
      'diff.evil.textconv',
      'filter.evil.smudge',
      'credential.helper',
    ])
      git(repository, 'config', name, evil);
    mkdirSync(join(repository, 'hooks'), { recursive: true });
    for (const hook of ['post-upload-pack', 'pre-auto-gc', 'reference-transaction'])
      writeFileSync(join(repository, 'hooks', hook), `#!/bin/sh\n${evil}\n`, { mode: 0o755 });
    await clone();
    expect(existsSync(marker)).toBe(false);
    expect(readdirSync(to).sort()).toEqual(['HEAD', 'config', 'objects', 'refs']);
  });

  it('cannot have what it lacks fetched from elsewhere', async ({ clone, folder, repository }) => {
    const marker = join(folder, 'marker');
    commit(repository, writeTree(repository, [{ name: 'a', hash: '1'.repeat(40) }]));
    for (const [name, value] of Object.entries({
      'core.repositoryFormatVersion': '1',
      'extensions.partialClone': 'evil',
      'remote.evil.promisor': 'true',
      'remote.evil.url': repository,
      'remote.evil.uploadpack': `touch ${marker}; git-upload-pack`,
    }))
      git(repository, 'config', name, value);
    await expect(clone()).rejects.toMatchObject({ trouble: { kind: 'denied' } });
    expect(existsSync(marker)).toBe(false);
  });

  it('may hold links and submodules, which stay what they are', async ({ clone, repository, to }) => {
    const entries = [
      { mode: '120000', name: 'link', hash: writeBlob(repository, '/etc/passwd') },
      { mode: '160000', name: 'sub', hash: '1'.repeat(40) },
    ];
    const head = commit(repository, writeTree(repository, entries));
    expect(await clone()).toBe(head);
    expect(git(to, 'show', 'main:link')).toBe('/etc/passwd');
  });
});

describe('how far a copy is', () => {
  it('is understood wherever what git says is cut, and never goes back', () => {
    const said =
      'remote: Counting objects: 100% (9/9)\rremote: Receiving objects: 99% (1/1)\r' +
      'Receiving objects:   0% (0/9)\rReceiving objects:  50% (5/9), 1.2 MiB | 2 MiB/s\rReceiving objects: 100% (9/9)\n' +
      'Resolving deltas:  50% (1/2)\rResolving deltas: 999% (1/2)\rReceiving objects:  10% (1/9)\n';
    for (let size = 1; size < said.length; size += 7) {
      const parts: number[] = [];
      const hear = createCloneProgress(({ part }) => parts.push(part));
      for (let from = 0; from < said.length; from += size) hear(said.slice(from, from + size));
      expect(parts).toEqual([0, 0.4, 0.8, 0.9, 1, 1]);
    }
  });
});

async function serve(...given: Parameters<typeof startGitServer>) {
  const server = await startGitServer(...given);
  onTestFinished(() => server.close());
  return server;
}

async function troubleOf(work: Promise<unknown>): Promise<TargetError> {
  const error = await work.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  );
  expect(error).toHaveProperty('trouble');
  return error as TargetError;
}
