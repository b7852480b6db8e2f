import { createInvite, createRoom, join, listChanges } from '@bookchat/shared';
import type { Poster } from '../load/job.ts';
import { ask, OPERATOR } from './operate.ts';

const PASSWORD = 'a long password of somebody in the team';

/** With which a server takes in a whole team from one address, and makes all of its rooms. */
export const TEAM_SETTINGS = {
  ...OPERATOR,
  AUTH_MODE: 'accounts',
  RATE_LIMIT_MAX_SIGN_INS: '1000000',
} as const;

/** Has so many people join by an invite and make so many rooms between them. Each writes in another room. */
export async function signInTeam(
  port: number,
  { people, rooms }: { readonly people: number; readonly rooms: number },
): Promise<Poster[]> {
  const token = await invite(port, people);
  const cookies: string[] = [];
  for (let index = 0; index < people; index++) cookies.push(await joinAs(port, token, `Person ${index}`));
  const posters = Array.from({ length: rooms }, (_, index) => ({
    cookie: cookies[index % people] ?? '',
    room: `room-${index}`,
  }));
  for (const { cookie, room } of posters) await send(port, createRoom, cookie, { name: room, title: room });
  return posters;
}

/** The path with which these people find nothing new, once everyone is known to be there, and each one's ETag. */
export async function findPollsOf(
  port: number,
  cookies: readonly string[],
): Promise<{ path: string; etags: string[] }> {
  for (const cookie of cookies) await send(port, listChanges, cookie);
  const start = await send(port, listChanges, cookies[0] ?? '');
  const { cursor } = listChanges.answers[200].parse(await start.json());
  const path = `${listChanges.path}?since=${cursor}`;
  const etags: string[] = [];
  for (const cookie of cookies) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } });
    await response.text();
    etags.push(response.headers.get('etag') ?? '');
  }
  return { path, etags };
}

async function invite(port: number, max_uses: number): Promise<string> {
  const made = await ask(port, createInvite.method, createInvite.path, { max_uses });
  return createInvite.answers[201].parse(made).url.split('#')[1] ?? '';
}

async function joinAs(port: number, token: string, name: string): Promise<string> {
  const { headers } = await send(port, join, '', { token, name, password: PASSWORD });
  return headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}

async function send(
  port: number,
  { method, path }: { readonly method: string; readonly path: string },
  cookie: string,
  body?: object,
): Promise<Response> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`${method} ${path} was answered with ${response.status}: ${await response.text()}`);
  return response;
}
