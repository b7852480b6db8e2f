import type { Message } from '@bookchat/shared';

/** What the clients know: what they were promised, and what they still try to say. */
export interface Ledger {
  /** Every message that the server has acknowledged, by id. */
  readonly acknowledged: Map<string, Message>;
  /** Sent, perhaps stored, but never answered: it is sent again until it is. */
  readonly pending: Map<string, Draft>;
  /** The ids as the history holds them, in its order, from the first on. */
  readonly seen: string[];
  /** Retries that found their message stored: the answer had been lost, and not the message. */
  storedUnanswered: number;
}

export interface Draft {
  readonly id: string;
  readonly author: string;
  readonly content: string;
}

export function createLedger(): Ledger {
  return { acknowledged: new Map(), pending: new Map(), seen: [], storedUnanswered: 0 };
}
