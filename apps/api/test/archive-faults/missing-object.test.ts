import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkWorld } from './check-world.ts';
import { createWorld, type World } from './world.ts';

/** More than it takes to set a message aside that is refused alone. */
const PASSES = 8;

it('a repository on this machine that lacks an object sets no message aside', async () => {
  const world = await createWorld(null);
  try {
    await world.write(2);
    await world.live({ isCalm: true });
    const giveBack = loseTrees(world.gitDir());
    await world.write(2);
    await world.live({ passes: PASSES });
    expect(await countSetAside(world)).toBe(0);
    expect(world.backlog()).toBe(2);

    giveBack();
    await world.live({ isCalm: true });
    expect(world.backlog()).toBe(0);
    await checkWorld(world, { fsck: true });
  } finally {
    await world.close();
  }
});

/** Leaves the newest commit, and nothing that it is made of. @returns what brings all back. */
function loseTrees(dir: string): () => void {
  const objects = join(dir, 'objects');
  const copy = `${objects}.copy`;
  const commit = execFileSync('git', ['--git-dir', dir, 'cat-file', 'commit', 'HEAD']);
  cpSync(objects, copy, { recursive: true });
  rmSync(objects, { recursive: true });
  mkdirSync(objects);
  execFileSync('git', ['--git-dir', dir, 'hash-object', '-t', 'commit', '-w', '--stdin'], { input: commit });
  return () => {
    rmSync(objects, { recursive: true });
    cpSync(copy, objects, { recursive: true });
    rmSync(copy, { recursive: true });
  };
}

async function countSetAside({ database: { kysely } }: World): Promise<number> {
  return (await kysely.selectFrom('archive_set_aside').select('position').execute()).length;
}
