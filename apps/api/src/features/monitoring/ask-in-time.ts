import type { Clock } from '../../lib/clock.ts';

const TIME_LIMIT_MS = 5_000;

/**
 * Asks something that might never answer, such as the disk of a share whose server is gone. It is not asked again
 * while it owes an answer: each question holds a thread, of which there are few.
 */
export function askInTime<Answer>(ask: () => Promise<Answer>, clock: Clock): () => Promise<Answer> {
  let asked: Promise<Answer> | null = null;

  return async () => {
    asked ??= ask().finally(() => {
      asked = null;
    });
    return within(asked, clock);
  };
}

async function within<Answer>(asked: Promise<Answer>, clock: Clock): Promise<Answer> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const message = `There was no answer for ${TIME_LIMIT_MS / 1_000} s.`;
  const cancel = clock.setTimer(() => reject(new Error(message)), TIME_LIMIT_MS);
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    cancel();
  }
}
