import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { SIGNAL } from '../../../../../../test/archive/git-folder-test.ts';
import { runProcess } from '../../../../../../test/start-process.ts';
import { it as base, bring, PATH, UNKNOWN, write } from '../local-target-test.ts';
import { createProcessTarget } from './create-process-target.ts';

const it = base.extend('target', ({ dir }, { onCleanup }) => {
  const target = createProcessTarget({ dir });
  onCleanup(target.close);
  return target;
});

describe('a local archive that a process of its own keeps', { timeout: 30_000 }, () => {
  it('takes files and gives them back, byte for byte', async ({ target }) => {
    const content = Buffer.from([0, 255, 10, 128]);
    const first = await bring(target, null, { [PATH]: content, 'README.md': 'Zoë' });
    const { tree, parents } = await target.readCommit(first, SIGNAL);
    expect(parents).toEqual([]);
    const readme = (await target.readTree(tree, SIGNAL)).find(({ name }) => name === 'README.md');
    const found = await target.readBlob(readme?.hash ?? '', SIGNAL);
    expect(Buffer.isBuffer(found)).toBe(true);
    expect(found.toString()).toBe('Zoë');
    const second = await bring(target, first, { 'b.md': 'more' });
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: second });
    expect(await target.compare(first, second, SIGNAL)).toBe('ancestor');
  });

  it('says what went wrong as the archive itself does', async ({ target }) => {
    const first = await bring(target, null, { 'a.md': 'one' });
    const other = await write(target, null, { 'b.md': 'two' });
    await expect(target.moveBranch(UNKNOWN, other, SIGNAL)).rejects.toMatchObject({
      trouble: { kind: 'moved' },
    });
    await expect(target.readBlob(UNKNOWN, SIGNAL)).rejects.toMatchObject({ trouble: { kind: 'denied' } });
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: first });
  });

  it('ends with its signal, for its own reason', async ({ target }) => {
    const reason = new Error('on second thoughts');
    const control = new AbortController();
    const asked = target.readHead(control.signal);
    control.abort(reason);
    await expect(asked).rejects.toBe(reason);
    await expect(target.readHead(control.signal)).rejects.toBe(reason);
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'none' });
  });

  it('goes on with another process where one was closed, whatever it was at', async ({ target }) => {
    const first = await bring(target, null, { 'a.md': 'one' });
    const damage = target.findDamage(SIGNAL);
    await target.close();
    await expect(damage).rejects.toMatchObject({ trouble: { kind: 'unavailable' } });
    await target.close();
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: first });
  });

  it('is closed also in a command that has nothing else left to do', async ({ dir, folder }) => {
    const entry = join(import.meta.dirname, '../../../../../../test/archive/close-target.ts');
    const { code, stdout, stderr } = await runProcess({ dataDir: folder, entry, args: [dir] });
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: 'closed\n' });
  });

  it('is denied a folder in whose place a file stands', async ({ dir, folder, target }) => {
    writeFileSync(join(folder, 'data'), '');
    await expect(target.readHead(SIGNAL)).rejects.toMatchObject({ trouble: { kind: 'denied' } });
    expect(existsSync(dir)).toBe(false);
  });
});
