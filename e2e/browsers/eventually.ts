import { deepStrictEqual } from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';

/** A poll of the page, twice over, with what a busy machine adds. */
const WITHIN_MS = 20_000;
const ASK_EVERY_MS = 100;

/** Asks again and again until the answer is the expected one; throws how they differed at the end. */
export async function eventually<Answer>(ask: () => Promise<Answer>, expected: Answer): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  for (;;) {
    try {
      return deepStrictEqual(await ask(), expected);
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await setTimeout(ASK_EVERY_MS);
  }
}
