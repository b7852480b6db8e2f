import { DEFAULT_ROOM, type GithubReason } from '@bookchat/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { createBegun } from '../../plugins/begun.ts';
import type { Person, Session } from '../../plugins/people/index.ts';
import { TargetError } from '../archive/index.ts';
import { admit } from './admit.ts';
import type { Audience } from './audience.ts';
import type { GithubAccount } from './github-account.ts';
import { linkAccount } from './link-account.ts';
import type { Journey, Oauth } from './oauth.ts';
import { publicAddress } from './public-address.ts';
import { tellWhy } from './tell-why.ts';

/** The way to GitHub and back. */
export interface GithubDoor {
  /** @param linking whose account is to be linked; null signs in. @returns where on GitHub the browser is to go. */
  setOut(request: FastifyRequest, reply: FastifyReply, linking: Session | null): string;
  comeBack(request: FastifyRequest, reply: FastifyReply): Promise<Arrival>;
}

/** Where the browser goes from here; a reason stands behind the `#`. */
interface Arrival {
  readonly path: '/' | '/sign-in' | '/me';
  readonly reason: GithubReason | null;
}

interface Begun {
  readonly journey: Journey;
  /** The id of the session that is linking; null where somebody signs in. */
  readonly linking: string | null;
}

type Query = {
  readonly code?: string | undefined;
  readonly state?: string | undefined;
  readonly error?: string | undefined;
};

interface Parts {
  readonly app: FastifyInstance;
  readonly config: Config;
  readonly clock: Clock;
  readonly oauth: Oauth;
  readonly audience: Audience;
}

/** What is asked of GitHub for somebody who waits. */
const TIMEOUT_MS = 30_000;

export function createGithubDoor(parts: Parts): GithubDoor {
  const { app, config, clock, oauth, audience } = parts;
  const begun = createBegun<Begun>({ config, clock, name: 'github', sameSite: 'lax' });

  return {
    setOut(request, reply, linking) {
      const journey = oauth.setOut(`${publicAddress(config, request)}/api/github/callback`);
      begun.begin(reply, { journey, linking: linking?.id ?? null });
      return oauth.addressOf(journey);
    },
    async comeBack(request, reply) {
      const found = begun.take(request, reply);
      const back = found?.linking == null ? '/sign-in' : '/me';
      const reason = await arrive(request, reply, found);
      return reason === null ? { path: '/', reason } : { path: back, reason };
    },
  };

  async function arrive(
    request: FastifyRequest,
    reply: FastifyReply,
    found: Begun | null,
  ): Promise<GithubReason | null> {
    const { code, state, error } = request.query as Query;
    // Whoever comes with another state was sent here by somebody else, with that one's account.
    if (found === null || state !== found.journey.state) return 'github_stale';
    if (error === 'access_denied') return 'github_cancelled';
    if (code === undefined) return 'github_stale';
    try {
      return await enter(request, reply, { ...found, code });
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      request.log.warn({ err: error }, 'somebody could not sign in with GitHub');
      return 'github_unreachable';
    }
  }

  async function enter(
    request: FastifyRequest,
    reply: FastifyReply,
    { journey, linking, code }: Begun & { readonly code: string },
  ): Promise<GithubReason | null> {
    const account = await oauth.identify(code, journey, AbortSignal.timeout(TIMEOUT_MS));
    if (account === null) return 'github_stale';
    return linking === null
      ? signIn(request, reply, account)
      : linkAccount(app, request, { account, linking });
  }

  async function signIn(
    request: FastifyRequest,
    reply: FastifyReply,
    account: GithubAccount,
  ): Promise<GithubReason | null> {
    const allowed = await audience.read(AbortSignal.timeout(TIMEOUT_MS));
    const role = allowed.roleOf(account);
    if (role === null || isAnothers(account)) return 'github_not_allowed';
    const isKnown = app.people.findByGithubId(account.id) !== undefined;
    if (!isKnown) await app.people.earlierWriters.ready();
    try {
      const { person } = await app.people.signIns.open(
        request,
        reply,
        () => ensureActive(admit({ app, clock }, account, role)),
        isFresh,
      );
      if (!isKnown && role === 'guest')
        await app.accounts.arrived(person, { rooms: [DEFAULT_ROOM], by: null });
      return null;
    } catch (error) {
      if (error instanceof BlockedError) return turnAway(reply, error.person);
      throw error;
    }
  }

  function turnAway(reply: FastifyReply, { state, suspend_reason: reason }: Person): GithubReason {
    if (state === 'removed') return 'github_blocked';
    tellWhy(reply, config, reason);
    return 'github_suspended';
  }

  /** GitHub asks nobody again who is signed in there: where there is a better proof, that is what counts. */
  function isFresh({ id, password_hash }: Person): boolean {
    return password_hash === null && app.passkeys.count(id) === 0;
  }

  /** A list names logins, and a login that somebody gave up may be another's by now. */
  function isAnothers({ id, login }: GithubAccount): boolean {
    if (config.githubSignIn?.audience.kind !== 'list') return false;
    return app.people
      .list()
      .some(
        ({ github_id, github_login }) =>
          github_id !== null && github_id !== id && isSame(github_login, login),
      );
  }
}

class BlockedError extends Error {
  readonly person: Person;

  constructor(person: Person) {
    super();
    this.person = person;
  }
}

function ensureActive(person: Person): Person {
  if (person.state === 'active') return person;
  throw new BlockedError(person);
}

function isSame(a: string | null, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
