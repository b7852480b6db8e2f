import type { Command } from './command.ts';

/** How a command is written, for example `bookchat restore <id|file> [--yes]`. */
export function usageOf(name: string, { takes, options = {} }: Command): string {
  const more = Object.entries(options).map(([option, value]) =>
    value === null ? `[--${option}]` : `[--${option} ${value}]`,
  );
  return ['bookchat', name, ...(takes === undefined ? [] : [takes]), ...more].join(' ');
}
