import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { git, treeOf, writeBlob } from '../../../../test/archive/git-by-hand.ts';
import { it, SIGNAL } from '../../../../test/archive/git-folder-test.ts';
import { createObjectReader } from './create-object-reader.ts';
import { createObjectParser, type ObjectAnswer } from './object-parser.ts';
import { openObjects } from './open-objects.ts';
import { openSizes } from './open-sizes.ts';

const UNKNOWN = '1234567890'.repeat(4);

describe('the objects of a repository', () => {
  it('are read to the byte, in the order in which they are asked for', async ({ repository }) => {
    const contents = Array.from({ length: 40 }, (_, index) =>
      Buffer.from(`\0${index}\n\xff`.repeat(index * 500), 'latin1'),
    );
    const hashes = contents.map((content) => writeBlob(repository, content));
    const objects = openObjects(repository, { signal: SIGNAL });
    const read = await Promise.all(hashes.map((hash) => objects.read(hash)));
    expect(read).toEqual(contents.map((content, index) => ({ hash: hashes[index], type: 'blob', content })));
    await objects.close();
  });

  it('are found by other names as well', async ({ repository }) => {
    const tree = treeOf(repository, { 'a/b.txt': 'hello' });
    const objects = openObjects(repository, { signal: SIGNAL });
    expect(await objects.read(`${tree}:a/b.txt`)).toMatchObject({ content: Buffer.from('hello') });
    expect(await objects.read(tree)).toMatchObject({ type: 'tree' });
    await objects.close();
  });

  it.for([UNKNOWN, 'refs/heads/main', 'two words', '', `${UNKNOWN}\n${UNKNOWN}`, 'x'.repeat(5_000)])(
    'are null where there is none: %s',
    async (name, { repository }) => {
      const known = writeBlob(repository, 'hello');
      const objects = openObjects(repository, { signal: SIGNAL });
      const answers = await Promise.all([objects.read(name), objects.read(known)]);
      expect(answers).toMatchObject([null, { content: Buffer.from('hello') }]);
      await objects.close();
    },
  );

  it('are passed over where they are too large, and the next is still answered', async ({ repository }) => {
    const hashes = [Buffer.alloc(1_000_000), 'small'].map((content) => writeBlob(repository, content));
    const objects = openObjects(repository, { signal: SIGNAL, maxBytes: 1_000 });
    const answers = await Promise.allSettled(hashes.map((hash) => objects.read(hash)));
    expect(answers).toMatchObject([
      { status: 'rejected', reason: { stderr: `${hashes[0]} holds 1000000 bytes, more than 1000` } },
      { status: 'fulfilled', value: { content: Buffer.from('small') } },
    ]);
    await objects.close();
  });

  it('are measured without being read', async ({ repository }) => {
    const hash = writeBlob(repository, Buffer.alloc(50_000_000));
    const sizes = openSizes(repository, { signal: SIGNAL });
    expect(await Promise.all([sizes.measure(hash), sizes.measure(UNKNOWN)])).toEqual([50_000_000, null]);
    await sizes.close();
  });

  it('fail all together where there is no repository', async ({ folder }) => {
    const objects = openObjects(folder, { signal: SIGNAL });
    const answers = await Promise.allSettled([objects.read(UNKNOWN), objects.read(UNKNOWN)]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(objects.read(UNKNOWN)).rejects.toThrow('not a git repository');
  });

  it('end with their signal', async ({ repository }) => {
    const stop = new AbortController();
    const objects = openObjects(repository, { signal: stop.signal });
    const reading = objects.read(UNKNOWN);
    stop.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    await expect(objects.read(UNKNOWN)).rejects.toThrow('enough');
  });
});

describe('a reader of objects', () => {
  it('leaves no git behind when nothing has been asked for a while', async ({ repository }) => {
    const hash = writeBlob(repository, 'hello');
    const { read } = createObjectReader(repository);
    expect(await Promise.all([read(hash, SIGNAL), read(hash, SIGNAL)])).toHaveLength(2);
    expect(countReaders(repository)).toBe(1);
    await expect.poll(() => countReaders(repository)).toBe(0);
    expect(await read(hash, SIGNAL)).toMatchObject({ type: 'blob' });
  });

  it('tells what is damaged from what is missing, and goes on', async ({ repository }) => {
    const { read } = createObjectReader(repository);
    const [bad, good] = ['bad', 'good'].map((text) => writeBlob(repository, text)) as [string, string];
    damage(repository, bad);
    await expect(read(bad, SIGNAL)).rejects.toThrow('unable to unpack');
    expect(await read(good, SIGNAL)).toMatchObject({ content: Buffer.from('good') });
    expect(await read(UNKNOWN, SIGNAL)).toBeNull();
  });

  it('gives up one question with its signal, and answers the others', async ({ repository }) => {
    const hash = writeBlob(repository, 'hello');
    const { read } = createObjectReader(repository);
    const stop = new AbortController();
    const [given, other] = [read(hash, stop.signal), read(hash, SIGNAL)];
    stop.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    expect(await other).toMatchObject({ type: 'blob' });
    await expect(read(hash, stop.signal)).rejects.toThrow('enough');
  });
});

describe('what git prints of objects', () => {
  it('is understood wherever it is cut', () => {
    const hash = 'a'.repeat(40);
    const printed = Buffer.from(
      `${hash} blob 3\nx\ny\nnothing missing\n${hash} blob 0\n\n${hash} blob 9\n123456789\n`,
    );
    for (let size = 1; size <= printed.length; size += 1) {
      const heard: ObjectAnswer[] = [];
      const parse = createObjectParser(5, (answer) => heard.push(answer));
      for (let from = 0; from < printed.length; from += size) parse(printed.subarray(from, from + size));
      expect(heard).toEqual([
        { kind: 'object', object: { hash, type: 'blob', content: Buffer.from('x\ny') } },
        { kind: 'missing' },
        { kind: 'object', object: { hash, type: 'blob', content: Buffer.alloc(0) } },
        { kind: 'too_large', size: 9 },
      ]);
    }
  });
});

function damage(repository: string, hash: string): void {
  const file = join(repository, 'objects', hash.slice(0, 2), hash.slice(2));
  chmodSync(file, 0o600);
  writeFileSync(file, 'no object');
  expect(() => git(repository, 'cat-file', 'blob', hash)).toThrow();
}

function countReaders(repository: string): number {
  const running = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
  return running.filter((line) => line.includes(`--git-dir=${repository}`)).length;
}
