/** What a browser says to a passkey, in words for people. */
export class PasskeyError extends Error {}

type Json = Record<string, unknown>;

/** Whether this browser has passkeys, and gives them to this page: not on an insecure address. */
export function canUsePasskeys(): boolean {
  return typeof globalThis.PublicKeyCredential === 'function' && navigator.credentials !== undefined;
}

/**
 * Has the device make a passkey, by the options that the server gave.
 * @returns what the server is to be told; null where the person thought better of it.
 * @throws PasskeyError
 */
export async function createPasskey(options: Json, signal?: AbortSignal): Promise<Json | null> {
  return ask(() => navigator.credentials.create({ publicKey: toCreation(options), ...withSignal(signal) }));
}

/**
 * Has the person show a passkey, by the options that the server gave.
 * @returns what the server is to be told; null where the person thought better of it.
 * @throws PasskeyError
 */
export async function usePasskey(options: Json, signal?: AbortSignal): Promise<Json | null> {
  return ask(() => navigator.credentials.get({ publicKey: toRequest(options), ...withSignal(signal) }));
}

function withSignal(signal: AbortSignal | undefined) {
  return signal === undefined ? {} : { signal };
}

async function ask(work: () => Promise<Credential | null>): Promise<Json | null> {
  try {
    const credential = await work();
    return credential === null ? null : toJson(credential as PublicKeyCredential);
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'NotAllowedError' || name === 'AbortError') return null;
    throw new PasskeyError(explain(name), { cause: error });
  }
}

/** The names that WebAuthn gives to what can go wrong (WebAuthn 3, 5.1.3 and 5.1.4). */
function explain(name: string): string {
  if (name === 'InvalidStateError') return 'This device has a passkey for your account already.';
  if (name === 'SecurityError')
    return 'Passkeys do not work at this address. Open the page by the name that it has on the network.';
  if (name === 'NotSupportedError' || name === 'ConstraintError')
    return 'This device cannot keep such a passkey: it must be able to ask for a finger, a face or a PIN.';
  return 'The device could not do that. Try it again, or with another device.';
}

function toCreation(options: Json): PublicKeyCredentialCreationOptions {
  const given = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  if (typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function')
    return PublicKeyCredential.parseCreationOptionsFromJSON(given);
  return {
    ...given,
    challenge: toBytes(given.challenge),
    user: { ...given.user, id: toBytes(given.user.id) },
    excludeCredentials: (given.excludeCredentials ?? []).map(toDescriptor),
  } as unknown as PublicKeyCredentialCreationOptions;
}

function toRequest(options: Json): PublicKeyCredentialRequestOptions {
  const given = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  if (typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function')
    return PublicKeyCredential.parseRequestOptionsFromJSON(given);
  return {
    ...given,
    challenge: toBytes(given.challenge),
    allowCredentials: (given.allowCredentials ?? []).map(toDescriptor),
  } as unknown as PublicKeyCredentialRequestOptions;
}

function toDescriptor<T extends { readonly id: string }>(
  credential: T,
): Omit<T, 'id'> & { id: BufferSource } {
  return { ...credential, id: toBytes(credential.id) };
}

function toJson(credential: PublicKeyCredential): Json {
  if (typeof credential.toJSON === 'function') return credential.toJSON() as unknown as Json;
  const { id, type, rawId, response } = credential;
  return {
    id,
    type,
    rawId: toText(rawId),
    clientExtensionResults: credential.getClientExtensionResults(),
    response: responseToJson(response),
  };
}

const PARTS = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];

function responseToJson(response: AuthenticatorResponse): Json {
  const given = response as unknown as Record<string, ArrayBuffer | null | undefined>;
  const parts = PARTS.flatMap((name) => {
    const part = given[name];
    return part == null ? [] : [[name, toText(part)]];
  });
  const { getTransports } = response as Partial<AuthenticatorAttestationResponse>;
  const transports = getTransports === undefined ? {} : { transports: getTransports.call(response) };
  return { ...Object.fromEntries(parts), ...transports };
}

/** Base64url without padding, as WebAuthn's JSON has it. */
function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function toText(bytes: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
