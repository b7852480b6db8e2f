import {
  type BodyOf,
  type Changes,
  createRoom,
  inviteToRoom,
  listChanges,
  listMessages,
  listRooms,
  type Message,
  openDirectRoom,
  postMessage,
  type Room,
} from '@bookchat/shared';
import { invite, type SignedInPerson, startWithOwner } from './accounts-test.ts';
import { call } from './call.ts';
import { it as base } from './server-test.ts';
import type { TestServer } from './start-test-server.ts';

/** A server with alice, who owns it, and with bob, carol and dave, who are members. */
export const it = base.extend('team', async ({ start, env, parts }) => {
  const { server, owner: alice } = await startWithOwner(start, env, parts);
  const bob = await invite(server, 'bob');
  const carol = await invite(server, 'carol');
  const dave = await invite(server, 'dave');
  return { server, alice, bob, carol, dave };
});

/** What goes with each request of somebody, or of a program. */
export interface Who {
  readonly headers: Readonly<Record<string, string>>;
}

export async function makeRoom(
  server: TestServer,
  { headers }: Who,
  body: BodyOf<typeof createRoom>,
): Promise<Room> {
  return (await call(server, createRoom, { headers, body })).body;
}

export async function bringIn(server: TestServer, { headers }: Who, room: Room, ...people: SignedInPerson[]) {
  const body = { people: people.map(({ me }) => me.id) };
  return (await call(server, inviteToRoom, { headers, params: { name: room.name }, body })).body;
}

export async function writeTo(server: TestServer, ...people: [SignedInPerson, ...SignedInPerson[]]) {
  const [{ headers }, ...others] = people;
  const body = { people: others.map(({ me }) => me.id) };
  return (await call(server, openDirectRoom, { headers, body })).body;
}

export async function say(
  server: TestServer,
  { headers }: Who,
  room: string,
  content: string,
): Promise<Message> {
  return (await call(server, postMessage, { headers, body: { room, content } })).body;
}

export async function roomsOf(server: TestServer, { headers }: Who): Promise<Room[]> {
  return (await call(server, listRooms, { headers })).body.rooms;
}

export async function findRoom(server: TestServer, who: Who, name: string): Promise<Room | undefined> {
  return (await roomsOf(server, who)).find((room) => room.name === name);
}

export async function contentsOf(server: TestServer, { headers }: Who, room: string): Promise<string[]> {
  const { messages } = (await call(server, listMessages, { headers, query: { room } })).body;
  return messages.map(({ content }) => content);
}

export async function poll(server: TestServer, { headers }: Who, since?: string): Promise<Changes> {
  return (await call(server, listChanges, { headers, query: { since } })).body as Changes;
}
