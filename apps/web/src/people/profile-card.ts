import type { Person } from '@bookchat/shared';
import { localTimeIn } from '../account/lib/local-time-in.ts';
import { ROLE_NAMES } from '../account/lib/role-names.ts';
import { reasonOf } from '../api-error.ts';
import { avatar } from '../components/avatar.ts';
import { button } from '../components/button.ts';
import { every } from '../lib/every.ts';
import { h } from '../lib/h.ts';
import { openDialog } from './open-dialog.ts';
import { isPresent, type PeopleDesk } from './people-desk.ts';
import { presenceMark } from './presence-mark.ts';

const REFRESH_MS = 10_000;
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** What somebody tells of themselves, and a way to write to them. */
export function openProfileCard(desk: PeopleDesk, id: string): void {
  const { people, present, me, write, clock, signal } = desk;
  const { title, body, open, close } = openDialog('people-dialog--card', signal);
  const face = h('div', { class: 'card__face' });
  const line = h('p', { class: 'card__line' });
  const status = h('p', { class: 'card__status', dir: 'auto' });
  const facts = h('dl', { class: 'card__facts' });
  const trouble = h('p', { class: 'card__trouble', role: 'alert' });
  const actions = h('div', { class: 'card__actions' });
  const writing = button('Write directly', () => void begin());
  const silent = h('p', { class: 'card__line' }, 'Guests only read: they could not answer.');
  let shown = '';
  title.before(face);
  body.append(line, status, facts, trouble, actions);
  for (const store of [people, present]) store.subscribe(show, open);
  every(REFRESH_MS, show, open);
  show();

  function show(): void {
    const person = people.get().find((each) => each.id === id);
    if (person === undefined) {
      close();
      return;
    }
    const time = person.time_zone === null ? null : localTimeIn(person.time_zone, clock());
    const isHere = isPresent(desk, id);
    const next = JSON.stringify([person, time, isHere]);
    if (next === shown) return;
    shown = next;
    title.replaceChildren(h('bdi', {}, person.name));
    face.replaceChildren(avatar(person.name));
    line.replaceChildren(`${ROLE_NAMES[person.role]} · `, stateOf(person, isHere));
    status.textContent = person.status_text;
    status.hidden = person.status_text === '';
    facts.replaceChildren(
      ...(time === null ? [] : fact('Local time', `${time} there`, person.time_zone)),
      ...fact('Here since', DAY.format(new Date(person.created_at)), null),
    );
    showActions(person);
  }

  function showActions({ state, role }: Person): void {
    const others = write !== null && id !== me && state === 'active';
    const mayWrite = others && role !== 'guest';
    const own = h('a', { class: 'button button--quiet', href: '/me#card' }, 'Change your card');
    const wanted = mayWrite ? [writing] : id === me ? [own] : others ? [silent] : [];
    // A button that is there already keeps the focus.
    if (actions.firstElementChild !== wanted[0]) actions.replaceChildren(...wanted);
  }

  async function begin(): Promise<void> {
    const person = people.get().find((each) => each.id === id);
    if (write === null || person === undefined || writing.ariaDisabled === 'true') return;
    writing.ariaDisabled = 'true';
    trouble.textContent = '';
    try {
      const go = await write(person);
      close();
      go();
    } catch (error) {
      trouble.textContent = reasonOf(error);
    } finally {
      writing.ariaDisabled = null;
    }
  }
}

function stateOf({ state }: Person, isHere: boolean): HTMLElement {
  return state === 'active' ? presenceMark(isHere) : h('span', {}, 'kept out for now');
}

function fact(name: string, words: string, more: string | null): HTMLElement[] {
  const dd = h(
    'dd',
    {},
    words,
    more === null ? null : h('span', { class: 'card__more' }, more.replaceAll('_', ' ')),
  );
  return [h('dt', {}, name), dd];
}
