import { describe, expect, it } from 'vitest';
import type { Fault } from '../github/faults/fault.ts';
import { allFaults, faults } from '../github/faults/faults.ts';
import type { GithubDouble } from '../github/github-double.ts';
import type { Operation } from '../github/operations.ts';
import { startGithubDouble } from '../github/start-github-double.ts';
import { checkWorld } from './check-world.ts';
import { createWorld, type World } from './world.ts';

/** `npm run test:long` tries each combination, a change some of them. */
const IS_LONG = process.env['BOOKCHAT_ARCHIVE_SCHEDULES'] !== undefined;
const OPERATIONS: readonly Operation[] = [
  'getRef',
  'getCommit',
  'createTree',
  'createCommit',
  'updateRef',
  'compare',
];
const AT_THE_START: readonly Operation[] = [
  'getRef',
  'putContents',
  'createTree',
  'createCommit',
  'updateRef',
];
/** Steps are counted once with nothing in the way: there is none beyond that at which a process could end. */
const MORE_STEPS = 8;
const CALM_LIVES = 10;

interface Trouble {
  readonly operation: Operation;
  readonly fault: Fault;
}

/** The worst that can come together with a crash. */
const WITH_CRASHES: readonly (Trouble | null)[] = [
  null,
  { operation: 'updateRef', fault: faults.silenceAfterApplying },
  { operation: 'updateRef', fault: faults.notFastForward },
  { operation: 'createCommit', fault: faults.badGatewayAfterApplying },
];

describe.each([
  ['an archive that goes on', false, OPERATIONS],
  ['an archive that begins in an empty repository', true, AT_THE_START],
] as const)('%s', (_title, empty, operations) => {
  it.each(allFaults.map((fault) => [fault.name, fault] as const))(
    'survives %s',
    async (_name, fault) => {
      const wanted = IS_LONG
        ? operations
        : [operations[allFaults.indexOf(fault) % operations.length] as Operation];
      for (const operation of wanted) await tryOut({ empty, steps: [null], trouble: { operation, fault } });
    },
    120_000,
  );

  it.each(WITH_CRASHES.map((trouble) => [describeTrouble(trouble), trouble] as const))(
    'survives the end of its process at each step, with %s',
    async (_name, trouble) => {
      const last = await countSteps(empty);
      const steps = Array.from({ length: last + MORE_STEPS }, (_, step) => step);
      const some = trouble === null || IS_LONG ? steps : steps.filter((step) => step % 3 === 0);
      await tryOut({ empty, steps: some, trouble });
    },
    240_000,
  );

  it.runIf(IS_LONG).each(allFaults.map((fault) => [fault.name, fault] as const))(
    'survives the end of its process at each step, with %s everywhere',
    async (_name, fault) => {
      const last = await countSteps(empty);
      const steps = Array.from({ length: last + MORE_STEPS }, (_, step) => step);
      for (const operation of operations) await tryOut({ empty, steps, trouble: { operation, fault } });
    },
    1_200_000,
  );
});

/** One world for each step at which a process ends. */
async function tryOut({
  empty,
  steps,
  trouble,
}: {
  empty: boolean;
  steps: readonly (number | null)[];
  trouble: Trouble | null;
}): Promise<void> {
  for (const crashAt of steps) {
    await inWorld(empty, async (world, github) => {
      await world.write(3);
      if (trouble !== null) github.fail(trouble.operation, trouble.fault);
      await world.live({ crashAt });
      github.heal();
      for (let calm = 0; calm < CALM_LIVES && world.backlog() > 0; calm += 1)
        await world.live({ isCalm: true });
      expect(world.backlog()).toBe(0);
      await checkWorld(world);
    });
  }
}

function countSteps(empty: boolean): Promise<number> {
  return inWorld(empty, async (world) => {
    await world.write(3);
    return world.live({ isCalm: true });
  });
}

async function inWorld<T>(
  empty: boolean,
  work: (world: World, github: GithubDouble) => Promise<T>,
): Promise<T> {
  const github = await startGithubDouble({ empty });
  const world = await createWorld(github);
  try {
    if (!empty) {
      await world.write(2);
      await world.live({ isCalm: true });
    }
    return await work(world, github);
  } finally {
    await world.close();
    await github.close();
    expect(github.violations).toEqual([]);
  }
}

function describeTrouble(trouble: Trouble | null): string {
  return trouble === null ? 'nothing else' : `${trouble.fault.name} at ${trouble.operation}`;
}
