/**
 * The door of every npm script: `node scripts/launch.mjs <task> [arguments]`.
 * It and all of launch/ run on any Node.js from 20 on and need no installed package, because they are
 * what brings the pinned Node.js, pnpm and the packages to a machine that has none of them.
 */
import process from 'node:process';
import { runTask } from './launch/run-task.mjs';

const [task = 'start', ...taskArguments] = process.argv.slice(2);

try {
  process.exitCode = await runTask(task, taskArguments);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
