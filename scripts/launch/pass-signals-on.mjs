import process from 'node:process';

const SAME_KEY_PRESS_MS = 500;
const PARENT_CHECK_MS = 200;

/**
 * Hands the signals that this process gets to a program, each once; returns how to end that.
 * @param {import('node:child_process').ChildProcess} child
 * @param {{ ownGroup: boolean }} options whether the program leads a process group of its own
 */
export function passSignalsOn(child, { ownGroup }) {
  /** @type {Map<string, number>} */
  const lastAt = new Map();

  /** @param {NodeJS.Signals} signal */
  function send(signal) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (ownGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  }

  /** @param {NodeJS.Signals} signal */
  function passOn(signal) {
    const now = performance.now();
    const repeated = now - (lastAt.get(signal) ?? Number.NEGATIVE_INFINITY) < SAME_KEY_PRESS_MS;
    lastAt.set(signal, now);
    const alreadyThere = signal === 'SIGINT' && !ownGroup;
    if (!repeated && !alreadyThere) send(signal);
  }

  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, passOn);
  const stopWatching = whenParentEnds(() => {
    if (lastAt.size === 0) passOn('SIGTERM');
  });
  return () => {
    stopWatching();
    for (const signal of signals) process.off(signal, passOn);
  };
}

/**
 * npm passes SIGTERM on to the shell that it started, and no further: the shell ends, and what ran in it
 * is told nothing. Having another parent than at the start is how to know.
 * @param {() => void} action
 */
function whenParentEnds(action) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    action();
  }, PARENT_CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
