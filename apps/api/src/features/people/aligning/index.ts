import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { createAlignName } from './align-name.ts';
import { createAlignPerson } from './align-person.ts';
import { type Pending, preparePending } from './queries.ts';
import type { Written } from './written.ts';

export { type Claim, prepareClaims } from './queries.ts';
export { createWritten, type Written } from './written.ts';

/** Has messages fit what is known of people: piece by piece, so that nobody waits, and to the end, whatever happens. */
export interface Aligning {
  /** Only within a transaction, the one that changes what they are to fit. */
  beginPerson(personId: string): void;
  /** @param positions of all that was written under it without an account. */
  beginName(name: string, positions: readonly number[]): void;
  /** Does what was begun. Settles when that is done, or goes on by itself after a moment. */
  settle(): Promise<void>;
  /** Settles when nothing of it goes on. */
  idle(): Promise<void>;
}

/** A client does not wait for its answer for ever. */
const MAX_WAIT_MS = 2_000;
const PERSON = 'align.person.';
const NAME = 'align.name.';

type Parts = Pick<FastifyInstance, 'apiKeys' | 'database' | 'changeLog' | 'people' | 'log'>;

export function createAligning(app: Parts, written: Written, untilClosed: AbortSignal): Aligning {
  const pending = preparePending(app.database);
  const alignPerson = createAlignPerson(app);
  const alignName = createAlignName(app);
  /** What was read for it already, as that takes its time. */
  const found = new Map<string, readonly number[]>();
  let running: Promise<void> = Promise.resolve();

  return {
    beginPerson: (personId) => begin(`${PERSON}${personId}`),
    beginName(name, positions) {
      found.set(name, positions);
      begin(`${NAME}${name}`);
    },
    async settle() {
      running = running.then(alignAll);
      const waited = new AbortController();
      await Promise.race([
        running,
        setTimeout(MAX_WAIT_MS, undefined, { signal: waited.signal }).catch(() => {}),
      ]);
      waited.abort();
    },
    idle: () => running,
  };

  function begin(key: Pending['key']): void {
    pending.add.run({ key, value: uuidv7() });
  }

  async function alignAll(): Promise<void> {
    for (const begun of pending.list.all({})) {
      try {
        await align(begun.key);
        await app.database.transact(() => pending.remove.run(begun));
      } catch (error) {
        if (!untilClosed.aborted)
          app.log.error(
            { err: error },
            'messages could not be made to fit a person; the next start tries again',
          );
        return;
      }
    }
  }

  async function align(key: string): Promise<void> {
    untilClosed.throwIfAborted();
    if (key.startsWith(PERSON)) return alignPerson(key.slice(PERSON.length), untilClosed);
    const name = key.slice(NAME.length);
    const positions = found.get(name) ?? (await written.find(name));
    found.delete(name);
    await alignName(name, positions, untilClosed);
  }
}
