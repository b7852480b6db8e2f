import { join, type Me, type Role, signIn } from '@bookchat/shared';
import { toMe } from '../src/features/accounts/index.ts';
import { createPerson } from '../src/plugins/people/index.ts';
import { createPasswords } from '../src/plugins/people/passwords.ts';
import { call } from './call.ts';
import { type startTestServer, TEST_ADMIN_TOKEN, type TestServer } from './start-test-server.ts';

/** Somebody who is signed in: `headers` go with each of their requests. */
export interface SignedInPerson {
  readonly me: Me;
  readonly headers: { readonly cookie: string };
}

type Env = Readonly<Record<string, string>>;
type Parts = Parameters<typeof startTestServer>[1];
type Start = { server(env?: Env, parts?: Parts): Promise<TestServer> };

export const PASSWORD = 'correct horse battery staple';
export const BY_TOKEN = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };

/** Accounts, and no limit that a test of something else would meet. */
export const ACCOUNTS = { AUTH_MODE: 'accounts', RATE_LIMIT_MAX_SIGN_INS: '100000' };

let hashing: Promise<string> | null = null;

/** A server with accounts, and its owner alice. */
export async function startWithOwner(
  start: Start,
  env: Env = {},
  parts: Parts = {},
): Promise<{ server: TestServer; owner: SignedInPerson }> {
  const server = await start.server({ ...ACCOUNTS, ...env }, parts);
  return { server, owner: await enter(server, 'alice', 'owner') };
}

/** Makes somebody of a role below the owner's. */
export function invite(
  server: TestServer,
  name: string,
  role: Exclude<Role, 'owner'> = 'member',
): Promise<SignedInPerson> {
  return enter(server, name, role);
}

/** Has somebody come in by a link, through the door, where the password is hashed as well. */
export async function joinBy(server: TestServer, url: string, name: string): Promise<SignedInPerson> {
  const body = { token: tokenOf(url), name, email: toEmail(name), password: PASSWORD };
  const { headers, body: answer } = await call(server, join, { body });
  return { me: answer.me, headers: { cookie: cookieOf(headers) } };
}

export async function signInAs(
  server: TestServer,
  name: string,
  password = PASSWORD,
): Promise<SignedInPerson> {
  const { headers, body } = await call(server, signIn, { body: { name, password } });
  return { me: body.me, headers: { cookie: cookieOf(headers) } };
}

/** The token of a link such as http://localhost/join#… */
export function tokenOf(url: string): string {
  return new URL(url).hash.slice(1);
}

/** What a browser would send back of an answer's cookie. */
export function cookieOf(headers: { readonly 'set-cookie'?: readonly string[] | undefined }): string {
  return (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0] ?? '').join('; ');
}

/** The password is hashed once for all of them, as that takes its time on purpose. */
async function enter({ app, config }: TestServer, name: string, role: Role): Promise<SignedInPerson> {
  hashing ??= createPasswords().hash(PASSWORD);
  const passwordHash = await hashing;
  const { people } = app;
  const { person, secret } = await people.writing(() => {
    const person = createPerson({ name, role, email: toEmail(name), passwordHash }, people.now());
    people.insert(person);
    return { person, ...people.sessions.open(person.id, 'A program') };
  });
  const prefix = config.http.publicUrl?.protocol === 'https:' ? '__Host-' : '';
  return {
    me: toMe(person, new Date(people.now()).toISOString()),
    headers: { cookie: `${prefix}bookchat_session=${secret}` },
  };
}

function toEmail(name: string): string {
  return `${name.replaceAll(' ', '.')}@example.org`;
}
