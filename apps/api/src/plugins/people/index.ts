import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { createEarlierWriters, type EarlierWriters } from './earlier-writers.ts';
import { createEnsureFree, type EnsureFree } from './ensure-free.ts';
import { createLastSeen } from './last-seen.ts';
import { linkUrl } from './link-url.ts';
import { createLinks, type Links } from './links.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { createPersonBook, type Person, type PersonBook } from './person-book.ts';
import { createSessionBook, type Session, type SessionBook } from './session-book.ts';
import { createSignIns, type SignIns } from './sign-ins.ts';

export * from './account-problems.ts';
export { accountSuspended } from './account-suspended.ts';
export { createPerson, type NewPerson } from './create-person.ts';
export { describeDevice } from './describe-device.ts';
export { linkUrl } from './link-url.ts';
export { createLinks, type Links, MAILED, type MadeLink, type NewLink } from './links.ts';
export { mayInvite } from './may-invite.ts';
export type { Person } from './person-book.ts';
export { isReserved } from './reserved-names.ts';
export { roomsOf } from './rooms-of.ts';
export { FRESH_MS, type Session } from './session-book.ts';
export type { SignedInHere } from './sign-ins.ts';
export { standingOf } from './standing.ts';

export interface People extends Omit<PersonBook, 'reload'> {
  readonly sessions: Omit<SessionBook, 'reload' | 'clear'>;
  readonly links: Links;
  readonly passwords: Passwords;
  readonly signIns: SignIns;
  /**
   * Runs `work` in one transaction, in which people, sessions, links and whatever else may be written. Where it fails,
   * nothing of it was done.
   */
  writing<T>(work: () => T): Promise<T>;
  /** Hears of each person who has another role or state, once that is written. */
  onChange(listener: (change: PersonChange) => Promise<void>): void;
  readonly earlierWriters: Pick<EarlierWriters, 'ready'>;
  /** Of names only once `earlierWriters` are ready. */
  readonly ensureFree: EnsureFree;
  /** Whether somebody is an owner who can sign in. */
  hasOwner(): boolean;
  isLastOwner(person: Person): boolean;
  /** When somebody was last seen, to the minute. */
  lastSeenAt(person: Person): string | null;
  /** What time it is for sessions and links. */
  now(): number;
  /** Notes that a session was used; writes that later. */
  saw(session: Session): void;
  /** The address of a link: its token stands behind the `#`, which browsers send to nobody. */
  linkUrl(token: string): string;
}

export interface PersonChange {
  readonly before: Person;
  readonly after: Person;
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly people: People;
  }
  interface FastifyRequest {
    /** Whoever is signed in; null without accounts, and for keys and tokens. */
    person: Person | null;
    session: Session | null;
  }
}

/** Knows who has an account and who is signed in; whom that lets in where is up to `plugins/access`. */
export const peoplePlugin = fp<{ config: Config; clock: Clock }>(
  async (app, { config, clock }) => {
    const { database } = app;
    const book = createPersonBook(database);
    const sessions = createSessionBook(database, clock);
    const lastSeen = createLastSeen({ database, clock, onFailure: notWritten });
    const closing = new AbortController();
    const earlier = createEarlierWriters({ database, file: config.database, signal: closing.signal });
    const listeners: ((change: PersonChange) => Promise<void>)[] = [];
    let changes: PersonChange[] = [];
    const people: People = {
      ...book,
      update(person, wanted) {
        const before = book.find(person.id) ?? person;
        const after = book.update(person, wanted);
        if (before.role !== after.role || before.state !== after.state) changes.push({ before, after });
        return after;
      },
      onChange: (listener) => void listeners.push(listener),
      sessions,
      links: createLinks(database, clock.now),
      passwords: createPasswords(),
      signIns: createSignIns({
        config,
        sessions,
        find: book.find,
        isOn: config.auth.mode === 'accounts',
        writing,
      }),
      writing,
      earlierWriters: earlier,
      ensureFree: createEnsureFree({ database, book, earlier, now: clock.now }),
      hasOwner: () => book.list().some(isActiveOwner),
      isLastOwner: (person) =>
        isActiveOwner(person) && !book.list().some((one) => isActiveOwner(one) && one.id !== person.id),
      lastSeenAt: (person) => lastSeen.of(person.id) ?? person.last_seen_at,
      now: clock.now,
      saw: lastSeen.note,
      linkUrl: (token) => linkUrl({ ...config.http, port: actualPort() }, token),
    };
    app.decorate('people', people);
    app.decorateRequest('person', null);
    app.decorateRequest('session', null);
    database.onReplaced(() => {
      book.reload();
      sessions.clear();
    });
    app.addHook('preClose', async () => closing.abort());
    app.addHook('onClose', () => lastSeen.flush().catch(notWritten));

    async function writing<T>(work: () => T): Promise<T> {
      const { result, changed } = await transact(work);
      for (const change of changed) await tell(change);
      return result;
    }

    async function transact<T>(work: () => T) {
      try {
        return await database.transact(() => {
          changes = [];
          return { result: work(), changed: changes };
        });
      } catch (error) {
        book.reload(); // what was changed in memory alone
        sessions.reload();
        throw error;
      }
    }

    /** It has happened, whatever comes of telling it. */
    async function tell(change: PersonChange): Promise<void> {
      for (const hear of listeners)
        await hear(change).catch((err: unknown) =>
          app.log.warn({ err }, 'what follows from a change of a person could not be written'),
        );
    }

    function actualPort(): number {
      const address = app.server.address();
      return typeof address === 'object' && address !== null ? address.port : config.http.port;
    }

    function notWritten(error: unknown): void {
      app.log.warn({ err: error }, 'when people were seen last could not be written');
    }
  },
  { name: 'people', dependencies: ['database'] },
);

function isActiveOwner({ role, state }: Person): boolean {
  return role === 'owner' && state === 'active';
}
