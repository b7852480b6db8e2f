import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { BEGUN_LIFE_MS, createBegun } from '../../plugins/begun.ts';
import { type Exchange, toList } from './enrolment.ts';
import { loadWebauthn } from './load-webauthn.ts';
import type { Passkey } from './passkey-queries.ts';
import { passkeyNotTaken, passkeysOff } from './refusals.ts';
import { type RelyingParty, relyingParty } from './relying-party.ts';

/** How somebody shows that they have a passkey of this server, by WebAuthn's "authentication". */
export interface Proof {
  /** What the browser is to be given. Nobody is named: the device knows whose passkeys it has. */
  begin(exchange: Exchange): Promise<object>;
  /** @returns the passkey, and how often it was used by its own count. @throws ProblemError `sign_in_refused`. */
  finish(exchange: Exchange, response: object): Promise<Proven>;
}

export interface Proven {
  readonly passkey: Passkey;
  readonly counter: number;
}

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly find: (id: string) => Passkey | undefined;
  readonly log: FastifyBaseLogger;
}

export function createProof({ config, clock, find, log }: Parts): Proof {
  const begun = createBegun<string>({ config, clock, name: 'passkey', sameSite: 'strict' });
  return {
    async begin({ request, reply }) {
      const party = relyingParty(config, request);
      if (party === null) throw passkeysOff();
      const { generateAuthenticationOptions } = await loadWebauthn();
      const options = await generateAuthenticationOptions({
        rpID: party.id,
        timeout: BEGUN_LIFE_MS,
        userVerification: 'required',
      });
      begun.begin(reply, options.challenge);
      return options;
    },
    async finish({ request, reply }, response) {
      const party = relyingParty(config, request);
      const challenge = begun.take(request, reply);
      const passkey = 'id' in response && typeof response.id === 'string' ? find(response.id) : undefined;
      if (party === null || challenge === null || passkey === undefined || !isOf(passkey, response))
        throw passkeyNotTaken();
      return { passkey, counter: await verify(response, { challenge, passkey, party }) };
    },
  };

  async function verify(
    response: object,
    { challenge, passkey, party }: { challenge: string; passkey: Passkey; party: RelyingParty },
  ): Promise<number> {
    const { verifyAuthenticationResponse } = await loadWebauthn();
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: response as AuthenticationResponseJSON, // which it checks itself
        expectedChallenge: challenge,
        expectedOrigin: party.origins,
        expectedRPID: party.id,
        credential: {
          id: passkey.id,
          publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
          counter: passkey.counter,
          transports: toList(passkey.transports),
        },
        requireUserVerification: true,
      });
      if (verified) return authenticationInfo.newCounter;
    } catch (error) {
      // Among them a count that went back, by which a copied key gives itself away.
      log.warn(
        { passkey: passkey.id.slice(0, 12), why: String(error).slice(0, 200) },
        'a passkey was refused',
      );
    }
    throw passkeyNotTaken();
  }
}

/** The device says whose passkey it is; it is to say the same as the server's own table. */
function isOf({ person_id }: Passkey, response: object): boolean {
  const { userHandle } = (response as Partial<AuthenticationResponseJSON>).response ?? {};
  return userHandle === Buffer.from(person_id).toString('base64url');
}
