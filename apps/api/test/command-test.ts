import { vi } from 'vitest';
import type { Command } from '../src/cli/command.ts';
import { COMMANDS } from '../src/cli/commands.ts';
import { runCommand } from '../src/cli/run-command.ts';
import { it as base } from './archive-test.ts';

interface CommandEnd {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A test that runs commands in this process, with `folder` for the data folder and the current one. */
export const it = base.extend('bookchat', ({ folder }, { onCleanup }) => {
  const cwd = process.cwd();
  process.chdir(folder);
  vi.stubEnv('DATA_DIR', folder);
  vi.stubEnv('NODE_ENV', 'development');
  onCleanup(() => {
    vi.unstubAllEnvs();
    process.chdir(cwd);
    process.exitCode = undefined;
  });
  return async (
    name: string,
    env: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ): Promise<CommandEnd> => {
    for (const [variable, value] of Object.entries(env)) vi.stubEnv(variable, value);
    process.exitCode = 0;
    const stdout = listenTo(process.stdout);
    const stderr = listenTo(process.stderr);
    try {
      await runCommand(name, COMMANDS.get(name) as Command, args);
    } finally {
      for (const { stop } of [stdout, stderr]) stop();
    }
    return {
      exitCode: Number(process.exitCode),
      stdout: stdout.texts.join(''),
      stderr: stderr.texts.join(''),
    };
  };
});

function listenTo(stream: NodeJS.WriteStream): { readonly texts: string[]; stop(): void } {
  const texts: string[] = [];
  const spy = vi.spyOn(stream, 'write').mockImplementation((text) => texts.push(String(text)) > 0);
  return { texts, stop: () => spy.mockRestore() };
}
