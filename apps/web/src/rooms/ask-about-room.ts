import { type Role, roomDescriptionSchema, roomTitleSchema } from '@bookchat/shared';
import { ask, type Question } from '../admin/components/ask.ts';
import { field, textField } from '../admin/components/field.ts';
import { h } from '../lib/h.ts';
import { titleOfRoom } from '../lib/title-of-room.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import { mayManage, type Viewer } from '../stores/viewer.ts';
import type { RoomsDesk } from './desk.ts';
import { peoplePicker } from './people-picker.ts';
import { wrongWith } from './wrong-with.ts';

/** What a room is called, and what it is for. */
export function askWords(desk: RoomsDesk, room: ListedRoom): void {
  const title = textField();
  const description = textField();
  title.value = room.title;
  description.value = room.description;
  ask(desk, {
    title: `Rename or describe ${titleOf(desk, room)}`,
    parts: [
      field('What it is called', title, `Its address stays /rooms/${room.name}.`),
      field('What it is for (optional)', description),
    ],
    action: 'Save',
    doing: 'Saving…',
    check: () => wrongWith(roomTitleSchema, title) ?? wrongWith(roomDescriptionSchema, description),
    act: () => desk.deeds.change(room.name, { title: title.value, description: description.value }),
  });
}

export function askPeople(desk: RoomsDesk, room: ListedRoom): void {
  const { people, viewer } = desk.chat;
  const inside = new Set([...(room.people ?? []), viewer?.id]);
  // Members come to an open room by themselves.
  const others = people
    .get()
    .filter(({ id, state, role }) => !inside.has(id) && state === 'active' && fits(room, role, viewer));
  const title = `Invite people into ${titleOf(desk, room)}`;
  const picker = peoplePicker(others);
  if (others.length === 0) {
    const parts = [h('p', {}, 'Everybody who could be invited is here already.')];
    ask(desk, { title, parts, action: 'Back', doing: 'Back', act: async () => undefined });
  } else {
    ask(desk, {
      title,
      parts: [picker.dom],
      action: 'Invite',
      doing: 'Inviting…',
      check: () => (picker.ticked().length === 0 ? 'Pick somebody.' : null),
      act: () => desk.deeds.invite(room.name, picker.ticked()),
    });
  }
}

/** Guests are brought in by whoever runs the room, or the server; members come to an open one by themselves. */
function fits({ kind, is_yours }: ListedRoom, role: Role, viewer: Viewer): boolean {
  if (role !== 'guest') return kind === 'private';
  return is_yours || mayManage(viewer);
}

export function askRepository(desk: RoomsDesk, room: ListedRoom): void {
  const next = !room.in_repository;
  const words = next
    ? 'What is written here from now on goes into the repository, for everyone who can read that. What was written before stays out. Everyone in the room sees that it does.'
    : 'What is written here from now on stays on this server. What is in the repository already stays there.';
  confirm(desk, next ? 'Put this room into the repository' : 'Keep this room out of the repository', words, {
    action: next ? 'Put it there' : 'Keep it out',
    act: () => desk.deeds.change(room.name, { in_repository: next }),
  });
}

export function askClosed(desk: RoomsDesk, room: ListedRoom): void {
  const isOpen = room.closed_at === null;
  const title = titleOf(desk, room);
  const words = isOpen
    ? 'It can be read as before, and nothing more is written in it. You can open it again.'
    : 'People can write in it again.';
  confirm(desk, isOpen ? `Close ${title}` : `Open ${title} again`, words, {
    action: isOpen ? 'Close the room' : 'Open it again',
    act: () => desk.deeds.change(room.name, { is_closed: isOpen }),
  });
}

export function askLeave(desk: RoomsDesk, room: ListedRoom): void {
  const words =
    room.kind === 'private'
      ? 'You will not see it any more unless somebody invites you again.'
      : 'It leaves your list. You can join it again.';
  confirm(desk, `Leave ${titleOf(desk, room)}`, words, {
    action: 'Leave',
    act: () => desk.deeds.leave(room.name),
  });
}

/** `done` is called once they are out. */
export function askOut(
  desk: RoomsDesk,
  room: ListedRoom,
  { id, name }: { readonly id: string; readonly name: string },
  done: () => void,
): void {
  confirm(desk, `Take ${name} out of ${titleOf(desk, room)}`, 'They will not see the room any more.', {
    action: 'Take out',
    act: () => desk.deeds.takeOut(room.name, id),
    done,
  });
}

function confirm(
  desk: RoomsDesk,
  title: string,
  words: string,
  deed: Pick<Question, 'action' | 'act' | 'done'>,
): void {
  ask(desk, { title, parts: [h('p', {}, words)], doing: 'One moment…', ...deed });
}

function titleOf({ chat }: RoomsDesk, room: ListedRoom): string {
  return titleOfRoom(room, chat.people.get(), chat.viewer?.id ?? null);
}
