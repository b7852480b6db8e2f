import process from 'node:process';

/**
 * Steps are told on stderr, so that stdout stays the task's own.
 * @param {string} line
 */
export const say = (line) => process.stderr.write(`${line}\n`);
