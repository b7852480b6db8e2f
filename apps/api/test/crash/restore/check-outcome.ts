import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { listMessages } from '@bookchat/shared';
import { checkSound, readEpoch, readHistory } from './database-file.ts';
import { type Scene, whileRunning } from './scene.ts';

export type Outcome = 'old' | 'new';

/**
 * Starts a server on what a kill has left, and holds it to the promise: the whole old history, or the whole one of the
 * backup, and nothing in between.
 * @returns which it was; throws Error that says what is broken.
 */
export async function checkOutcome(scene: Scene, entry: string, dataDir: string): Promise<Outcome> {
  await whileRunning(entry, dataDir, async ({ url }) => {
    const answer = await fetch(`${url}${listMessages.path}`);
    if (!answer.ok) throw new Error(`The server answered with ${answer.status}`);
  });
  checkSound(dataDir);
  const outcome = readEpoch(dataDir) === scene.epoch ? 'old' : 'new';
  const expected = outcome === 'old' ? scene.live : scene.inBackup;
  if (!isDeepStrictEqual(readHistory(dataDir), expected))
    throw new Error(`The ${outcome} history is not what it was`);
  checkFolder(scene, dataDir, outcome);
  return outcome;
}

/** Nothing half done is left, and what was there before is kept where it was replaced. */
function checkFolder(scene: Scene, dataDir: string, outcome: Outcome): void {
  const names = readdirSync(dataDir);
  const left = names.filter((name) => /incoming|bookchat\.restore/.test(name));
  if (left.length > 0) throw new Error(`${left.join(', ')} was left behind`);
  const aside = names.filter((name) => name.startsWith('replaced_'));
  if (aside.length !== (outcome === 'old' ? 0 : 1))
    throw new Error(`There is ${aside.join(', ') || 'nothing'} aside`);
  for (const name of aside)
    if (!isDeepStrictEqual(readHistory(join(dataDir, name)), scene.live))
      throw new Error('What was kept aside is not the old history');
}
