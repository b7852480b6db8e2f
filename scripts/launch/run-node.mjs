import { spawn } from 'node:child_process';
import process from 'node:process';
import { passSignalsOn } from './pass-signals-on.mjs';
import { inRoot, root } from './workspace.mjs';

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/**
 * Runs a Node.js program to its end on this terminal and returns its exit code.
 *
 * One Ctrl-C reaches this process twice: from the terminal, and once more through npm. A server takes a
 * second signal for "at once, without saving", so the program gets a process group of its own, and each
 * signal is passed on once. A program that asks questions (`onTerminal`) must stay in the terminal's
 * group, and there gets Ctrl-C from the terminal itself.
 *
 * @param {string} node @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, onTerminal?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function runNode(node, args, { env = process.env, onTerminal = false } = {}) {
  const ownGroup = !onTerminal && process.platform !== 'win32';
  const guard = ownGroup ? ['--import', inRoot('scripts/launch/stop-with-launcher.mjs')] : [];
  const child = spawn(node, [...guard, ...args], {
    cwd: root,
    env,
    detached: ownGroup,
    stdio: ['inherit', 'inherit', 'inherit', ...(ownGroup ? /** @type {const} */ (['ipc']) : [])],
  });
  const stopPassing = passSignalsOn(child, { ownGroup });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      stopPassing();
      resolve(code ?? exitCodeOf(signal));
    });
  });
}

/** As a shell counts it. @param {NodeJS.Signals | null} signal */
const exitCodeOf = (signal) => 128 + (SIGNAL_NUMBERS[/** @type {'SIGTERM'} */ (signal)] ?? 0);
