import type { Database } from '../../db/open-database.ts';
import type { RoomPeopleTable } from '../../db/schema/rooms.ts';
import type { HeldRoom, Membership } from './held-room.ts';
import { prepareLoad, prepareNotices } from './queries.ts';

/** All rooms and who is in them, in memory: there are some hundreds, and every post and poll asks. */
export interface RoomBook {
  find(name: string): HeldRoom | undefined;
  /** In their order. */
  list(): readonly HeldRoom[];
  /** The position of the newest change that is about a room; 0 for none. */
  readonly newestNotice: number;
  /** Takes up what was written. */
  reload(): void;
}

export function createRoomBook(database: Database): RoomBook {
  const load = prepareLoad(database);
  const notices = prepareNotices(database);
  let rooms = new Map<string, HeldRoom>();
  let newestNotice = 0;
  reload();
  database.onReplaced(reload);

  return {
    find: (name) => rooms.get(name),
    list: () => [...rooms.values()],
    get newestNotice() {
      return newestNotice;
    },
    reload,
  };

  function reload(): void {
    const people = loadPeople();
    rooms = new Map(
      load.rooms
        .all({})
        .toSorted((one, other) => one.position - other.position || compare(one.name, other.name))
        .map(({ in_repository, ...room }) => [
          room.name,
          { ...room, inRepository: in_repository === 1, people: people.get(room.name) ?? new Map() },
        ]),
    );
    newestNotice = notices.newest.get({})?.position ?? 0;
  }

  function loadPeople(): Map<string, Map<string, Membership>> {
    const people = new Map<string, Map<string, Membership>>();
    for (const { room, person_id, is_owner, joined_at, let_in_by } of sortedPeople()) {
      const those = people.get(room) ?? new Map<string, Membership>();
      const membership = { isOwner: is_owner === 1, joinedAt: joined_at, letInBy: let_in_by };
      people.set(room, those.set(person_id, membership));
    }
    return people;
  }

  function sortedPeople(): RoomPeopleTable[] {
    return load.people.all({}).toSorted((one, other) => compare(one.joined_at, other.joined_at));
  }
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
