import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { BEGUN_LIFE_MS, createBegun } from '../../plugins/begun.ts';
import type { Person } from '../../plugins/people/index.ts';
import { loadWebauthn } from './load-webauthn.ts';
import type { Passkey } from './passkey-queries.ts';
import { passkeyRefused, passkeysOff } from './refusals.ts';
import { relyingParty } from './relying-party.ts';

const SERVER_NAME = 'BookChat';
/** EdDSA, ES256 and RS256 (RFC 9053, RFC 8812), which is what devices have. */
const ALGORITHMS = [-8, -7, -257];

/** How somebody gets a new passkey, by WebAuthn's "registration". */
export interface Enrolment {
  /** What their browser is to be given. @param known those that they have, which are not made a second time. */
  begin(exchange: Exchange, person: Person, known: readonly Passkey[]): Promise<object>;
  /** @throws ProblemError `passkey_refused`. */
  finish(exchange: Exchange, person: Person, given: Given): Promise<Passkey>;
}

export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

interface Given {
  readonly name: string;
  readonly response: object;
}

interface Begun {
  readonly challenge: string;
  readonly personId: string;
}

export function createEnrolment({
  config,
  clock,
}: {
  readonly config: Config;
  readonly clock: Clock;
}): Enrolment {
  const begun = createBegun<Begun>({ config, clock, name: 'new_passkey', sameSite: 'strict' });
  return {
    async begin({ request, reply }, person, known) {
      const party = ensureParty(request);
      const { generateRegistrationOptions } = await loadWebauthn();
      const options = await generateRegistrationOptions({
        rpName: SERVER_NAME,
        rpID: party.id,
        userID: new Uint8Array(Buffer.from(person.id)),
        userName: person.name,
        userDisplayName: person.name,
        timeout: BEGUN_LIFE_MS,
        attestationType: 'none',
        supportedAlgorithmIDs: ALGORITHMS,
        excludeCredentials: known.map(({ id, transports }) => ({ id, transports: toList(transports) })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      begun.begin(reply, { challenge: options.challenge, personId: person.id });
      return options;
    },
    async finish({ request, reply }, person, { name, response }) {
      const party = ensureParty(request);
      const found = begun.take(request, reply);
      if (found?.personId !== person.id)
        throw passkeyRefused('This took too long, or was begun in another browser. Begin again.');
      const { id, publicKey, counter, transports } = await verify(response, found.challenge, party);
      return {
        id,
        person_id: person.id,
        name,
        public_key: Buffer.from(publicKey).toString('base64url'),
        counter,
        transports: (transports ?? []).filter((one) => /^[a-z-]{1,20}$/.test(one)).join(','),
        created_at: new Date(clock.now()).toISOString(),
        last_used_at: null,
      };
    },
  };

  function ensureParty(request: FastifyRequest) {
    const party = relyingParty(config, request);
    if (party === null) throw passkeysOff();
    return party;
  }

  async function verify(
    response: object,
    expectedChallenge: string,
    party: { id: string; origins: string[] },
  ) {
    const { verifyRegistrationResponse } = await loadWebauthn();
    const outcome = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON, // which it checks itself
      expectedChallenge,
      expectedOrigin: party.origins,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }).catch(() => ({ verified: false }) as const);
    if (!outcome.verified)
      throw passkeyRefused('What the device answered does not fit what was asked of it. Begin again.');
    return outcome.registrationInfo.credential;
  }
}

export function toList(transports: string): string[] {
  return transports === '' ? [] : transports.split(',');
}
