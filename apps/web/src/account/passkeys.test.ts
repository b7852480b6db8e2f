import { afterEach, describe, expect, test, vi } from 'vitest';
import { canUsePasskeys, createPasskey, usePasskey } from './passkeys.ts';

const CREATION = {
  challenge: 'AQID',
  rp: { name: 'BookChat' },
  user: { id: '_-8', name: 'ada', displayName: 'ada' },
  pubKeyCredParams: [{ alg: -7, type: 'public-key' }],
  excludeCredentials: [{ id: 'BAUG', type: 'public-key' }],
};
const REQUEST = {
  challenge: 'AQID',
  rpId: 'localhost',
  allowCredentials: [{ id: 'BAUG', type: 'public-key' }],
};
const bytes = (...values: number[]) => new Uint8Array(values);

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A browser from before WebAuthn spoke JSON. */
function makeOld(): void {
  vi.stubGlobal('PublicKeyCredential', class {});
}

function answerWith(method: 'create' | 'get', credential: unknown) {
  const asked: { publicKey: Record<string, never>; signal?: AbortSignal }[] = [];
  vi.spyOn(navigator.credentials, method).mockImplementation(async (options?: unknown) => {
    asked.push(options as never);
    return credential as Credential | null;
  });
  return () => asked[0];
}

function toNumbers(bytes: ArrayBuffer | undefined): number[] {
  return Array.from(new Uint8Array(bytes as ArrayBuffer));
}

test('this browser has passkeys', () => {
  expect(canUsePasskeys()).toBe(true);
});

test.each(['today’s browser', 'an old browser'])('the options reach %s as bytes', async (browser) => {
  if (browser === 'an old browser') makeOld();
  const create = answerWith('create', null);
  const get = answerWith('get', null);
  await createPasskey(CREATION);
  await usePasskey(REQUEST);
  const made = create()?.publicKey as unknown as PublicKeyCredentialCreationOptions;
  expect(toNumbers(made.challenge as ArrayBuffer)).toEqual([1, 2, 3]);
  expect(toNumbers(made.user.id as ArrayBuffer)).toEqual([255, 239]);
  expect(toNumbers(made.excludeCredentials?.[0]?.id as ArrayBuffer)).toEqual([4, 5, 6]);
  const used = get()?.publicKey as unknown as PublicKeyCredentialRequestOptions;
  expect(used.rpId).toBe('localhost');
  expect(toNumbers(used.allowCredentials?.[0]?.id as ArrayBuffer)).toEqual([4, 5, 6]);
});

test('an old browser is given options without lists as well', async () => {
  makeOld();
  const [create, get] = [answerWith('create', null), answerWith('get', null)];
  await createPasskey({ ...CREATION, excludeCredentials: undefined });
  await usePasskey({ challenge: 'AQID' }, AbortSignal.timeout(1_000));
  expect(create()?.publicKey['excludeCredentials']).toEqual([]);
  expect(get()?.signal).toBeInstanceOf(AbortSignal);
});

describe('the answer reaches the server as JSON', () => {
  test('by the browser itself', async () => {
    answerWith('get', { toJSON: () => ({ id: 'AQID' }) });
    expect(await usePasskey(REQUEST)).toEqual({ id: 'AQID' });
  });

  test('by hand for an old one', async () => {
    const common = { id: 'AQID', type: 'public-key', rawId: bytes(1, 2, 3).buffer };
    const getClientExtensionResults = () => ({});
    answerWith('create', {
      ...common,
      getClientExtensionResults,
      response: {
        clientDataJSON: bytes(255, 239).buffer,
        attestationObject: bytes(4).buffer,
        getTransports: () => ['internal'],
      },
    });
    expect(await createPasskey(CREATION)).toEqual({
      id: 'AQID',
      type: 'public-key',
      rawId: 'AQID',
      clientExtensionResults: {},
      response: { clientDataJSON: '_-8', attestationObject: 'BA', transports: ['internal'] },
    });
    answerWith('get', {
      ...common,
      getClientExtensionResults,
      response: { clientDataJSON: bytes(1).buffer, signature: bytes(2).buffer, userHandle: null },
    });
    expect(await usePasskey(REQUEST)).toMatchObject({ response: { clientDataJSON: 'AQ', signature: 'Ag' } });
  });
});

describe('what goes wrong', () => {
  test.each(['NotAllowedError', 'AbortError'])('is nothing where the person stopped it: %s', async (name) => {
    vi.spyOn(navigator.credentials, 'get').mockRejectedValue(new DOMException('', name));
    expect(await usePasskey(REQUEST)).toBeNull();
  });

  test.each([
    ['InvalidStateError', 'This device has a passkey for your account already.'],
    ['SecurityError', 'Passkeys do not work at this address.'],
    ['ConstraintError', 'This device cannot keep such a passkey'],
    ['UnknownError', 'The device could not do that.'],
  ])('is said in words: %s', async (name, words) => {
    vi.spyOn(navigator.credentials, 'create').mockRejectedValue(new DOMException('', name));
    await expect(createPasskey(CREATION)).rejects.toThrow(words);
  });

  test('may be anything', async () => {
    vi.spyOn(navigator.credentials, 'create').mockRejectedValue('no');
    await expect(createPasskey(CREATION)).rejects.toThrow('The device could not do that.');
  });
});
