import { DEFAULT_ROOM } from '../lib/contract.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import { mayWrite, type Viewer } from '../stores/viewer.ts';
import { askClosed, askLeave, askPeople, askRepository, askWords } from './ask-about-room.ts';
import type { RoomsDesk } from './desk.ts';

export interface RoomAction {
  readonly label: string;
  act(): void;
}

/** What this reader may do with a room. */
export function actionsOfRoom(desk: RoomsDesk, room: ListedRoom): RoomAction[] {
  const { viewer } = desk.chat;
  return [...ownersActions(desk, room), ...membersActions(desk, room, viewer)];
}

/** Nobody changes a direct room. */
function ownersActions(desk: RoomsDesk, room: ListedRoom): RoomAction[] {
  if (!room.is_yours || room.kind === 'direct') return [];
  const actions = [{ label: 'Rename or describe', act: () => askWords(desk, room) }];
  const repository = room.in_repository ? 'Keep it out of the repository' : 'Put it into the repository';
  if (room.kind === 'private') actions.push({ label: repository, act: () => askRepository(desk, room) });
  const closing = room.closed_at === null ? 'Close the room' : 'Open it again';
  if (room.name !== DEFAULT_ROOM) actions.push({ label: closing, act: () => askClosed(desk, room) });
  return actions;
}

function membersActions(desk: RoomsDesk, room: ListedRoom, viewer: Viewer): RoomAction[] {
  if (viewer === null || room.kind === 'direct') return [];
  const actions: RoomAction[] = [];
  if (mayInvite(room, viewer)) actions.push({ label: 'Invite people', act: () => askPeople(desk, room) });
  if (!room.is_member && room.closed_at === null && mayWrite(viewer))
    actions.push({ label: 'Join', act: () => desk.deeds.join(room.name) });
  if (room.is_member && room.name !== DEFAULT_ROOM)
    actions.push({ label: 'Leave', act: () => askLeave(desk, room) });
  return actions;
}

/** In an open room every member can be; guests are brought in by whoever runs it. */
function mayInvite({ is_member, is_yours, kind }: ListedRoom, viewer: Viewer): boolean {
  return is_member && mayWrite(viewer) && (kind === 'private' || is_yours);
}
