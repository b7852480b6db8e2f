import type { Measured, Requests } from '../load/job.ts';
import { startLoad } from '../load/start-load.ts';
import type { Setting } from '../settings.ts';
import type { Target } from '../targets/target.ts';

export interface Contender {
  readonly target: Target;
  readonly requests: Requests;
  readonly expectedStatus: number;
}

/**
 * Measures the contenders in turn (A B C A B C …), so that all of them see the machine in the same moods.
 * Gives the rounds of each contender; the warm-up is in none.
 */
export async function alternate(contenders: readonly Contender[], setting: Setting): Promise<Measured[][]> {
  const { scale, cores } = setting;
  const load = startLoad(cores?.load);
  const measure = ({ target, requests, expectedStatus }: Contender, measureMs: number) =>
    load.run({
      kind: 'saturate',
      port: target.port,
      serverPid: target.pid,
      connections: scale.connections,
      requests,
      expectedStatus,
      settleMs: scale.settleMs,
      measureMs,
    });

  for (const contender of contenders) await measure(contender, scale.warmUpMs);
  const rounds: Measured[][] = contenders.map(() => []);
  for (let round = 0; round < scale.rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      rounds[index]?.push(await measure(contender, scale.measureMs));
    }
  }
  await load.stop();
  return rounds;
}
