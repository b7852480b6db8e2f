// Kills the server, and the command line, in the middle of restores: the old database starts, or the new one.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './ensure-built.ts';
import { print } from './print.ts';
import { createRandom } from './random.ts';
import { type Moment, restoreAndKill, SIGNS, type Sign, WAYS, type Way } from './restore/attempt.ts';
import { checkOutcome, type Outcome } from './restore/check-outcome.ts';
import { killAtEachCall } from './restore/kill-at-each-call.ts';
import { makeScene, type Scene } from './restore/scene.ts';

const dist = join(import.meta.dirname, '../../dist');
const ENTRIES = { server: join(dist, 'server.js'), cli: join(dist, 'cli.js') };
/** Longer than a restore takes, so that some are not killed in time. */
const LONGEST_MS = { api: 900, cli: 1_500 } as const;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '4' },
    seed: { type: 'string' },
    'each-call': { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
const random = createRandom(seed);
const counts: Record<Outcome | 'killed', number> = { old: 0, new: 0, killed: 0 };

try {
  ensureBuilt(ENTRIES.cli);
  print(`${rounds} rounds; the same again with --seed ${seed}`);
  const scene = await makeScene(ENTRIES.server);
  try {
    for (let round = 0; round < rounds; round++) await runRound(scene, round);
    if (values['each-call']) print(await killAtEachCall(scene, ENTRIES));
  } finally {
    scene.remove();
  }
  print(
    `${rounds} restores, ${counts.killed} of them killed on their way: ${counts.old} times the old database started, ` +
      `${counts.new} times the new one, whole each time`,
  );
} catch (error) {
  print(`FAILED (seed ${seed}): ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function runRound(scene: Scene, round: number): Promise<void> {
  const way = WAYS[round % WAYS.length] as Way;
  const moment = chooseMoment(way);
  try {
    const { dataDir, killed } = await restoreAndKill(scene, ENTRIES, { way, moment });
    counts[await checkOutcome(scene, ENTRIES.server, dataDir)] += 1;
    counts.killed += Number(killed);
    rmSync(dataDir, { recursive: true, force: true });
  } catch (error) {
    const when = moment.kind === 'sign' ? `once ${moment.sign}` : `after ${moment.ms.toFixed(1)} ms`;
    throw new Error(`${way}, killed ${when}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function chooseMoment(way: Way): Moment {
  const signs = Object.keys(SIGNS) as Sign[];
  const sign = signs[Math.floor(random() * signs.length * 2)];
  return sign === undefined ? { kind: 'after', ms: random() * LONGEST_MS[way] } : { kind: 'sign', sign };
}
