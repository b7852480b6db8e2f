import type {
  BodyOf,
  changeRoom,
  createRoom,
  inviteToRoom,
  joinRoom,
  leaveRoom,
  listRoomInvites,
  openDirectRoom,
  orderRooms,
  Room,
  RoomInvite,
  removeFromRoom,
  withdrawRoomInvite,
} from '@bookchat/shared';
import type { Call } from '../admin/call.ts';
import { describeFailure } from '../admin/lib/describe-failure.ts';
import type { Chat } from '../stores/chat.ts';

/** What can be done to rooms. Each takes what the server answers at once, and rejects with what it refuses. */
export interface Deeds {
  make(body: BodyOf<typeof createRoom>): Promise<Room>;
  change(name: string, body: BodyOf<typeof changeRoom>): Promise<void>;
  writeTo(...people: string[]): Promise<Room>;
  invite(name: string, people: string[]): Promise<void>;
  takeOut(name: string, person: string): Promise<void>;
  /** The invites by which strangers come into a private room. */
  listInvites(name: string): Promise<RoomInvite[]>;
  shutToInvite(name: string, id: string): Promise<void>;
  leave(name: string): Promise<void>;
  /** These two say themselves what went wrong. */
  join(name: string): void;
  order(names: string[]): Promise<boolean>;
}

export function createDeeds({
  chat,
  call,
  say,
}: {
  readonly chat: Pick<Chat, 'rooms' | 'sync'>;
  readonly call: Call;
  say(words: string): void;
}): Deeds {
  return {
    make: async (body) => take(await call<typeof createRoom>('POST', '/api/rooms', { body })),
    change: async (name, body) =>
      void take(await call<typeof changeRoom>('PATCH', '/api/rooms/:name', { params: { name }, body })),
    writeTo: async (...people) =>
      take(await call<typeof openDirectRoom>('POST', '/api/direct-rooms', { body: { people } })),
    invite: async (name, people) =>
      void take(
        await call<typeof inviteToRoom>('POST', '/api/rooms/:name/people', {
          params: { name },
          body: { people },
        }),
      ),
    takeOut: async (name, person) =>
      void take(
        await call<typeof removeFromRoom>('DELETE', '/api/rooms/:name/people/:person', {
          params: { name, person },
        }),
      ),
    listInvites: async (name) =>
      (await call<typeof listRoomInvites>('GET', '/api/rooms/:name/invites', { params: { name } })).invites,
    shutToInvite: (name, id) =>
      call<typeof withdrawRoomInvite>('DELETE', '/api/rooms/:name/invites/:id', { params: { name, id } }),
    leave,
    join: (name) => void join(name).catch(tell),
    order: (names) => order(names).catch(tell),
  };

  function take(room: Room): Room {
    chat.rooms.apply([{ type: 'room', room }]);
    return room;
  }

  async function leave(name: string): Promise<void> {
    await call<typeof leaveRoom>('POST', '/api/rooms/:name/leave', { params: { name } });
    const room = chat.rooms.find(name);
    if (room?.kind === 'open') take({ ...room, is_member: false });
    else chat.rooms.apply([{ type: 'room_gone', name }]);
  }

  async function join(name: string): Promise<void> {
    take(await call<typeof joinRoom>('POST', '/api/rooms/:name/join', { params: { name } }));
  }

  async function order(names: string[]): Promise<boolean> {
    await call<typeof orderRooms>('POST', '/api/rooms/order', { body: { names } });
    chat.sync.nudge();
    return true;
  }

  function tell(error: unknown): false {
    say(describeFailure(error));
    return false;
  }
}
