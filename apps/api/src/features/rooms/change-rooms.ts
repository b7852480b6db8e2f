import { randomInt } from 'node:crypto';
import { type changeRoom, type createRoom, DEFAULT_ROOM } from '@bookchat/shared';
import type * as z from 'zod/mini';
import type { Database } from '../../db/open-database.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { isReserved } from './direct-rooms.ts';
import type { HeldRoom } from './held-room.ts';
import { nextPosition } from './next-position.ts';
import { prepareRoomWrites } from './queries.ts';
import type { RoomBook } from './room-book.ts';
import type { RoomWords } from './room-event.ts';
import type { Tell, WriteRooms } from './room-log.ts';

type Wanted = z.output<typeof createRoom.body>;
type Change = z.output<typeof changeRoom.body>;

interface Parts {
  readonly database: Database;
  readonly book: RoomBook;
  readonly write: WriteRooms;
}

const MOST_OPEN = 500;
const LETTERS = 6;
const MOST_OF_A_NAME = 33;

/** Makes rooms, and changes what is said of them; whether the caller may is looked at before. */
export function createChangeRooms({ database, book, write }: Parts) {
  const rows = prepareRoomWrites(database);
  return { create, change, order };

  /** @throws ProblemError `room_taken` or `too_many_rooms`. */
  async function create(wanted: Wanted, by: string | null): Promise<HeldRoom> {
    ensureFew(book);
    const room = { ...toNewRoom(wanted), position: nextPosition(book) };
    const { name } = room;
    const isNew =
      !isReserved(name) && (await write((tell, at) => insert(room, { by, people: wanted.people, at, tell })));
    if (!isNew) throw new ProblemError('room_taken', `There is a room ${name} already. Choose another name.`);
    return book.find(name) as HeldRoom;
  }

  function insert(room: RoomWords, { by, people, at, tell }: Making): boolean {
    const { name, kind } = room;
    const inRepository = kind === 'open' ? 1 : 0;
    const row = { ...room, in_repository: inRepository, repository_since: null } as const;
    if (rows.insert.run({ ...row, created_at: at, created_by: by }) === 0) return false;
    rows.empty.run({ room: name }); // of one that a restore has undone
    enterAll(name, { by, people, at });
    if (kind === 'open') tell.archived(room);
    tell.changed(name);
    return true;
  }

  /** Whoever makes it owns it, and lets the others in. */
  function enterAll(room: string, { by, people, at }: Omit<Making, 'tell'>): void {
    if (by !== null) rows.enter.run({ room, person_id: by, is_owner: 1, joined_at: at, let_in_by: null });
    for (const person_id of new Set(people))
      if (person_id !== by) rows.enter.run({ room, person_id, is_owner: 0, joined_at: at, let_in_by: by });
  }

  /** @throws ProblemError `default_room` or `validation_failed`. */
  async function change(room: HeldRoom, wanted: Change): Promise<HeldRoom> {
    ensureChangeable(room, wanted);
    await write((tell, at) => {
      const next = toChanged(room, wanted, at);
      if (!isOther(room, next)) return;
      rows.update.run({ ...next, in_repository: next.inRepository ? 1 : 0 });
      if (next.inRepository) tell.archived(next);
      tell.changed(room.name);
    });
    return book.find(room.name) as HeldRoom;
  }

  async function order(names: readonly string[]): Promise<void> {
    const rest = book.list().filter(({ name }) => !names.includes(name));
    const order = [...new Set(names), ...rest.map(({ name }) => name)];
    await write((tell) => {
      for (const [index, name] of order.entries()) {
        const position = index + 1;
        const room = book.find(name);
        if (room === undefined || room.position === position) continue;
        rows.move.run({ name, position });
        if (room.inRepository) tell.archived({ ...room, position });
        tell.changed(name);
      }
    });
  }
}

interface Making {
  readonly by: string | null;
  readonly people: readonly string[];
  readonly at: string;
  readonly tell: Tell;
}

function toNewRoom({ name, title = name, description, kind }: Wanted): Omit<RoomWords, 'position'> {
  return { name: kind === 'private' ? withLetters(name) : name, title, description, kind, closed_at: null };
}

/** Else a refusal would tell who is in none of them which private rooms there are. */
function withLetters(name: string): string {
  const letters = randomInt(36 ** LETTERS)
    .toString(36)
    .padStart(LETTERS, '0');
  return `${name.slice(0, MOST_OF_A_NAME).replace(/-+$/, '')}-${letters}`;
}

function ensureFew(book: RoomBook): void {
  const open = book.list().filter(({ kind, closed_at }) => kind !== 'direct' && closed_at === null);
  if (open.length < MOST_OPEN) return;
  throw new ProblemError(
    'too_many_rooms',
    `There are ${MOST_OPEN} rooms. Close one that nobody needs any more.`,
  );
}

function ensureChangeable({ name, kind }: HeldRoom, { is_closed, in_repository }: Change): void {
  if (name === DEFAULT_ROOM && is_closed === true)
    throw new ProblemError(
      'default_room',
      'The first room stays open, so that there is always a place to write in.',
    );
  if (kind !== 'private' && in_repository === false)
    throw new ProblemError(
      'validation_failed',
      'What is written in an open room always goes into the repository.',
      {
        errors: [{ path: 'in_repository', message: 'Of an open room it is always true.' }],
      },
    );
}

function toChanged(
  room: HeldRoom,
  { title, description, is_closed, in_repository }: Change,
  at: string,
): HeldRoom {
  return {
    ...room,
    title: title ?? room.title,
    description: description ?? room.description,
    closed_at: closedAt(room, is_closed, at),
    ...keptIn(room, in_repository, at),
  };
}

/** Saying again what holds already begins nothing anew. */
function keptIn(room: HeldRoom, next: boolean | undefined, at: string) {
  const { inRepository, repository_since } = room;
  if (next === undefined || next === inRepository) return { inRepository, repository_since };
  return { inRepository: next, repository_since: next ? at : null };
}

function closedAt({ closed_at }: HeldRoom, isClosed: boolean | undefined, at: string): string | null {
  if (isClosed === undefined) return closed_at;
  return isClosed ? (closed_at ?? at) : null;
}

function isOther(room: HeldRoom, next: HeldRoom): boolean {
  return (['title', 'description', 'closed_at', 'inRepository'] as const).some(
    (key) => room[key] !== next[key],
  );
}
