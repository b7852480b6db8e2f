import { counted } from '../lib/counted.ts';
import { h } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import { avatar } from './avatar.ts';
import { dialogButton } from './dialog-button.ts';
import { nameList } from './name-list.ts';
import './header-people.css';

const MOST_NAMES = 4;
const MOST_AVATARS = 3;

export interface HeaderPeopleState {
  /** Who is here where people have accounts, or else who has written here; null until that is known. */
  readonly people: readonly string[] | null;
  /** What the room is for. */
  readonly description: string;
  /** Of a direct room the description says of those in it, of whom `people` are the faces, all that there is to say. */
  readonly isDirect: boolean;
}

/** The line below a room's title. Where people have accounts, those who are here open the list of everyone. */
export function headerPeople(
  open: (() => void) | null,
): View<HeaderPeopleState> & { readonly dom: HTMLElement } {
  const faces = h('span', { class: 'faces', 'aria-hidden': 'true' });
  const names = h('span', { class: 'chat-header__names' });
  const purpose = h('span', { class: 'chat-header__purpose' });
  const button = open === null ? null : dialogButton('chat-header__here', open);
  const dom = h(
    'p',
    { class: 'chat-header__people' },
    ...(button === null ? [faces, names] : [button, purpose]),
  );
  button?.append(faces, h('span', { class: 'for-readers' }, 'People: '), names);
  let shown = '';
  return { dom, update, destroy: () => dom.remove() };

  function update(state: HeaderPeopleState): void {
    const next = JSON.stringify(state);
    if (next === shown) return;
    shown = next;
    if (state.people !== null)
      faces.replaceChildren(...state.people.slice(0, MOST_AVATARS).map((name) => avatar(name)));
    if (button === null) showNames(state);
    else showPresence(button, state);
  }

  function showNames({ people, description }: HeaderPeopleState): void {
    if (description !== '') names.replaceChildren(description);
    else if (people?.length === 0) names.replaceChildren('Nobody has written yet');
    else names.replaceChildren(...nameList(people ?? [], MOST_NAMES));
    dom.title = people?.length ? `${counted(people.length, 'name')} seen here: ${people.join(', ')}` : '';
  }

  function showPresence(place: HTMLElement, { people, description, isDirect }: HeaderPeopleState): void {
    const all = people ?? [];
    place.hidden = people === null;
    place.title = all.join(', ');
    const here = description === '' ? nameList(all, MOST_NAMES) : [`${all.length}`];
    names.replaceChildren(...(isDirect ? [description] : [...here, ' here now']));
    purpose.textContent = isDirect ? '' : description;
  }
}
