import type { chooseRoomsOfPerson, listRoomsOfPerson, ManagedPerson, RoomOfPerson } from '@bookchat/shared';
import { h } from '../../lib/h.ts';
import { nameOfTitle } from '../../rooms/name-of-title.ts';
import { ask } from '../components/ask.ts';
import { type TickList, tickList } from '../components/tick-list.ts';
import type { OperatorsDesk } from '../desk.ts';
import { describeFailure } from '../lib/describe-failure.ts';

/** Asks which rooms a guest shall see, of those that the reader runs. */
export function askRooms(desk: OperatorsDesk, { id, name }: ManagedPerson): void {
  const place = h('div', {}, h('p', { class: 'labelled__hint', role: 'status' }, 'Looking for rooms…'));
  let rooms: TickList | null = null;
  ask(desk, {
    title: `Which rooms shall ${name} see?`,
    parts: [
      place,
      h(
        'p',
        { class: 'labelled__hint' },
        'A guest sees no other. Private rooms that others run are not listed.',
      ),
    ],
    action: 'Choose these',
    doing: 'Choosing them…',
    check: () => (rooms === null ? 'Wait for the list of rooms.' : null),
    async act() {
      const body = { rooms: rooms?.ticked() ?? [] };
      await desk.run(() =>
        desk.call<typeof chooseRoomsOfPerson>('POST', '/api/system/people/:id/rooms', {
          params: { id },
          body,
        }),
      );
      desk.tell(`${name}’s rooms are chosen.`);
    },
  });
  void load();

  async function load(): Promise<void> {
    try {
      const path = '/api/system/people/:id/rooms';
      const found = await desk.call<typeof listRoomsOfPerson>('GET', path, { params: { id } });
      rooms = offer(found.rooms);
      place.replaceChildren(rooms.dom);
    } catch (error) {
      place.replaceChildren(
        h('p', { role: 'status' }, `The rooms could not be listed. ${describeFailure(error)}`),
      );
    }
  }
}

function offer(rooms: readonly RoomOfPerson[]): TickList {
  return tickList({
    legend: 'Rooms that they see',
    find: 'Find a room',
    items: rooms.map(({ name, title, is_private }) => {
      const notes = [...(is_private ? ['private'] : []), ...(nameOfTitle(title) === name ? [] : [name])];
      return { id: name, title, note: notes.join(' · ') };
    }),
    ticked: rooms.filter(({ is_in }) => is_in).map(({ name }) => name),
  });
}
