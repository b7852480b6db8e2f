import type { Me } from '@bookchat/shared';
import { avatar, wearPictures } from '../components/avatar.ts';
import { h } from '../lib/h.ts';
import { type AccountDesk, type AccountDeskOptions, createAccountDesk } from './account-desk.ts';
import { ROLE_NAMES } from './lib/role-names.ts';
import { cardSection } from './sections/card-section.ts';
import { dataSection } from './sections/data-section.ts';
import { deletionSection } from './sections/deletion-section.ts';
import { keysSection } from './sections/keys-section.ts';
import { passkeysSection } from './sections/passkeys-section.ts';
import { passwordSection } from './sections/password-section.ts';
import { profileSection } from './sections/profile-section.ts';
import { sessionsSection } from './sections/sessions-section.ts';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** Section by section, what one can see and do about oneself. */
export function ownPage(options: Omit<AccountDeskOptions, 'changed'>): HTMLElement {
  const head = h('div', { class: 'own__head' });
  const desk = createAccountDesk({ ...options, changed: showHead });
  showHead(options.account.me);
  return h('div', { class: 'own__column' }, head, ...sectionsOf(desk));

  function showHead(me: Me): void {
    wearPictures([me]);
    head.replaceChildren(
      avatar(me.name),
      h('h1', { class: 'own__heading' }, h('bdi', {}, me.name)),
      h(
        'p',
        { class: 'own__since' },
        `${ROLE_NAMES[me.role]} · here since ${DAY.format(new Date(me.created_at))}`,
      ),
    );
  }
}

function sectionsOf(desk: AccountDesk): Element[] {
  const { me, ways } = desk.account();
  return [
    profileSection(desk),
    cardSection(desk),
    passwordSection(desk),
    ...(ways.passkeys ? [passkeysSection(desk)] : []),
    sessionsSection(desk),
    // A guest's program would have nothing to do.
    ...(me.role === 'guest' ? [] : [keysSection(desk)]),
    dataSection(desk),
    deletionSection(desk),
  ];
}
