import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { commit, git, treeOf, writeBlob, writeTree } from '../../../../test/archive/git-by-hand.ts';
import { it, SIGNAL } from '../../../../test/archive/git-folder-test.ts';
import { makeArchive } from '../../../../test/archive/make-archive.ts';
import { parseSegmentPath } from '../events/archive-paths.ts';
import { openObjects } from '../git-program/open-objects.ts';
import { createLogParser, type LoggedCommit } from './log-parser.ts';
import { type HistoryCommit, readHistory } from './read-history.ts';
import type { ReadLogOptions } from './read-log.ts';
import { readSegmentLines } from './read-segment-lines.ts';

describe('the history of an archive', () => {
  it('comes commit by commit, the oldest first, and holds every event once', async ({ repository }) => {
    await makeArchive(repository, { commits: 300, eventsPerCommit: 3 });
    const commits = await read(repository);
    expect(commits).toHaveLength(301);
    expect(commits[0]).toMatchObject({
      parents: [],
      date: '2026-01-01T00:00:00.000Z',
      isOurs: true,
      trailers: { batch: 0, format: 1 },
      files: [{ path: 'manifest.json', status: 'added', isFile: true }],
    });
    expect(commits.map(({ trailers }) => trailers?.batch)).toEqual(commits.map((_, index) => index));
    expect(commits.slice(1).map(({ parents }) => parents)).toEqual(
      commits.slice(0, -1).map(({ hash }) => [hash]),
    );
    const files = commits.slice(1).flatMap((found) => found.files);
    expect(files.every(({ path }) => parseSegmentPath(path) !== null)).toBe(true);
    const positions = await readPositions(repository, files);
    expect(positions).toEqual(Array.from({ length: 900 }, (_, index) => index + 1));
  });

  it('goes on after a commit', async ({ repository }) => {
    await makeArchive(repository, { commits: 4, eventsPerCommit: 1 });
    const all = await read(repository);
    const after = all[2]?.hash ?? '';
    expect(await read(repository, { after })).toEqual(all.slice(3));
    expect(await read(repository, { head: after })).toEqual(all.slice(0, 3));
    expect(await read(repository, { after: all.at(-1)?.hash ?? '' })).toEqual([]);
  });

  it('takes what was merged as the one change that the merge was', async ({ repository }) => {
    const [first, side] = [{ a: '1' }, { a: '1', b: '2' }].map((files) => treeOf(repository, files)) as [
      string,
      string,
    ];
    const root = commit(repository, first);
    const theirs = commit(repository, side, { parents: [root], branch: 'side', message: 'theirs' });
    const ours = commit(repository, treeOf(repository, { a: '1', c: '3' }), {
      parents: [root],
      message: 'ours',
    });
    const both = treeOf(repository, { a: '1', b: '2', c: '3' });
    const merge = commit(repository, both, { parents: [ours, theirs], message: 'merge' });
    const commits = await read(repository);
    expect(commits.map(({ hash, files }) => [hash, files.map(({ path }) => path)])).toEqual([
      [root, ['a']],
      [ours, ['c']],
      [merge, ['b']],
    ]);
    expect(commits[2]?.parents).toEqual([ours, theirs]);
  });

  it('tells what was changed or taken away after it was written', async ({ repository }) => {
    const first = commit(repository, treeOf(repository, { 'rooms/a': '1', 'rooms/b': '2', 'rooms/c': '3' }));
    const entries = [
      { name: 'b', hash: writeBlob(repository, 'other') },
      { mode: '120000', name: 'c', hash: writeBlob(repository, '/etc/passwd') },
    ];
    const rooms = writeTree(repository, entries);
    commit(repository, writeTree(repository, [{ mode: '40000', name: 'rooms', hash: rooms }]), {
      parents: [first],
    });
    const [, second] = await read(repository);
    expect(second?.files).toEqual([
      { path: 'rooms/a', status: 'deleted', isFile: false, size: null, blob: '0'.repeat(40) },
      { path: 'rooms/b', status: 'modified', isFile: true, size: 5, blob: entries[0]?.hash },
      { path: 'rooms/c', status: 'modified', isFile: false, size: null, blob: entries[1]?.hash },
    ]);
  });

  it('tells plain files from links, programs and submodules', async ({ repository }) => {
    const hash = writeBlob(repository, 'x');
    const entries = [
      { mode: '100644', name: 'file', hash },
      { mode: '120000', name: 'link', hash },
      { mode: '100755', name: 'program', hash },
      { mode: '160000', name: 'submodule', hash: '1'.repeat(40) },
    ];
    commit(repository, writeTree(repository, entries));
    const [only] = await read(repository);
    expect(only?.files.map(({ path, isFile, size }) => [path, isFile, size])).toEqual([
      ['file', true, 1],
      ['link', false, null],
      ['program', false, null],
      ['submodule', false, null],
    ]);
  });

  it('tells how large a file is without reading it', async ({ repository }) => {
    commit(repository, treeOf(repository, { large: Buffer.alloc(50 * 1024 * 1024) }));
    const [only] = await read(repository);
    expect(only?.files).toMatchObject([{ path: 'large', size: 52_428_800 }]);
  });

  it('takes names as they are, whatever they hold', async ({ repository }) => {
    const hash = writeBlob(repository, 'x');
    const long = 'x'.repeat(100_000);
    const names = ['\nrooms', ' -x', ':100644 100644', 'a\tb\\"c', Buffer.from([0x66, 0xff]), long, 'ä🌊'];
    const entries = names.map((name) => ({ name: Buffer.from(name), hash }));
    commit(
      repository,
      writeTree(
        repository,
        entries.sort((one, other) => Buffer.compare(one.name, other.name)),
      ),
    );
    const [only] = await read(repository);
    const paths = only?.files.map(({ path }) => path) ?? [];
    expect(new Set(paths)).toEqual(
      new Set(['\nrooms', ' -x', ':100644 100644', 'a\tb\\"c', 'f\ufffd', long.slice(0, 1_024), 'ä🌊']),
    );
  });

  it('does not take for ours what others have written', async ({ repository }) => {
    const tree = treeOf(repository, { a: '1' });
    const messages = [
      'Fix a typo',
      'x\n\nBookChat-Batch: 1',
      'BookChat-Batch: 1\nBookChat-Format: 1',
      'y'.repeat(100_000),
    ];
    let parents: string[] = [];
    for (const message of messages) parents = [commit(repository, tree, { message, parents })];
    const commits = await read(repository);
    expect(commits.map(({ isOurs, trailers }) => [isOurs, trailers])).toEqual(
      messages.map(() => [false, null]),
    );
  });

  it('goes on where a commit says nothing, changes nothing, or has no date', async ({ repository }) => {
    const tree = treeOf(repository, { a: '1' });
    const person = 'a <a@b>';
    const write = (lines: readonly string[]) =>
      execFileSync(
        'git',
        ['--git-dir', repository, 'hash-object', '-t', 'commit', '-w', '--literally', '--stdin'],
        {
          input: lines.join('\n'),
        },
      )
        .toString()
        .trim();
    const first = write([
      `tree ${tree}`,
      `author ${person} 1 +0000`,
      `committer ${person} 99999999999999999999 +0000`,
      '',
      '',
    ]);
    const second = write([`tree ${tree}`, `parent ${first}`, 'author nobody', 'committer nobody', '', '']);
    git(repository, 'update-ref', 'refs/heads/main', second);
    const commits = await read(repository);
    expect(commits.map(({ hash, files }) => [hash, files.length])).toEqual([
      [first, 1],
      [second, 0],
    ]);
    for (const { date } of commits) expect(date === null || !Number.isNaN(Date.parse(date))).toBe(true);
  });

  it('holds thousands of files in one commit, but not any number', async ({ repository }) => {
    const addMany = (count: number, branch: string) => {
      const files = Array.from(
        { length: count },
        (_, index) => `M 100644 :1 f/${index % 100}/${index}\n`,
      ).join('');
      const input = `blob\nmark :1\ndata 1\nx\ncommit refs/heads/${branch}\ncommitter a <a@b> 0 +0000\ndata 0\n${files}\n`;
      execFileSync('git', ['--git-dir', repository, 'fast-import', '--quiet'], { input });
    };
    addMany(5_000, 'main');
    expect((await read(repository))[0]?.files).toHaveLength(5_000);
    addMany(100_001, 'many');
    await expect(read(repository, { head: 'many' })).rejects.toMatchObject({
      trouble: { kind: 'refused' },
      message: expect.stringMatching(/^The commit [0-9a-f]{7} changes more than 100000 files/),
    });
  });

  it.for(['nothing', '1234567890'.repeat(4)])(
    'says where there is none: %s',
    async (head, { repository }) => {
      await expect(read(repository, { head })).rejects.toHaveProperty('trouble');
    },
  );

  it.for(['-x', '--all', 'a..b', 'main^', 'a b', ''])(
    'is asked for by no other name: %s',
    async (head, { repository }) => {
      await expect(read(repository, { head })).rejects.toMatchObject({
        message: 'That is not the name of a branch.',
      });
    },
  );

  it('ends when it is left, and with its signal', async ({ folder, repository }) => {
    await makeArchive(repository, { commits: 400, eventsPerCommit: 1 });
    for await (const { trailers } of readHistory(repository, { head: 'main', signal: SIGNAL }))
      if (trailers?.batch === 3) break;
    const stop = new AbortController();
    const reading = (async () => {
      for await (const { trailers } of readHistory(repository, { head: 'main', signal: stop.signal }))
        if (trailers?.batch === 3) stop.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
    await expect
      .poll(() => execFileSync('ps', ['-eo', 'args']).includes(join(folder, 'repository.git')))
      .toBe(false);
  });
});

describe('what git prints of a history', () => {
  it('is understood wherever it is cut', () => {
    const [one, two] = ['a'.repeat(40), 'b'.repeat(40)] as const;
    const change = `:000000 100644 ${'0'.repeat(40)} ${one} A`;
    const printed = Buffer.from(
      `${one}\0\0${'1'}\0First ä\0\n${change}\0x/ü\0${change}\0y\0${two}\0${one}\0${'2'}\0\0`,
    );
    for (let size = 1; size <= printed.length; size += 1) {
      const heard: LoggedCommit[] = [];
      const parser = createLogParser((found) => heard.push(found));
      for (let from = 0; from < printed.length; from += size)
        parser.write(printed.subarray(from, from + size));
      parser.end();
      const changes = ['x/ü', 'y'].map((path) => ({ mode: '100644', blob: one, status: 'A', path }));
      expect(heard).toEqual([
        { hash: one, parents: [], time: '1', message: 'First ä', changes },
        { hash: two, parents: [one], time: '2', message: '', changes: [] },
      ]);
    }
  });
});

async function read(dir: string, options: Partial<ReadLogOptions> = {}): Promise<HistoryCommit[]> {
  const commits: HistoryCommit[] = [];
  for await (const found of readHistory(dir, { head: 'main', signal: SIGNAL, ...options }))
    commits.push(found);
  return commits;
}

async function readPositions(dir: string, files: HistoryCommit['files']): Promise<number[]> {
  const objects = openObjects(dir, { signal: SIGNAL });
  const contents = await Promise.all(files.map(({ blob }) => objects.read(blob)));
  await objects.close();
  return contents
    .flatMap((object) => [...readSegmentLines(object?.content ?? Buffer.alloc(0))])
    .map((line) => (line.kind === 'event' && line.isCanonical ? line.event.position : Number.NaN));
}
