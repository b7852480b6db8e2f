import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { createEnsureFree, type EnsureFree } from './ensure-free.ts';
import { createLastSeen } from './last-seen.ts';
import { linkUrl } from './link-url.ts';
import { createLinks, type Links } from './links.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { createPersonBook, type Person, type PersonBook } from './person-book.ts';
import { createSessionBook, type Session, type SessionBook } from './session-book.ts';
import { createSignIns, type SignIns } from './sign-ins.ts';

export * from './account-problems.ts';
export { createPerson, type NewPerson } from './create-person.ts';
export { describeDevice } from './describe-device.ts';
export { linkUrl } from './link-url.ts';
export { createLinks, type Links, type MadeLink } from './links.ts';
export type { Person } from './person-book.ts';
export { isReserved } from './reserved-names.ts';
export { FRESH_MS, type Session } from './session-book.ts';
export type { SignedInHere } from './sign-ins.ts';

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
    const people: People = {
      ...book,
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
      ensureFree: createEnsureFree(database, book),
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
    app.addHook('onClose', () => lastSeen.flush().catch(notWritten));

    async function writing<T>(work: () => T): Promise<T> {
      try {
        return await database.transact(work);
      } catch (error) {
        book.reload(); // what was changed in memory alone
        sessions.reload();
        throw error;
      }
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
