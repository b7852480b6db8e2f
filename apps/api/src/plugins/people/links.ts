import { randomBytes } from 'node:crypto';
import type { Role } from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import type { Database } from '../../db/open-database.ts';
import type { LinksTable } from '../../db/schema/people.ts';
import type { Clock } from '../../lib/clock.ts';
import { sha256Hex } from '../../lib/sha256-hex.ts';
import { linkEnded } from './account-problems.ts';
import { mayInvite } from './may-invite.ts';
import { roomsOf } from './rooms-of.ts';

export interface NewLink extends Pick<LinksTable, 'kind' | 'role' | 'created_by'> {
  readonly goodForMs: number;
  readonly note?: string;
  readonly rooms?: readonly string[];
  readonly personId?: string;
  readonly maxUses?: number;
}

/** The note of a link that the server has mailed, as whoever knows the address has had it made. No name holds an @. */
export const MAILED = '@';

export interface MadeLink {
  readonly link: LinksTable;
  /** Shown once: only its SHA-256 is kept. */
  readonly token: string;
}

/** One-time links, read from the database at each use: the command line makes some as well. */
export interface Links {
  /** Only within a transaction, as all but `look` and `list`. */
  create(link: NewLink): MadeLink;
  /** @throws ProblemError `link_ended` where it is good for nothing. */
  look(token: string): LinksTable;
  /** Counts a use. @throws ProblemError `link_ended` where there is none left. */
  use(token: string): LinksTable;
  /** Revokes one that is not yet. @returns the link; undefined where there is no such one. */
  revoke(id: string): LinksTable | undefined;
  /** Revokes all open ones of a kind, or those for one person. */
  revokeAll(which: { readonly kind: LinksTable['kind']; readonly personId?: string }): void;
  /** Revokes the invites of a person that somebody of this role could not make. */
  revokeBeyond(role: Role, personId: string): void;
  /** The invites that are good for something and lead into a room, the newest first. */
  listInto(room: string): LinksTable[];
  /** Has an invite lead into a room no longer; it stays good for the rest. */
  withdraw(link: LinksTable, room: string): void;
  /** Revokes those for a new password that were sent to somebody by mail, and none that an admin has made for them. */
  revokeMailed(personId: string): void;
  /** The newest first. */
  list(): LinksTable[];
}

type Parts = Pick<Database, 'prepareRead' | 'prepareWrite'>;

export function createLinks(database: Parts, now: Clock['now']): Links {
  const queries = prepareLinks(database);

  return {
    create({ kind, role, created_by, goodForMs, note = '', rooms = [], personId = null, maxUses = 1 }) {
      const token = randomBytes(32).toString('base64url');
      const link: LinksTable = {
        id: uuidv7(),
        token_hash: sha256Hex(token),
        kind,
        role,
        note,
        rooms: rooms.join(),
        person_id: personId,
        max_uses: maxUses,
        uses: 0,
        created_at: toTimestamp(now()),
        created_by,
        expires_at: toTimestamp(now() + goodForMs),
        revoked_at: null,
      };
      queries.insert.run(link);
      return { link, token };
    },
    look(token) {
      const link = queries.find.get({ token_hash: sha256Hex(token) });
      if (link === undefined || !isOpen(link)) throw linkEnded();
      return link;
    },
    use(token) {
      const token_hash = sha256Hex(token);
      if (queries.use.run({ token_hash, now: toTimestamp(now()) }) === 0) throw linkEnded();
      return queries.findWritten.get({ token_hash }) as LinksTable;
    },
    revoke(id) {
      queries.revoke.run({ id, now: toTimestamp(now()) });
      return queries.findById.get({ id });
    },
    revokeAll({ kind, personId }) {
      const at = toTimestamp(now());
      if (personId === undefined) queries.revokeKind.run({ kind, now: at });
      else queries.revokeOf.run({ kind, person_id: personId, now: at });
    },
    revokeBeyond(role, personId) {
      for (const link of list())
        if (link.kind === 'invite' && link.person_id === personId && !mayInvite(role, link.role))
          queries.revoke.run({ id: link.id, now: toTimestamp(now()) });
    },
    listInto: (room) =>
      list().filter((link) => link.kind === 'invite' && isOpen(link) && roomsOf(link).includes(room)),
    withdraw(link, room) {
      const rooms = roomsOf(link).filter((name) => name !== room);
      queries.setRooms.run({ id: link.id, rooms: rooms.join() });
    },
    revokeMailed(personId) {
      queries.revokeMailed.run({ person_id: personId, now: toTimestamp(now()) });
    },
    list,
  };

  function list(): LinksTable[] {
    return queries.list.all({}).toSorted((a, b) => (a.id < b.id ? 1 : -1));
  }

  function isOpen({ revoked_at, uses, max_uses, expires_at }: LinksTable): boolean {
    return revoked_at === null && uses < max_uses && expires_at > toTimestamp(now());
  }
}

