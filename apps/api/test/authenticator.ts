import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { encodeCBOR } from '@levischuck/tiny-cbor';

interface Credential {
  readonly id: string;
  readonly rpId: string;
  readonly userHandle: string;
  readonly privateKey: KeyObject;
  counter: number;
}

/** What an attacker, or a broken device, does otherwise. */
export interface Twist {
  readonly origin?: string;
  readonly challenge?: string;
  readonly rpId?: string;
  readonly userHandle?: string;
  readonly type?: string;
  /** Neither finger nor PIN. */
  readonly isUnverified?: boolean;
  /** What the device says of how often the key was used. */
  readonly counter?: number;
  /** The new credential takes the name of another. */
  readonly id?: string;
  /** The key of another credential signs. */
  readonly signedBy?: string;
}

type Options = Readonly<Record<string, unknown>>;

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/**
 * A device of somebody, in software: what a browser and its authenticator answer together (WebAuthn 3, 6), with keys on
 * P-256 and without attestation.
 */
export function createAuthenticator(origin: string, { counts = true } = {}) {
  const credentials = new Map<string, Credential>();
  return { create, get };

  /** As navigator.credentials.create. */
  function create(options: Options, twist: Twist = {}) {
    const { rp, user, challenge } = options as {
      rp: { id: string };
      user: { id: string };
      challenge: string;
    };
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = twist.id ?? randomBytes(32).toString('base64url');
    const credential = { id, rpId: rp.id, userHandle: user.id, privateKey, counter: 0 };
    credentials.set(id, credential);
    const authData = Buffer.concat([
      toHead(credential, HAS_CREDENTIAL, twist),
      Buffer.alloc(16),
      Buffer.from([0, 32]),
      Buffer.from(id, 'base64url'),
      toCose(publicKey),
    ]);
    const attestation = new Map<string, Uint8Array | string | Map<string, string>>([
      ['fmt', 'none'],
      ['attStmt', new Map<string, string>()],
      ['authData', new Uint8Array(authData)],
    ]);
    return answer(id, {
      clientDataJSON: toClientData('webauthn.create', challenge, twist),
      attestationObject: toText(encodeCBOR(attestation)),
      transports: ['internal', 'hybrid'],
    });
  }

  /** As navigator.credentials.get, with the credential that was made last for the site. */
  function get(options: Options, twist: Twist = {}) {
    const { rpId, challenge } = options as { rpId: string; challenge: string };
    const credential = [...credentials.values()].findLast((one) => one.rpId === rpId);
    if (credential === undefined) throw new Error(`There is no passkey for ${rpId}`);
    if (counts) credential.counter++;
    const authData = toHead(credential, 0, twist);
    const clientDataJSON = toClientData('webauthn.get', challenge, twist);
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const { privateKey } = twist.signedBy === undefined ? credential : find(twist.signedBy);
    return answer(credential.id, {
      clientDataJSON,
      authenticatorData: toText(authData),
      signature: toText(sign('sha256', Buffer.concat([authData, hash]), privateKey)),
      userHandle: twist.userHandle ?? credential.userHandle,
    });
  }

  function find(id: string): Credential {
    return credentials.get(id) as Credential;
  }

  function toClientData(type: string, challenge: string, twist: Twist): string {
    const data = {
      type: twist.type ?? type,
      challenge: twist.challenge ?? challenge,
      origin: twist.origin ?? origin,
      crossOrigin: false,
    };
    return toText(Buffer.from(JSON.stringify(data)));
  }
}

export type Authenticator = ReturnType<typeof createAuthenticator>;

function answer(id: string, response: Readonly<Record<string, unknown>>) {
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
}

/** Which site, what the person did, and how often the key was used. */
function toHead({ rpId, counter }: Credential, flags: number, twist: Twist): Buffer {
  const head = Buffer.alloc(37);
  createHash('sha256')
    .update(twist.rpId ?? rpId)
    .digest()
    .copy(head);
  head[32] = flags | USER_PRESENT | (twist.isUnverified ? 0 : USER_VERIFIED);
  head.writeUInt32BE(twist.counter ?? counter, 33);
  return head;
}

/** RFC 9053, 7.1.1: an elliptic curve key, ES256, P-256. */
function toCose(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const key = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
  ]);
  return Buffer.from(encodeCBOR(key));
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
