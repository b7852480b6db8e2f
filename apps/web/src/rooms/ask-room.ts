import {
  MAX_DESCRIPTION_CODE_POINTS,
  MAX_TITLE_CODE_POINTS,
  roomDescriptionSchema,
  roomNameSchema,
  roomTitleSchema,
} from '@bookchat/shared';
import { ask } from '../admin/components/ask.ts';
import { field, textField } from '../admin/components/field.ts';
import { type RadioOption, radioList } from '../admin/components/radio-list.ts';
import { on } from '../lib/h.ts';
import type { RoomsDesk } from './desk.ts';
import { nameOfTitle } from './name-of-title.ts';
import { peoplePicker } from './people-picker.ts';
import { wearDialogs } from './wear-dialogs.ts';
import { wrongWith } from './wrong-with.ts';

const KINDS: readonly RadioOption<'open' | 'private'>[] = [
  { value: 'open', label: 'Open', hint: 'Every member can read it and join it.' },
  { value: 'private', label: 'Private', hint: 'Only the people who were invited see it.' },
];

/** Asks what a new room is to be, makes it and opens it. */
export function askRoom(desk: RoomsDesk, suggested: string): void {
  const { chat, deeds, go } = desk;
  wearDialogs(desk.signal);
  const title = textField({ maxlength: 2 * MAX_TITLE_CODE_POINTS, required: true });
  const name = textField({ autocapitalize: 'none', maxlength: 40 });
  const description = textField({ maxlength: 2 * MAX_DESCRIPTION_CODE_POINTS });
  const kind = radioList('Who it is for', KINDS, 'open', suggest);
  const others = chat.people.get().filter(({ id, state }) => id !== chat.viewer?.id && state === 'active');
  const picker = peoplePicker(others);
  /** For a title that no address can be made of: Гавань. */
  const spareName = `room-${crypto.randomUUID().slice(0, 6)}`;
  let isNamed = false;
  let made = '';
  title.value = suggested;
  kind.dom.hidden = chat.viewer === null;
  on(title, { input: suggest });
  on(name, {
    input: () => {
      isNamed = name.value !== '';
    },
  });
  suggest();

  ask(desk, {
    title: 'Make a room',
    parts: [
      field('What it is called', title),
      field('Its address', name, 'It stands in links and in the repository, and never changes.'),
      field('What it is for (optional)', description),
      kind.dom,
      picker.dom,
    ],
    action: 'Make the room',
    doing: 'Making it…',
    check: () =>
      wrongWith(roomTitleSchema, title) ??
      wrongWith(roomNameSchema, name) ??
      wrongWith(roomDescriptionSchema, description),
    act: make,
    done: () => go(made),
  });

  function suggest(): void {
    const suggestion = title.value.trim() === '' ? '' : nameOfTitle(title.value) || spareName;
    if (!isNamed) name.value = suggestion;
    picker.dom.hidden = kind.chosen() !== 'private' || others.length === 0;
  }

  async function make(): Promise<void> {
    const room = await deeds.make({
      name: name.value.trim(),
      title: title.value,
      description: description.value,
      kind: kind.chosen(),
      people: kind.chosen() === 'private' ? picker.ticked() : [],
    });
    made = room.name;
  }
}
