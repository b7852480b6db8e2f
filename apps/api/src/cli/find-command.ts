import type { Command } from './command.ts';
import { COMMANDS, helpText } from './commands.ts';
import { usageOf } from './usage-of.ts';

export interface FoundCommand {
  readonly name: string;
  readonly command: Command;
  /** What stands after its name. */
  readonly args: readonly string[];
}

const ALIASES = new Map([
  ['--help', 'help'],
  ['-h', 'help'],
  ['--version', 'version'],
  ['-v', 'version'],
]);

/** @param words all that stands after `bookchat`. @returns null where they name no command. */
export function findCommand(words: readonly string[]): FoundCommand | null {
  for (const length of [2, 1]) {
    const typed = words.slice(0, length).join(' ');
    const name = ALIASES.get(typed) ?? typed;
    const command = COMMANDS.get(name);
    if (command !== undefined) return { name, command, args: words.slice(length) };
  }
  return words.length === 0 ? findCommand(['help']) : null;
}

/** What to say of words that name no command. */
export function explainUnknown([first = '']: readonly string[]): string {
  const group = [...COMMANDS].filter(([name]) => name.startsWith(`${first} `));
  if (group.length === 0) return `There is no command "${first}".\n\n${helpText()}`;
  const usages = group.map(([name, command]) => usageOf(name, command));
  return `Usage: ${usages.join('\n       ')}`;
}
