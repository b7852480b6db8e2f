import type { Role } from '@bookchat/shared';

/** Whoever asks, as far as rooms are concerned. */
export interface Viewer {
  /** Of whoever is signed in, or owns the key; null for neither. */
  readonly id: string | null;
  readonly role: Role;
  /** Whether it is a person, rather than a program in somebody's name. */
  readonly isPerson: boolean;
  /** Since when there is an account. */
  readonly since: string;
  /** The only rooms that it may know of; null where there is no such limit. */
  readonly rooms: ReadonlySet<string> | null;
}

/** Where there are no accounts anyone may do with open rooms what they like, and sees no others. */
export const ANYONE: Viewer = { id: null, role: 'owner', isPerson: false, since: '', rooms: null };
/** A program whose key nobody owns. */
export const PROGRAM: Viewer = { id: null, role: 'member', isPerson: false, since: '', rooms: null };
