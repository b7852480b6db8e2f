import { avatar } from '../components/avatar.ts';
import { button } from '../components/button.ts';
import { counted } from '../lib/counted.ts';
import { h } from '../lib/h.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import { mayWrite } from '../stores/viewer.ts';
import type { RoomsDesk } from './desk.ts';

export interface PersonActions {
  writeTo(id: string): void;
  takeOut(id: string, name: string): void;
}

/** Who is in a room, and what can be done about each of them. */
export function peopleOfRoom({ chat }: RoomsDesk, room: ListedRoom, actions: PersonActions): HTMLElement {
  const { people, sync, viewer } = chat;
  const ids = room.people ?? [];
  const list = h('ul', { class: 'details__people', role: 'list' }, ...ids.map(row));
  return h('section', {}, h('h3', { class: 'room-list__heading' }, counted(ids.length, 'member')), list);

  function row(id: string): HTMLElement {
    const name = people.get().find((person) => person.id === id)?.name;
    const isPresent = id !== viewer?.id && sync.get().present.includes(id);
    const face = h('span', { class: `room-entry__icon${isPresent ? ' room-entry__icon--present' : ''}` });
    face.append(avatar(name ?? '?'));
    const state = id === viewer?.id ? 'you' : isPresent ? 'here now' : '';
    const words = h('bdi', {}, name ?? 'Somebody who left');
    const buttons = id === viewer?.id || name === undefined ? [] : buttonsFor(id, name);
    return h(
      'li',
      { class: 'details__person' },
      face,
      words,
      h('span', { class: 'details__fact' }, state),
      ...buttons,
    );
  }

  function buttonsFor(id: string, name: string): HTMLElement[] {
    const buttons: HTMLElement[] = [];
    if (mayWrite(viewer) && room.kind !== 'direct')
      buttons.push(
        named(
          button('Write', () => actions.writeTo(id), 'quiet'),
          `Write to ${name}`,
        ),
      );
    if (room.is_yours && room.kind === 'private')
      buttons.push(
        named(
          button('Take out', () => actions.takeOut(id, name), 'quiet'),
          `Take out ${name}`,
        ),
      );
    return buttons;
  }
}

function named(element: HTMLButtonElement, words: string): HTMLButtonElement {
  element.ariaLabel = words;
  return element;
}
