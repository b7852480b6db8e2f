import { wearStyle } from '../admin/lib/page-style.ts';
import type { SafeStorage } from '../lib/storage.ts';
import type { Access, Insider } from '../stores/access.ts';
import type { Identity } from '../stores/identity.ts';
import type { ThemeStore } from '../stores/theme.ts';
import { openAccountMenu } from './account-menu.ts';
import { accountButton } from './components/account-button.ts';
import { silenceNote } from './components/silence-note.ts';
import { createAccountIdentity } from './stores/account-identity.ts';
import { drawerOf } from './stores/drawer.ts';
import { takeAlong } from './stores/take-along.ts';

export interface AsPersonOptions {
  readonly access: Access;
  readonly storage: SafeStorage;
  readonly theme: ThemeStore;
  clock(): Date;
  readonly fetch: typeof globalThis.fetch;
}

/** What the conversation is given where somebody is signed in, instead of what a chosen name gives it. */
export interface AsPerson {
  readonly identity: Identity;
  readonly storage: SafeStorage;
  /** One's own face in the cover, with the menu behind it. */
  account(say: (words: string) => void): Element;
  readonly silenceNote: typeof silenceNote;
}

export function asPerson(
  { access, storage, theme, clock, fetch }: AsPersonOptions,
  me: Insider,
  signal: AbortSignal,
): AsPerson {
  const drawer = drawerOf(storage, me.id);
  wearStyle(signal);
  takeAlong(storage, drawer);
  return {
    silenceNote,
    identity: createAccountIdentity(me, access, clock, signal),
    storage: drawer,
    account(say) {
      const button = accountButton(() =>
        openAccountMenu({ access, theme, fetch, say, opener: button.dom, signal }),
      );
      access.subscribe((state) => state.kind === 'in' && button.update(state.me.name), signal);
      button.update(me.name);
      return button.dom;
    },
  };
}
