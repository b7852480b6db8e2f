import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { createReceive } from './arrivals.ts';
import { createChangeRooms } from './change-rooms.ts';
import { createFindCompany } from './company.ts';
import { createOpenDirectRoom } from './direct-rooms.ts';
import { createMembership } from './membership.ts';
import { createPresence } from './presence.ts';
import { createReadMarks } from './read-marks.ts';
import { createRights } from './rights.ts';
import { createRoomBook } from './room-book.ts';
import { addRoomInviteRoutes } from './room-invites.ts';
import { createRoomLog } from './room-log.ts';
import { createRoomReport } from './room-report.ts';
import { createRooms, type Rooms } from './rooms.ts';
import { addRoomsOfPersonRoutes } from './rooms-of-person.ts';
import { addRoomRoutes } from './routes.ts';
import { createFollowStanding } from './standing.ts';
import { addStrandedRoomRoutes } from './stranded-rooms.ts';
import { createToRoom } from './to-room.ts';

export type { HeldRoom } from './held-room.ts';
export type { Rooms };

declare module 'fastify' {
  interface FastifyInstance {
    readonly rooms: Rooms;
  }
}

/** Which rooms there are, who is in them, and who may know of them. */
export const roomsFeature = fp<{ config: Config; clock: Clock }>(
  async (app, { config, clock }) => {
    const { database, changeLog: log, people } = app;
    const rights = createRights({ mode: config.auth.mode, people });
    const book = createRoomBook(database);
    const write = createRoomLog({ database, log, book });
    const marks = createReadMarks({ database, log, clock, onFailure: notWritten });
    const toRoom = createToRoom({ database, book, rights, marks });
    const presence = createPresence(clock.now);
    log.onWrittenElsewhere(book.reload);
    const findCompany = createFindCompany({ book, rights, people });
    log.reportRooms(createRoomReport({ database, book, toRoom, rights, marks, presence, findCompany }));
    app.decorate('rooms', createRooms({ book, rights, findCompany }));
    const membership = createMembership({ database, book, write, rights, links: people.links });
    app.accounts.onArrival(createReceive({ book, rights, membership }));
    people.onChange(createFollowStanding({ database, book, write, rights }));
    addRoomRoutes(app, {
      book,
      rights,
      toRoom,
      change: createChangeRooms({ database, book, write }),
      membership,
      openDirect: createOpenDirectRoom({ database, book, write }),
      marks,
    });
    addRoomInviteRoutes(app, rights);
    addRoomsOfPersonRoutes(app, { book, rights, membership });
    addStrandedRoomRoutes(app, { book, write });
    app.addHook('onClose', () => marks.flush().catch(notWritten));

    function notWritten(error: unknown): void {
      app.log.warn({ err: error }, 'how far people have read could not be written');
    }
  },
  { name: 'rooms', dependencies: ['database', 'people', 'access', 'accounts', 'audit', 'changes'] },
);
