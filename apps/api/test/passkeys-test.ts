import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  finishPasskeySignIn,
  type Passkey,
  type SignedIn,
} from '@bookchat/shared';
import { cookieOf, type SignedInPerson } from './accounts-test.ts';
import { type Authenticator, createAuthenticator, type Twist } from './authenticator.ts';
import { call, callRefused } from './call.ts';

type Server = { readonly url: string };
type Headers = Readonly<Record<string, string>>;

/** As the page opens it: browsers have no passkeys for an address of numbers. */
export function onLocalhost({ url }: Server): { readonly host: string; readonly origin: string } {
  const host = new URL(url).host.replace('127.0.0.1', 'localhost');
  return { host, origin: `http://${host}` };
}

export function deviceFor(server: Server, options: Parameters<typeof createAuthenticator>[1] = {}) {
  return createAuthenticator(onLocalhost(server).origin, options);
}

interface Adding {
  readonly device: Authenticator;
  readonly by: Pick<SignedInPerson, 'headers'>;
  readonly name?: string;
  readonly twist?: Twist;
}

/** What the browser is given, and the cookies that go with what it answers. */
export async function begin(
  server: Server,
  endpoint: typeof beginPasskey | typeof beginPasskeySignIn,
  headers: Headers = {},
) {
  const own = { ...onLocalhost(server), ...headers };
  const { headers: got, body } = await call(server, endpoint, { headers: own });
  const cookie = [headers['cookie'], cookieOf(got)].filter((one) => one !== undefined).join('; ');
  return { options: body.options, headers: { ...own, cookie } };
}

export async function addOne(
  server: Server,
  { device, by, name = 'Laptop', twist }: Adding,
): Promise<Passkey> {
  const { options, headers } = await begin(server, beginPasskey, by.headers);
  const response = device.create(options, twist);
  return (await call(server, addPasskey, { headers, body: { name, response } })).body;
}

/** @returns the refusal. */
export async function addRefused(server: Server, { device, by, twist }: Adding) {
  const { options, headers } = await begin(server, beginPasskey, by.headers);
  const response = device.create(options, twist);
  return (await callRefused(server, addPasskey, { headers, body: { name: 'Laptop', response } })).body;
}

export async function signInBy(
  server: Server,
  device: Authenticator,
  headers: Headers = {},
): Promise<{ readonly body: SignedIn; readonly cookie: string }> {
  const begun = await begin(server, beginPasskeySignIn, headers);
  const answer = await call(server, finishPasskeySignIn, {
    headers: begun.headers,
    body: { response: device.get(begun.options) },
  });
  return { body: answer.body, cookie: cookieOf(answer.headers) };
}

/** @returns the refusal. */
export async function signInRefusedBy(server: Server, device: Authenticator, twist: Twist = {}) {
  const { options, headers } = await begin(server, beginPasskeySignIn);
  const body = { response: device.get(options, twist) };
  return (await callRefused(server, finishPasskeySignIn, { headers, body })).body;
}
