import type { Clock } from '../../lib/clock.ts';

/** Waits for an answer no longer than `limitMs`; rejects then, while whoever was asked may go on. */
export async function within<Answer>(asked: Promise<Answer>, limitMs: number, clock: Clock): Promise<Answer> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const message = `There was no answer for ${limitMs / 1_000} s.`;
  const cancel = clock.setTimer(() => reject(new Error(message)), limitMs);
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    cancel();
  }
}
