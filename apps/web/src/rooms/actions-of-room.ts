import { DEFAULT_ROOM } from '../lib/contract.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import { mayWrite, type Viewer } from '../stores/viewer.ts';
import { askClosed, askLeave, askPeople, askRepository, askWords } from './ask-about-room.ts';
import type { RoomsDesk } from './desk.ts';

export interface RoomAction {
  /** Of what it is the way: the same for a deed and for the one that undoes it. */
  readonly key: string;
  readonly label: string;
  /** What it means, where that is not plain. */
  readonly note?: string;
  act(): void;
}

/** What this reader may do with a room, by how much of a step it is. */
export interface RoomActions {
  /** What most come for; null where there is none such. */
  readonly first: RoomAction | null;
  /** In groups that stand apart; what ends something comes last. */
  readonly groups: readonly (readonly RoomAction[])[];
}

/** Nobody changes a direct room. */
export function actionsOfRoom(desk: RoomsDesk, room: ListedRoom): RoomActions {
  if (room.kind === 'direct') return { first: null, groups: [] };
  const groups = [words(desk, room), repository(desk, room), ends(desk, room)];
  return { first: firstOf(desk, room), groups: groups.filter(({ length }) => length > 0) };
}

function firstOf(desk: RoomsDesk, room: ListedRoom): RoomAction | null {
  const { viewer } = desk.chat;
  if (viewer === null) return null;
  if (mayInvite(room, viewer))
    return { key: 'people', label: 'Invite people', act: () => askPeople(desk, room) };
  const mayJoin = !room.is_member && room.closed_at === null && mayWrite(viewer);
  return mayJoin ? { key: 'membership', label: 'Join', act: () => desk.deeds.join(room.name) } : null;
}

function words(desk: RoomsDesk, room: ListedRoom): RoomAction[] {
  return room.is_yours
    ? [{ key: 'words', label: 'Rename or describe', act: () => askWords(desk, room) }]
    : [];
}

function repository(desk: RoomsDesk, room: ListedRoom): RoomAction[] {
  if (!room.is_yours || room.kind !== 'private') return [];
  const act = () => askRepository(desk, room);
  const [label, note]: [string, string] = room.in_repository
    ? ['Keep it out of the repository', 'What is there already stays there.']
    : ['Put it into the repository', 'What goes there cannot be taken out again.'];
  return [{ key: 'repository', label, note, act }];
}

function ends(desk: RoomsDesk, room: ListedRoom): RoomAction[] {
  if (room.name === DEFAULT_ROOM) return [];
  const actions: RoomAction[] = [];
  if (desk.chat.viewer !== null && room.is_member)
    actions.push({ key: 'membership', label: 'Leave', act: () => askLeave(desk, room) });
  const closing = room.closed_at === null ? 'Close the room' : 'Open it again';
  if (room.is_yours) actions.push({ key: 'closing', label: closing, act: () => askClosed(desk, room) });
  return actions;
}

/** In an open room every member can be; guests are brought in by whoever runs it. */
function mayInvite({ is_member, is_yours, kind, closed_at }: ListedRoom, viewer: Viewer): boolean {
  return is_member && closed_at === null && mayWrite(viewer) && (kind === 'private' || is_yours);
}
