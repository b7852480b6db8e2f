import type { Person } from '@bookchat/shared';
import type { ReadableStore } from '../lib/store.ts';

/** What every part that shows people has at hand. */
export interface PeopleDesk {
  readonly people: ReadableStore<readonly Person[]>;
  /** The ids of those whose page has polled within the last minute. */
  readonly present: ReadableStore<readonly string[]>;
  /** The id of whoever looks. */
  readonly me: string;
  clock(): Date;
  /** Has there be a room of the two, and answers with what goes there; null for somebody who only reads. */
  readonly write: ((person: Person) => Promise<() => void>) | null;
  /** Whether whoever looks may invite others to the server. */
  readonly invites: boolean;
  readonly signal: AbortSignal;
}

/** Whoever looks at the page is here, whatever the last poll said. */
export function isPresent({ present, me }: PeopleDesk, id: string): boolean {
  return id === me || present.get().includes(id);
}