function prepareLinks(database: Parts) {
  return {
    insert: database.prepareWrite<LinksTable, unknown>((db, parameter) =>
      db.insertInto('links').values({
        id: parameter('id'),
        token_hash: parameter('token_hash'),
        kind: parameter('kind'),
        role: parameter('role'),
        note: parameter('note'),
        rooms: parameter('rooms'),
        person_id: parameter('person_id'),
        max_uses: parameter('max_uses'),
        uses: parameter('uses'),
        created_at: parameter('created_at'),
        created_by: parameter('created_by'),
        expires_at: parameter('expires_at'),
        revoked_at: parameter('revoked_at'),
      }),
    ),
    find: database.prepareRead<{ token_hash: string }, LinksTable>((db, parameter) =>
      db.selectFrom('links').selectAll().where('token_hash', '=', parameter('token_hash')),
    ),
    findWritten: database.prepareWrite<{ token_hash: string }, LinksTable>((db, parameter) =>
      db.selectFrom('links').selectAll().where('token_hash', '=', parameter('token_hash')),
    ),
    findById: database.prepareWrite<{ id: string }, LinksTable>((db, parameter) =>
      db.selectFrom('links').selectAll().where('id', '=', parameter('id')),
    ),
    use: database.prepareWrite<{ token_hash: string; now: string }, unknown>((db, parameter) =>
      db
        .updateTable('links')
        .set(({ eb }) => ({ uses: eb('uses', '+', 1) }))
        .where('token_hash', '=', parameter('token_hash'))
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', parameter('now'))
        .whereRef('uses', '<', 'max_uses'),
    ),
    revoke: database.prepareWrite<{ id: string; now: string }, unknown>((db, parameter) =>
      db
        .updateTable('links')
        .set({ revoked_at: parameter('now') })
        .where('id', '=', parameter('id'))
        .where('revoked_at', 'is', null),
    ),
    revokeKind: database.prepareWrite<{ kind: LinksTable['kind']; now: string }, unknown>((db, parameter) =>
      db
        .updateTable('links')
        .set({ revoked_at: parameter('now') })
        .where('kind', '=', parameter('kind'))
        .where('revoked_at', 'is', null),
    ),
    revokeOf: database.prepareWrite<{ kind: LinksTable['kind']; person_id: string; now: string }, unknown>(
      (db, parameter) =>
        db
          .updateTable('links')
          .set({ revoked_at: parameter('now') })
          .where('kind', '=', parameter('kind'))
          .where('person_id', '=', parameter('person_id'))
          .where('revoked_at', 'is', null),
    ),
    setRooms: database.prepareWrite<Pick<LinksTable, 'id' | 'rooms'>, unknown>((db, parameter) =>
      db
        .updateTable('links')
        .set({ rooms: parameter('rooms') })
        .where('id', '=', parameter('id')),
    ),
    revokeMailed: database.prepareWrite<{ person_id: string; now: string }, unknown>((db, parameter) =>
      db
        .updateTable('links')
        .set({ revoked_at: parameter('now') })
        .where('kind', '=', 'recovery')
        .where('note', '=', MAILED)
        .where('person_id', '=', parameter('person_id'))
        .where('revoked_at', 'is', null),
    ),
    list: database.prepareRead<object, LinksTable>((db) => db.selectFrom('links').selectAll()),
  };
}

function toTimestamp(ms: number): string {
  return new Date(ms).toISOString();
}
