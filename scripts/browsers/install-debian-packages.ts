import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { runCommand } from '../steps/run-command.ts';

/** Installs packages with apt-get; where that is not to be had, says why. */
export async function installDebianPackages(
  names: readonly string[],
): Promise<{ installed: true } | { installed: false; reason: string }> {
  const hindrance = whyNot();
  if (hindrance) return { installed: false, reason: hindrance };
  process.stdout.write(`Installing ${names.join(', ')} with apt-get.\n`);
  const done =
    (await aptGet('update')) && (await aptGet('install', '--yes', '--no-install-recommends', ...names));
  return done
    ? { installed: true }
    : { installed: false, reason: `apt-get could not install ${names.join(', ')}` };
}

function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'this is not Debian or Ubuntu';
  if (process.getuid?.() !== 0) return 'only root can install packages';
  return spawnSync('apt-get', ['--version']).status === 0 ? undefined : 'this system has no apt-get';
}

async function aptGet(...args: readonly string[]): Promise<boolean> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return (await runCommand('apt-get', ['--quiet=2', ...args], { env })) === 0;
}
