import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import process from 'node:process';
import { findNode } from './find-node.mjs';
import { findPnpmFolder } from './find-pnpm.mjs';
import { say } from './say.mjs';
import { inRoot, root } from './workspace.mjs';

/** @typedef {ReturnType<typeof openToolchain>} Toolchain */

/** The pinned Node.js and, when first needed, pnpm, with the environment that programs run in. */
export function openToolchain() {
  const node = findNode();
  /** @type {string | undefined} */
  let pnpmFolder;

  function environment() {
    pnpmFolder ??= findPnpmFolder();
    const folders = [dirname(node), pnpmFolder, inRoot('node_modules', '.bin')];
    const path = [...folders, process.env['PATH'] ?? ''].join(delimiter);
    return { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  }

  /**
   * Says one line, runs a program, and shows what it printed only if it fails.
   * @param {string} line @param {string} program @param {string[]} args
   */
  function runQuietly(line, program, args) {
    const env = environment();
    say(line);
    // On Windows the programs in node_modules/.bin are scripts, which only a shell can start.
    const shell = process.platform === 'win32';
    const child = spawn(program, args, { cwd: root, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const printed = [];
    child.stdout.on('data', (data) => printed.push(data));
    child.stderr.on('data', (data) => printed.push(data));
    return new Promise((/** @type {(nothing: void) => void} */ resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) return resolve();
        reject(
          new Error(
            `${Buffer.concat(printed)}\n${program} ${args[0]} failed (${code ?? 'ended by a signal'}).`,
          ),
        );
      });
    });
  }

  return { node, environment, runQuietly };
}
