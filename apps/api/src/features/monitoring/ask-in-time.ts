import type { Clock } from '../../lib/clock.ts';
import { within } from './within.ts';

const TIME_LIMIT_MS = 5_000;

/**
 * Asks something that might never answer, such as the disk of a share whose server is gone. It is not asked again
 * while it owes an answer: each question holds a thread, of which there are few.
 */
export function askInTime<Answer>(ask: () => Promise<Answer>, clock: Clock): () => Promise<Answer> {
  let asked: Promise<Answer> | null = null;

  return () => {
    asked ??= ask().finally(() => {
      asked = null;
    });
    return within(asked, TIME_LIMIT_MS, clock);
  };
}
