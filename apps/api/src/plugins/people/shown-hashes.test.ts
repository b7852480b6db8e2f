import { Agent } from 'node:http';
import { readSession, signOut } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { send } from '../../../test/send.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { it as base } from '../../../test/team-test.ts';

const it = base.extend('agent', ({ task: _ }, { onCleanup }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onCleanup(() => agent.destroy());
  return agent;
});

describe('one connection', { timeout: 60_000 }, () => {
  it('is answered for whoever each request shows, as people share it behind a proxy', async ({
    team: { server, owner, bob },
    agent,
  }) => {
    const names: (string | undefined)[] = [];
    for (const person of [owner, bob, bob, null, owner])
      names.push(await whoIs(server, agent, person?.headers.cookie));
    expect(names).toEqual(['alice', 'bob', 'bob', undefined, 'alice']);
  });

  it('is of no use to a session once it has ended', async ({ team: { server, bob }, agent }) => {
    expect(await whoIs(server, agent, bob.headers.cookie)).toBe('bob');
    await send(server, { ...signOut, headers: { ...bob.headers }, agent });
    expect(await whoIs(server, agent, bob.headers.cookie)).toBeUndefined();
  });
});

async function whoIs(server: TestServer, agent: Agent, cookie?: string): Promise<string | undefined> {
  const headers = cookie === undefined ? {} : { cookie };
  const { text } = await send(server, { path: readSession.path, headers, agent });
  return readSession.answers[200].parse(JSON.parse(text)).signed_in?.me.name;
}
