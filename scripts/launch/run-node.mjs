import { spawn } from 'node:child_process';
import process from 'node:process';
import { inRoot, root } from './workspace.mjs';

const SAME_KEY_PRESS_MS = 500;
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const SIGNAL_NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };

/**
 * Runs a Node.js program to its end on this terminal and returns its exit code.
 *
 * One Ctrl-C reaches this process twice: from the terminal, and once more through npm. A server takes a
 * second signal for "at once, without saving", so the program gets a process group of its own, and each
 * signal is passed on once. A program that asks questions (`onTerminal`) must stay in the terminal's
 * group, and there gets signals from the terminal itself.
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
  for (const signal of SIGNALS) process.on(signal, passOn(child, ownGroup));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? exitCodeOf(signal)));
  });
}

/** @param {import('node:child_process').ChildProcess} child @param {boolean} ownGroup */
function passOn(child, ownGroup) {
  let lastAt = Number.NEGATIVE_INFINITY;
  return (/** @type {'SIGINT' | 'SIGTERM' | 'SIGHUP'} */ signal) => {
    const now = performance.now();
    const repeated = now - lastAt < SAME_KEY_PRESS_MS;
    lastAt = now;
    if (repeated || child.pid === undefined || child.exitCode !== null) return;
    if (ownGroup) process.kill(-child.pid, signal);
    else if (signal === 'SIGTERM') child.kill(signal);
  };
}

/** As a shell counts it. @param {NodeJS.Signals | null} signal */
const exitCodeOf = (signal) => 128 + (SIGNAL_NUMBERS[/** @type {'SIGINT'} */ (signal)] ?? 9);
