import type { Listener } from './find-notice.ts';
import type { Letter } from './letter.ts';

/** A way to people that needs the network. */
export interface Sender extends Listener {
  /**
   * Settles once the other side has taken the letter.
   * @returns what is wrong all the same, for example one of several recipients, or null.
   * @throws DeliveryError, or anything at all.
   */
  send(letter: Letter, signal: AbortSignal): Promise<string | null>;
}
