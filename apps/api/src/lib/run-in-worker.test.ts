import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { runInWorker, workersEnded } from './run-in-worker.ts';

it('can be given up at any moment, also while the thread loads SQLite', async () => {
  const reason = new Error('given up');
  for (let delayMs = 0; delayMs < 60; delayMs += 2) {
    const given = new AbortController();
    const run = runInWorker('countMessages', { file: '/nowhere', upTo: 1 }, { signal: given.signal });
    const ended = run.catch((error: unknown) => error);
    await setTimeout(delayMs);
    given.abort(reason);
    // A job that was quicker has failed by itself, as there is no such file.
    expect(await ended).toBeInstanceOf(Error);
  }
  await workersEnded();
});
