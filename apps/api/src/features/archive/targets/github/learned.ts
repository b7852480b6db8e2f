import { type Headers, type Quota, readQuota } from './read-quota.ts';
import { readTokenFacts, type TokenFacts } from './read-token-facts.ts';

/** What is known of the token and its limits from what the answers say besides. */
export interface Learned {
  /** Null before the first answer. */
  readonly quota: Quota | null;
  /** Of the last request that succeeded. */
  readonly token: TokenFacts;
  /** Sent since the start, with those that had no answer. */
  readonly requests: number;
}

interface Learner extends Learned {
  countRequest(): void;
  learn(answer: { readonly status: number; readonly headers: Headers }): void;
}

export function createLearner(): Learner {
  let quota: Quota | null = null;
  let token: TokenFacts = { expiresAt: null, scopes: [] };
  let requests = 0;
  return {
    get quota() {
      return quota;
    },
    get token() {
      return token;
    },
    get requests() {
      return requests;
    },
    countRequest: () => void requests++,
    learn({ status, headers }) {
      quota = readQuota(headers) ?? quota;
      if (status < 300) token = readTokenFacts(headers); // others may come from where the token is not read
    },
  };
}
