import type { Change } from '@bookchat/shared';
import type { FastifyRequest } from 'fastify';
import type { Database } from '../../db/open-database.ts';
import { standingOf } from '../../plugins/people/index.ts';
import type { RoomReport } from '../changes/index.ts';
import type { FindCompany } from './company.ts';
import type { Presence, Present } from './presence.ts';
import { type Notice, prepareNotices } from './queries.ts';
import type { ReadMarks } from './read-marks.ts';
import type { Rights } from './rights.ts';
import type { RoomBook } from './room-book.ts';
import type { ToRoom } from './to-room.ts';
import type { Viewer } from './viewer.ts';

interface Parts {
  readonly database: Database;
  readonly book: RoomBook;
  readonly toRoom: ToRoom;
  readonly rights: Rights;
  readonly marks: ReadMarks;
  readonly presence: Presence;
  readonly findCompany: FindCompany;
}

const NOBODY: Present = { list: [], fingerprint: '' };

/** What polls bring of rooms. */
export function createRoomReport({
  database,
  book,
  toRoom,
  rights,
  marks,
  presence,
  findCompany,
}: Parts): RoomReport {
  const { canSee, viewerOf } = rights;
  const notices = prepareNotices(database);

  return {
    viewFor(request: FastifyRequest) {
      const viewer = viewerOf(request);
      const person = viewer.isPerson ? viewer.id : null;
      if (person !== null) presence.saw(person);
      const present = person === null ? NOBODY : presence.among(findCompany(viewer));
      const standing = viewer.isPerson && request.person !== null ? standingOf(request.person) : '';
      return {
        fingerprint:
          person === null ? '' : `.${present.fingerprint}.${marks.fingerprintOf(person)}.${standing}`,
        present: present.list,
        standing,
        sees: (room) => sees(room, viewer),
        changesBetween: (since, upTo) => listChanges({ since, upTo }, viewer),
      };
    },
  };

  function sees(name: string, viewer: Viewer): boolean {
    const room = book.find(name);
    return room !== undefined && canSee(room, viewer);
  }

  /** Each room once, as it stands now. */
  function listChanges(window: { since: number; upTo: number }, viewer: Viewer): Change[] {
    const about = new Map<string, Notice[]>();
    for (const room of readSince(window.since, viewer)) about.set(room, []);
    const isAny = window.since < book.newestNotice;
    for (const notice of isAny ? notices.list.all(window) : []) {
      const [name = ''] = notice.about.split(' ');
      about.set(name, [...(about.get(name) ?? []), notice]);
    }
    return [...about].flatMap(([name, those]) => toChange(name, those, viewer));
  }

  function readSince(position: number, { id, isPerson }: Viewer): string[] {
    return id === null || !isPerson ? [] : marks.saidSince(id, position);
  }

  /** Who never was in a room that they do not see is not told that it is there; nor a key that is for others. */
  function toChange(name: string, those: readonly Notice[], viewer: Viewer): Change[] {
    const room = book.find(name);
    if (viewer.rooms?.has(name) === false) return [];
    if (room !== undefined && canSee(room, viewer)) return [{ type: 'room', room: toRoom(room, viewer) }];
    const hasLeft = those.some(({ type, about }) => type === 'room.left' && about === `${name} ${viewer.id}`);
    return hasLeft ? [{ type: 'room_gone', name }] : [];
  }
}
