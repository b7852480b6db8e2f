import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem, type } from 'node:os';
import type { Cores } from '../processes/cores.ts';

export interface Machine {
  readonly node: string;
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly pinned: boolean;
}

/** What the figures were taken on. */
export function describeMachine(cores: Cores | undefined): Machine {
  return {
    node: process.version,
    system: readSystemName(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    pinned: cores !== undefined,
  };
}

export function printMachine({ node, system, cpu, cores, memoryGib, pinned }: Machine): void {
  console.log(`Node.js ${node}, ${system}, ${cpu}, ${cores} cores, ${memoryGib} GiB`);
  console.log(
    pinned
      ? 'The server runs on one core and the load on another.'
      : 'NOT PINNED: there is no taskset or no second core, so server and load disturb each other.',
  );
}

function readSystemName(): string {
  try {
    return /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? type();
  } catch {
    return type();
  }
}
