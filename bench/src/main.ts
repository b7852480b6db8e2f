import { writeFileSync } from 'node:fs';
import { type Arguments, parseArguments, USAGE } from './arguments.ts';
import { measures } from './measures/index.ts';
import { buildBookChat } from './processes/build-bookchat.ts';
import { chooseCores, moveSelfToCore } from './processes/cores.ts';
import { killAllProcesses } from './processes/start-process.ts';
import { describeMachine, printMachine } from './report/machine.ts';
import { printResult } from './report/print-result.ts';
import type { Result } from './results.ts';
import { FULL, QUICK } from './settings.ts';
import { BUILT_SERVER } from './targets/start-bookchat.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const workspace = openWorkspace();
leaveNothingBehind(workspace);
try {
  const wanted = parseArguments(process.argv.slice(2));
  if (wanted.help) console.log(USAGE);
  else await run(wanted);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();

async function run({ build, quick, only, jsonFile, serverFile = BUILT_SERVER }: Arguments): Promise<void> {
  if (build) buildBookChat();
  const cores = chooseCores();
  const machine = describeMachine(cores);
  if (cores !== undefined) moveSelfToCore(cores.load);
  printMachine(machine);
  const { newFolder } = workspace;
  const setting = { scale: quick ? QUICK : FULL, cores, serverFile, newFolder };
  const results: Result[] = [];
  for (const name of only) {
    const result = await measures[name](setting);
    printResult(result);
    results.push(result);
  }
  if (jsonFile === undefined) return;
  const measuredAt = new Date().toISOString();
  writeFileSync(jsonFile, `${JSON.stringify({ measured_at: measuredAt, machine, results }, null, 2)}\n`);
}

/** However this ends, no server goes on running and no database stays on the disk. */
function leaveNothingBehind({ remove }: Workspace): void {
  process.on('exit', () => {
    killAllProcesses();
    remove();
  });
  process.on('SIGINT', () => process.exit(130));
  process.on('SIGTERM', () => process.exit(143));
  process.on('SIGHUP', () => process.exit(129));
}
