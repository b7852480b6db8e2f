import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Cores {
  readonly server: number;
  readonly load: number;
}

/** One core for the server and another for the load; undefined where processes cannot be pinned to two. */
export function chooseCores(): Cores | undefined {
  if (spawnSync('taskset', ['-V'], { stdio: 'ignore' }).status !== 0) return undefined;
  const [load, server] = parseCoreList(readAllowedCores());
  return load === undefined || server === undefined ? undefined : { server, load };
}

/** `command` so that it runs on one core alone; unchanged where there is none to choose. */
export function onCore(core: number | undefined, command: readonly string[]): string[] {
  return core === undefined ? [...command] : ['taskset', '-c', String(core), ...command];
}

/** `command` so that it may use both cores, though this process is held to one. */
export function onBothCores(cores: Cores | undefined, command: readonly string[]): string[] {
  return cores === undefined ? [...command] : ['taskset', '-c', `${cores.server},${cores.load}`, ...command];
}

/** Moves this very process, so that waiting for a measurement costs the server nothing. */
export function moveSelfToCore(core: number): void {
  spawnSync('taskset', ['-acp', String(core), String(process.pid)], { stdio: 'ignore' });
}

function readAllowedCores(): string {
  return /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
}

/** The kernel's short form, `0-2,5`, as numbers. */
export function parseCoreList(list: string): number[] {
  return list
    .split(',')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [first = 0, last = first] = part.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
}
