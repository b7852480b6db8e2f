import { spawnSync } from 'node:child_process';

const WANTED = 65_536;

/** `command` with as many open files as the system lets it have: each connection takes one. */
export function raiseOpenFileLimit(command: readonly string[]): string[] {
  if (process.platform === 'win32') return [...command];
  const script = `ulimit -n ${WANTED} 2>/dev/null || ulimit -n "$(ulimit -Hn)"; exec "$@"`;
  return ['sh', '-c', script, 'sh', ...command];
}

/** How many files a process started that way may open. */
export function limitOfOpenFiles(): number {
  const [file = '', ...rest] = raiseOpenFileLimit(['sh', '-c', 'ulimit -n']);
  const limit = Number(spawnSync(file, rest, { encoding: 'utf8' }).stdout);
  return Number.isInteger(limit) ? limit : WANTED;
}
