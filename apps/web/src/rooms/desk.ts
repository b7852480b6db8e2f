import type { ReadableStore } from '../lib/store.ts';
import type { Chat } from '../stores/chat.ts';
import type { Deeds } from './deeds.ts';

/** What every part that has to do with rooms has at hand. */
export interface RoomsDesk {
  readonly chat: Chat;
  /** Which room is open. */
  readonly shown: ReadableStore<string>;
  readonly deeds: Deeds;
  clock(): Date;
  /** Has a screen reader say something. */
  say(words: string): void;
  /** Opens a room. */
  go(room: string): void;
  /** Brings the reader to where one writes, or to what stands there instead. */
  write(): void;
  /** Shows who somebody is. */
  meet(id: string): void;
  readonly signal: AbortSignal;
}
