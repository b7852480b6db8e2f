import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { Command, Given } from './command.ts';

/** Reads what stands after the name of a command; null where that is not what it takes. */
export function parseGiven({ takes, options = {} }: Command, args: readonly string[]): Given | null {
  const given = parse(options, args);
  if (given === null || given.words.length !== (takes === undefined ? 0 : 1)) return null;
  return [...given.values.values()].includes('') ? null : given;
}

function parse(options: NonNullable<Command['options']>, args: readonly string[]): Given | null {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: toConfig(options),
      allowPositionals: true,
    });
    const entries = Object.entries(values);
    return {
      words: positionals,
      flags: new Set(entries.flatMap(([name, value]) => (value === true ? [name] : []))),
      values: new Map(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
    };
  } catch (error) {
    if (isMistyped(error)) return null;
    throw error;
  }
}

function toConfig(options: NonNullable<Command['options']>): ParseArgsOptionsConfig {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      { type: value === null ? ('boolean' as const) : ('string' as const) },
    ]),
  );
}

/** An option that there is not, or one that lacks its value. */
function isMistyped(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}
