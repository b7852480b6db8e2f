import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { say } from './say.mjs';
import { inRoot } from './workspace.mjs';

/**
 * Installs an npm package that carries a program into `.toolchain/<name>-<version>` and returns the
 * program's path. The folder appears by one rename after the program has answered `--version`, so a
 * download that broke off leaves nothing that a later run would trust.
 *
 * @param {{ name: string, title: string, version: string, specs: string[],
 *           program: (folder: string) => string | undefined }} tool
 *   `specs`: package specifiers to try in order; `program`: where the program is below the folder
 */
export function fetchTool(tool) {
  const home = inRoot('.toolchain', `${tool.name}-${tool.version}`);
  const present = existsSync(home) ? tool.program(home) : undefined;
  if (present) return present;

  say(`Fetching ${tool.title} ${tool.version} …`);
  const partial = `${home}.${process.pid}.partial`;
  try {
    installInto(partial, tool);
    moveInPlace(partial, home, tool);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return /** @type {string} */ (tool.program(home));
}

/** @param {string} folder @param {Parameters<typeof fetchTool>[0]} tool */
function installInto(folder, tool) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  let reason = '';
  for (const spec of tool.specs) {
    reason = npmInstall(folder, spec) || unfitReason(tool.program(folder));
    if (!reason) return;
  }
  throw new Error(
    `${tool.title} ${tool.version} could not be fetched from npm. Is this machine online?\n` +
      `Either try again, or install ${tool.title} ${tool.version} or newer yourself.\n\n${reason}`,
  );
}

/** @param {string} folder @param {string} spec @returns {string} why it failed, or nothing */
function npmInstall(folder, spec) {
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  // No package script runs: the binaries lie in the platform's package as they are.
  const options = ['--prefix', folder, '--ignore-scripts', '--no-save', '--global=false', ...quiet];
  const { command, args, shell } = npm(['install', spec, ...options]);
  const run = spawnSync(command, args, { cwd: folder, encoding: 'utf8', shell });
  if (run.error) return run.error.message;
  return run.status === 0 ? '' : run.stderr.trim() || `npm ended with ${run.status}`;
}

/** Prefers the npm that is running this script. @param {string[]} args */
function npm(args) {
  const running = process.env['npm_execpath'];
  if (running?.endsWith('npm-cli.js')) {
    return { command: process.execPath, args: [running, ...args], shell: false };
  }
  // npm.cmd on Windows can only be started by a shell.
  return { command: 'npm', args, shell: process.platform === 'win32' };
}

/** @param {string | undefined} program */
function unfitReason(program) {
  if (!program) return 'npm has no build for this kind of machine.';
  const run = spawnSync(program, ['--version'], { cwd: inRoot('.toolchain'), encoding: 'utf8' });
  return run.status === 0 ? '' : `${program} does not run here: ${run.error?.message ?? run.stderr}`;
}

/** @param {string} from @param {string} to @param {Parameters<typeof fetchTool>[0]} tool */
function moveInPlace(from, to, tool) {
  // Another launch may have been quicker, and may be running from there by now.
  if (existsSync(to) && tool.program(to)) return;
  rmSync(to, { recursive: true, force: true });
  renameSync(from, to);
}
