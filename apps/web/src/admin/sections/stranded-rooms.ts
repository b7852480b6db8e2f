import type { giveStrandedRoom, listManagedPeople, StrandedRoom } from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { choice, field } from '../components/field.ts';
import { records } from '../components/records.ts';
import type { Desk } from '../desk.ts';
import { describeFailure } from '../lib/describe-failure.ts';

const NOT_CHOSEN = '';
const WHY =
  'These private rooms came back from the archive, which does not hold who was in them: nobody sees them until you give each to somebody.';

export interface StrandedRooms {
  readonly dom: HTMLElement;
  show(rooms: readonly StrandedRoom[]): void;
}

/** Private rooms that came back without their people; nothing where there are none. */
export function strandedRooms(desk: Desk, changed: () => void): StrandedRooms {
  const table = records<StrandedRoom>({
    caption: 'Private rooms without people',
    empty: '',
    keyOf: ({ name }) => name,
    columns: [
      { name: 'Room', cell: ({ title }) => h('strong', {}, title) },
      { name: 'Address', cell: ({ name }) => name },
      { name: 'For', cell: ({ description }) => description },
    ],
    actions: (current) => {
      const give = button('Give…', () => askWhom(desk, current(), changed), 'quiet');
      give.append(h('span', { class: 'for-readers' }, ` ${current().title}`));
      return { parts: [give] };
    },
  });
  const dom = h('div', { hidden: true }, h('p', { class: 'quiet' }, WHY), table.dom);
  return {
    dom,
    show(rooms) {
      dom.hidden = rooms.length === 0;
      table.update(rooms);
    },
  };
}

function askWhom(desk: Desk, { name, title }: StrandedRoom, changed: () => void): void {
  const person = choice([[NOT_CHOSEN, 'Choose a person']]);
  const dialog = ask(desk, {
    title: `Whose is the room ${title}?`,
    parts: [
      h(
        'p',
        {},
        'They run it from then on, read what was written in it, and bring the others in. It cannot be taken back here.',
      ),
      field('Person', person),
    ],
    action: 'Give it to them',
    doing: 'Giving it…',
    check: () => (person.value === NOT_CHOSEN ? 'Choose a person.' : null),
    async act() {
      const body = { person_id: person.value };
      const path = '/api/system/stranded-rooms/:name/give';
      await desk.run(() => desk.call<typeof giveStrandedRoom>('POST', path, { params: { name }, body }));
      desk.tell(`The room ${title} is ${person.selectedOptions[0]?.textContent}’s now.`);
      changed();
    },
  });
  void offerPeople();

  async function offerPeople(): Promise<void> {
    try {
      const { people } = await desk.call<typeof listManagedPeople>('GET', '/api/system/people');
      const able = people.filter(({ state, role }) => state === 'active' && role !== 'guest');
      if (dialog.isConnected)
        person.append(...able.map((each) => h('option', { value: each.id }, each.name)));
    } catch (error) {
      person.replaceChildren(h('option', { value: NOT_CHOSEN }, `Not listed. ${describeFailure(error)}`));
    }
  }
}
