import process from 'node:process';
import { ensureBuild } from './ensure-build.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { openToolchain } from './open-toolchain.mjs';
import { runNode } from './run-node.mjs';
import { inRoot } from './workspace.mjs';

const server = 'apps/api/dist/server.js';
const commandLine = 'apps/api/dist/cli.js';

/**
 * `program` runs under the pinned Node.js; `built`: the apps are built first; `tools`: it needs pnpm and
 * the packages' programs on PATH; `onTerminal`: it may ask questions.
 * @type {Record<string, { program: string, built?: true, tools?: true, onTerminal?: true }>}
 */
const tasks = {
  start: { program: server, built: true },
  bookchat: { program: commandLine, built: true, onTerminal: true },
  bench: { program: 'bench/src/main.ts', built: true, tools: true },
  dev: { program: 'scripts/dev.ts' },
  test: { program: 'scripts/test.ts', tools: true },
  'test:long': { program: 'scripts/test-long.ts', tools: true },
  'test:browsers': { program: 'scripts/test-browsers.ts', tools: true },
  exec: { program: 'scripts/exec.ts', tools: true },
};

/** @param {string} name @param {string[]} args @returns {Promise<number>} the exit code */
export async function runTask(name, args) {
  const task = tasks[name];
  if (!task) throw new Error(`No task is named "${name}". There are: ${Object.keys(tasks).join(', ')}.`);
  const toolchain = openToolchain();
  await ensurePackages(toolchain);
  if (task.built) await ensureBuild(toolchain);
  const env = task.tools ? toolchain.environment() : process.env;
  return runNode(toolchain.node, [inRoot(task.program), ...args], {
    env,
    onTerminal: task.onTerminal === true,
  });
}
