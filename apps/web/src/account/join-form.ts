import type { join, Role } from '@bookchat/shared';
import { hasCode } from '../api-error.ts';
import type { Child } from '../lib/h.ts';
import { h } from '../lib/h.ts';
import { saying } from './components/door.ts';
import { entry } from './components/entry.ts';
import { entryForm } from './components/entry-form.ts';
import { nameEntry } from './components/name-entry.ts';
import { newPasswordEntry } from './components/new-password-entry.ts';
import type { Link, LinkFormOptions } from './join-view.ts';
import { whyNoAddress } from './lib/why-no-address.ts';

const PROMISES: Readonly<Record<Role, string>> = {
  owner: 'Whoever has it runs this server: people, backups, and everything that is set here.',
  admin: 'You will read and write here, invite people, and run this server together with its owners.',
  member: 'You will read and write here.',
  guest: 'You will read along here; guests do not write.',
};

export interface LinkForm {
  readonly heading: string;
  readonly parts: readonly Child[];
  focus(): void;
}

/** Makes an account: the owner's, or that of somebody who was invited. */
export function joinForm({ link, token, call, access, ended, done }: LinkFormOptions): LinkForm {
  const name = nameEntry({ hint: 'What others see beside your messages.' });
  const email = entry({
    label: 'Mail address, if you like',
    hint: 'To sign in with, and for the day you forget your password. Only you and the admins see it.',
    attributes: { type: 'email', autocomplete: 'email' },
    check: whyNoAddress,
  });
  const password = newPasswordEntry('Password');
  const form = entryForm({
    entries: { name, email, password },
    action: link.kind === 'set_up' ? 'Make the account' : 'Join',
    doing: 'Making your account…',
    async act() {
      const body = {
        token,
        name: name.input.value,
        email: email.input.value.trim() || null,
        password: password.input.value,
      };
      try {
        access.enter(await call<typeof join>('POST', '/api/join', { body }));
        done();
      } catch (error) {
        if (!hasCode(error, 'link_ended')) throw error;
        ended();
      }
    },
  });
  return {
    heading: headingOf(link),
    parts: [saying(PROMISES[link.role]), inTheirPlace(access), form.dom],
    focus: form.focus,
  };
}

function headingOf({ kind, invited_by }: Link): string {
  if (kind === 'set_up') return 'Make the first account';
  return invited_by === null ? 'You are invited' : `${invited_by} invites you`;
}

/** A browser holds one account at a time. */
export function inTheirPlace(access: LinkFormOptions['access']): HTMLElement | null {
  const state = access.get();
  if (state.kind !== 'in') return null;
  const words = [' is signed in in this browser, and will be signed out by this.'];
  return h('p', { class: 'door__notice' }, h('bdi', {}, state.me.name), ...words);
}
