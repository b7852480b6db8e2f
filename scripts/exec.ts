// Runs one of the packages' programs with the pinned toolchain: `node scripts/launch.mjs exec biome check .`
import process from 'node:process';
import { runCommand } from './steps/run-command.ts';

const [program = '', ...args] = process.argv.slice(2);
process.exitCode = await runCommand(program, args);
