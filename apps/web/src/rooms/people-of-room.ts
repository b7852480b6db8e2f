import type { Person } from '@bookchat/shared';
import { avatar } from '../components/avatar.ts';
import { counted } from '../lib/counted.ts';
import { h, on } from '../lib/h.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import { mayWrite } from '../stores/viewer.ts';
import type { RoomsDesk } from './desk.ts';
import { iconButton } from './icon-button.ts';

const PAPER_PLANE = 'M4 12L20 4L14 20L11 13.500ZM11 13.500L20 4';
const OUT = 'M13.500 4.500H6V19.500H13.500M10.500 12H20.500M17 8.500L20.500 12L17 15.500';

export interface PersonActions {
  writeTo(id: string): void;
  takeOut(id: string, name: string): void;
}

/** Who is in a room, and what can be done about each of them; of an open one everyone who may come. */
export function peopleOfRoom(desk: RoomsDesk, room: ListedRoom, actions: PersonActions): HTMLElement {
  const { people, sync, viewer } = desk.chat;
  const ids =
    room.people ??
    people
      .get()
      .filter(mayCome)
      .map(({ id }) => id);
  const gone = room.gone.map(({ name }) => goneRow(name));
  const list = h('ul', { class: 'details__people', role: 'list' }, ...ids.map(row), ...gone);
  return h('section', {}, h('h3', { class: 'details__heading' }, headingFor(room, ids.length)), list);

  function row(id: string): HTMLElement {
    const person = people.get().find((each) => each.id === id);
    const isSelf = id === viewer?.id;
    const isPresent = !isSelf && sync.get().present.includes(id);
    const face = h('span', { class: `room-entry__icon${isPresent ? ' room-entry__icon--present' : ''}` });
    face.append(avatar(person?.name ?? '?'));
    const states = [isSelf ? 'you' : '', isPresent ? 'here now' : '', roleIn(room, id, person)];
    const words = h(
      'span',
      { class: 'details__words' },
      h('bdi', { class: 'details__name' }, person?.name ?? 'Somebody who left'),
      h('span', { class: 'details__fact' }, states.filter((each) => each !== '').join(' · ')),
    );
    const who = person === undefined ? h('span', { class: 'details__who' }) : cardButton(person);
    who.append(face, words);
    const buttons = isSelf || person === undefined ? [] : buttonsFor(person);
    return h('li', { class: 'details__person' }, who, ...buttons);
  }

  function cardButton({ id, name }: Person): HTMLButtonElement {
    const dom = h('button', { class: 'details__who', type: 'button', 'aria-haspopup': 'dialog' });
    dom.dataset['of'] = name;
    return on(dom, { click: () => desk.meet(id) });
  }

  function buttonsFor({ id, name, role, state }: Person): HTMLElement[] {
    const buttons: HTMLElement[] = [];
    // A guest could not answer.
    const answers = role !== 'guest' && state === 'active';
    if (mayWrite(viewer) && room.kind !== 'direct' && answers)
      buttons.push(iconButton(`Write to ${name}`, PAPER_PLANE, () => actions.writeTo(id)));
    if (room.is_yours && room.kind === 'private')
      buttons.push(iconButton(`Take out ${name}`, OUT, () => actions.takeOut(id, name)));
    return buttons;
  }
}

function mayCome({ state, role }: Person): boolean {
  return state === 'active' && role !== 'guest';
}

function headingFor({ kind }: ListedRoom, count: number): string {
  return kind === 'open' ? `Open to all ${counted(count, 'member')}` : counted(count, 'member');
}

function roleIn({ owners }: ListedRoom, id: string, person: Person | undefined): string {
  if (owners.includes(id)) return 'runs this room';
  if (person?.state === 'suspended') return 'kept out for now';
  return person?.role === 'guest' ? 'guest, reads only' : '';
}

function goneRow(name: string): HTMLElement {
  const face = h('span', { class: 'room-entry__icon' }, avatar(name));
  const words = h(
    'span',
    { class: 'details__words' },
    h('bdi', { class: 'details__name' }, name),
    h('span', { class: 'details__fact' }, 'no longer here'),
  );
  return h('li', { class: 'details__person' }, h('span', { class: 'details__who' }, face, words));
}
