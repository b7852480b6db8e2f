import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Person } from '../../plugins/people/index.ts';
import { TargetError } from '../archive/index.ts';
import type { Allowed, Audience } from './audience.ts';
import { followAs } from './follow-as.ts';
import type { GithubAccount } from './github-account.ts';
import { createSilence } from './silence.ts';

interface Parts {
  readonly config: Config;
  readonly audience: Audience;
  readonly clock: Clock;
}

interface Tally {
  readonly suspended: number;
  readonly back: number;
  readonly roles: number;
}

/** Asks GitHub again about those who came by it: whoever was removed there is out here at the next run. */
export function addAccessTask(app: FastifyInstance, { config, audience, clock }: Parts): void {
  const { people, alarms, scheduler } = app;
  const silence = createSilence(alarms, clock);

  scheduler.add({
    name: 'github_access',
    summary: 'Asks GitHub whether those who came by it may still come in, and as what.',
    schedule: config.schedules.github_access,
    jitterMs: 15_000,
    timeoutMs: 4 * 60_000,
    async run({ signal }) {
      try {
        return await look(signal);
      } catch (error) {
        if (error instanceof TargetError) return silence.heardNothing(error);
        throw error;
      }
    },
  });

  async function look(signal: AbortSignal): Promise<string> {
    const followed = listFollowed();
    if (followed.length === 0) return 'Nobody came by GitHub.';
    const allowed = await readTwice(followed, signal);
    silence.heard();
    return describe(followed.length, await followAll(followed, allowed));
  }

  /** Pages shift while they are read: nobody is out who is missing only once. */
  async function readTwice(followed: readonly Person[], signal: AbortSignal): Promise<Allowed> {
    const first = await audience.read(signal);
    if (!followed.some((person) => person.state === 'active' && first.roleOf(accountOf(person)) === null))
      return first;
    const second = await audience.read(signal);
    return { roleOf: (account) => second.roleOf(account) ?? first.roleOf(account) };
  }

  async function followAll(followed: readonly Person[], allowed: Allowed): Promise<Tally> {
    return people.writing(() => {
      const pairs = followed.flatMap(({ id }) => {
        const before = people.find(id); // they may have changed while GitHub was asked
        if (before === undefined || before.github_id === null) return [];
        return [{ before, after: followAs({ app, clock }, before, allowed.roleOf(accountOf(before))) }];
      });
      return {
        suspended: pairs.filter(({ before, after }) => before.state === 'active' && after.state !== 'active')
          .length,
        back: pairs.filter(({ before, after }) => before.state !== 'active' && after.state === 'active')
          .length,
        roles: pairs.filter(({ before, after }) => before.role !== after.role).length,
      };
    });
  }

  function listFollowed(): Person[] {
    return people
      .list()
      .filter(
        (person) => person.github_role !== null && person.github_id !== null && person.state !== 'removed',
      );
  }
}

function accountOf({ github_id, github_login }: Person): GithubAccount {
  return { id: github_id ?? '', login: github_login ?? '' };
}

function describe(asked: number, { suspended, back, roles }: Tally): string {
  const found = [
    ...(suspended > 0 ? [`${suspended} suspended`] : []),
    ...(back > 0 ? [`${back} let in again`] : []),
    ...(roles > 0 ? [`the role of ${roles} changed`] : []),
  ];
  return `Asked about ${asked}: ${found.length === 0 ? 'nothing has changed' : found.join(', ')}.`;
}
