import { createHash } from 'node:crypto';
import type { Notice } from './find-notice.ts';

/** What goes out at once: one notice, or several that had to wait. */
export interface Letter {
  /** The same for the same notices, so that whoever gets a letter twice can tell. */
  readonly id: string;
  readonly sentAt: string;
  /** The most urgent one first; none in a test. */
  readonly notices: readonly Notice[];
}

export function toLetter(notices: readonly Notice[], now: number): Letter {
  const hash = createHash('sha256');
  for (const { key } of notices) hash.update(`${key}\n`);
  return { id: hash.digest('hex').slice(0, 32), sentAt: new Date(now).toISOString(), notices };
}

/** A letter that says only that letters arrive. */
export function toTestLetter(now: number): Letter {
  const sentAt = new Date(now).toISOString();
  return {
    id: createHash('sha256').update(`test ${sentAt}`).digest('hex').slice(0, 32),
    sentAt,
    notices: [],
  };
}
