import { expect, it } from 'vitest';
import { faults } from '../github/faults/faults.ts';
import { startGithubDouble } from '../github/start-github-double.ts';
import { checkWorld } from './check-world.ts';
import { createWorld } from './world.ts';

const AS_OFTEN_AS_IT_ASKS = 100;

it.each(['unprocessable', 'notFound'] as const)(
  'what stands at the head of the branch has arrived, also where a comparison is answered by %s',
  async (fault) => {
    const github = await startGithubDouble({ empty: false });
    const world = await createWorld(github);
    try {
      await world.write(2);
      await world.live({ isCalm: true });
      await world.write(4);
      github.fail('updateRef', faults.resetAfterApplying);
      github.fail('compare', faults[fault], AS_OFTEN_AS_IT_ASKS);
      await world.live({ passes: 2 });
      expect(world.backlog()).toBe(0);
      await checkWorld(world, { fsck: true });
    } finally {
      await world.close();
      await github.close();
    }
  },
);
