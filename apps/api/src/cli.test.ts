import { describe, expect, it, onTestFinished, vi } from 'vitest';

describe('the command line', () => {
  it.for([[[]], [['help']], [['--help']]] as const)('lists its commands: %j', async ([args]) => {
    const { stdout, exitCode } = await runCli(args);
    expect(stdout).toMatch(/^Usage: bookchat <command>\n[\s\S]*serve[\s\S]*version[\s\S]*help/);
    expect(exitCode).toBeUndefined();
  });

  it('says its version', async () => {
    expect((await runCli(['version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('refuses what it does not know', async () => {
    const { stdout, stderr, exitCode } = await runCli(['fly']);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 64 });
    expect(stderr).toContain('There is no command "fly".');
  });
});

/** Runs the program in this process; it has ended when its module is loaded. */
async function runCli(args: readonly string[]) {
  const { argv } = process;
  onTestFinished(() => {
    process.argv = argv;
    process.exitCode = undefined;
  });
  process.argv = [...argv.slice(0, 2), ...args];
  process.exitCode = undefined;
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.resetModules();
  await import('./cli.ts');
  const textOf = ({ mock }: typeof stdout) => mock.calls.map(([text]) => String(text)).join('');
  return { stdout: textOf(stdout), stderr: textOf(stderr), exitCode: process.exitCode };
}
