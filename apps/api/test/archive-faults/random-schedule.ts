import { createRandom } from '../crash/random.ts';
import { allFaults } from '../github/faults/faults.ts';
import type { GithubDouble } from '../github/github-double.ts';
import { checkWorld } from './check-world.ts';
import { createWorld, type World } from './world.ts';

const OPERATIONS = [
  'getRef',
  'getCommit',
  'getTree',
  'createTree',
  'createCommit',
  'createRef',
  'updateRef',
  'putContents',
  'compare',
  'any',
] as const;
const MAX_CALM_LIVES = 12;

type Choose = <T>(from: readonly T[]) => T;

/** Some lives of a server whose archive meets whatever comes, and then some in peace; in the end all must be as it should. */
export async function runSchedule(seed: number, github: GithubDouble | null, fsck = false): Promise<void> {
  const random = createRandom(seed);
  const world = await createWorld(github);
  try {
    for (let lives = 2 + Math.floor(random() * 4); lives > 0; lives -= 1) await live(world, github, random);
    github?.heal();
    for (let calm = 0; calm < MAX_CALM_LIVES && world.backlog() > 0; calm += 1)
      await world.live({ isCalm: true });
    if (world.backlog() > 0)
      throw new Error(`${world.backlog()} events are still waiting: ${await lastErrorOf(world)}`);
    await checkWorld(world, { fsck });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`Seed ${seed}: ${message}`, { cause: error });
  } finally {
    await world.close();
  }
}

async function live(world: World, github: GithubDouble | null, random: () => number): Promise<void> {
  const choose: Choose = (from) => from[Math.floor(random() * from.length)] as (typeof from)[number];
  await world.write(Math.floor(random() * 6));
  if (github !== null) trouble(github, random, choose);
  const crashAt = random() < 0.6 ? Math.floor(random() * 40) : null;
  await world.live({ passes: 1 + Math.floor(random() * 2), crashAt });
}

function trouble(github: GithubDouble, random: () => number, choose: Choose): void {
  for (let faults = Math.floor(random() * 4); faults > 0; faults -= 1)
    github.fail(choose(OPERATIONS), choose(allFaults), 1 + Math.floor(random() * 2));
  if (random() < 0.2 && github.head() !== null) github.pushCommit();
}

async function lastErrorOf({ database }: World): Promise<string> {
  const row = await database.kysely.selectFrom('archive_conditions').selectAll().executeTakeFirst();
  return `${row?.last_error} (blocked until ${row?.blocked_until})`;
}
