import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { describeDevice } from './describe-device.ts';
import { createKnownBrowsers, type KnownBrowsers } from './known-browsers.ts';
import type { Person, PersonBook } from './person-book.ts';
import type { Session, SessionBook } from './session-book.ts';
import { createSessionCookie } from './session-cookie.ts';
import { createShownHashes } from './shown-hashes.ts';

export interface SignedInHere {
  readonly person: Person;
  readonly session: Session;
}

/** Sessions as requests bring and answers hand them out. */
export interface SignIns {
  /** Null where nobody is signed in, or nobody who still may be. */
  find(request: FastifyRequest): SignedInHere | null;
  /**
   * Signs somebody in, in place of whoever was signed in there.
   * @param work finds whom, in the same transaction: where it throws, nothing of all that was done.
   * @param isFresh whether that shows who they are well enough for what is dangerous.
   */
  open(
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Person,
    isFresh?: (person: Person) => boolean,
  ): Promise<SignedInHere>;
  /**
   * Has the session be fresh again, and know the browser by another secret.
   * @param work is done in the same transaction: where it throws, nothing of all that was done.
   */
  confirm<T>(reply: FastifyReply, session: Session, work: () => T): Promise<T>;
  /** Names the browser where this person has signed in in it before; see `KnownBrowsers`. */
  readonly knownBrowser: KnownBrowsers['find'];
  /** Has the browser be known by the password that this person has now. */
  readonly remember: KnownBrowsers['remember'];
  /** Has the browser forget its session. */
  clear(reply: FastifyReply): void;
}

interface Parts {
  readonly config: Config;
  readonly sessions: SessionBook;
  readonly find: PersonBook['find'];
  readonly isOn: boolean;
  readonly writing: <T>(work: () => T) => Promise<T>;
}

export function createSignIns({ config, sessions, find: findPerson, isOn, writing }: Parts): SignIns {
  const cookie = createSessionCookie(config);
  const readHash = createShownHashes(cookie.read);
  const browsers = createKnownBrowsers(config);

  return {
    find,
    async open(request, reply, work, isFresh = () => true) {
      const before = find(request);
      const device = describeDevice(request.headers['user-agent']);
      const { person, session, secret } = await writing(() => {
        const person = work();
        if (before !== null) sessions.end(before.session);
        return { person, ...sessions.open(person.id, device, isFresh(person)) };
      });
      cookie.set(reply, secret, session.expiresAt);
      browsers.remember(reply, person);
      return { person, session };
    },
    async confirm(reply, session, work) {
      const { result, secret } = await writing(() => ({
        result: work(),
        secret: sessions.confirm(session),
      }));
      cookie.set(reply, secret, session.expiresAt);
      return result;
    },
    knownBrowser: browsers.find,
    remember: browsers.remember,
    clear: cookie.clear,
  };

  function find(request: FastifyRequest): SignedInHere | null {
    if (!isOn) return null;
    const hash = readHash(request);
    const session = hash === undefined ? null : sessions.find(hash);
    const person = session === null ? undefined : findPerson(session.personId);
    return session === null || person?.state !== 'active' ? null : { person, session };
  }
}
