// Kills the server at random moments while 32 clients write, again and again: what was acknowledged must be there.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type ServerProcess, startProcess } from '../start-process.ts';
import { checkHistory, checkOrder } from './check-history.ts';
import { checkSyncBeforeAnswer } from './check-sync-before-answer.ts';
import { deliverPending, writeUntilCrash } from './client.ts';
import { ensureBuilt } from './ensure-built.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { print } from './print.ts';
import { createRandom } from './random.ts';

const CLIENTS = 32;
const SHORTEST_LIFE_MS = 5;
const LONGEST_LIFE_MS = 800;
const ENTRY = join(import.meta.dirname, '../../dist/server.js');

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '10' }, seed: { type: 'string' } },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
const dataDir = mkdtempSync(join(tmpdir(), 'bookchat-crash-'));
const random = createRandom(seed);
const ledger = createLedger();

try {
  ensureBuilt(ENTRY);
  print(`${rounds} rounds, ${CLIENTS} clients; the same again with --seed ${seed}`);
  const started = performance.now();
  for (let round = 1; round <= rounds; round++) {
    const inFlight = await runRound();
    if (round % Math.ceil(rounds / 10) === 0)
      print(`round ${round}: ${ledger.acknowledged.size} acknowledged, ${inFlight} cut off by this kill`);
  }
  await finish();
  printFigures((performance.now() - started) / 1_000);
  print(`Sync before answer: ${await checkSyncBeforeAnswer(ENTRY)}`);
  rmSync(dataDir, { recursive: true, force: true });
} catch (error) {
  print(
    `FAILED (seed ${seed}, data left in ${dataDir}): ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = 1;
}

/** @returns how many posts the kill cut off. */
async function runRound(): Promise<number> {
  const server = await startProcess({ dataDir, entry: ENTRY, env: { ARCHIVE: 'off' } });
  try {
    await checkHistory(server.url, dataDir, ledger, random);
    const stop = new AbortController();
    const writing = Promise.all(
      listAuthors().map((author) => writeUntilCrash(server.url, author, ledger, stop.signal)),
    );
    const life = SHORTEST_LIFE_MS + random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS);
    await Promise.race([wait(life), writing]);
    await killAtOnce(server);
    stop.abort();
    await writing;
    return ledger.pending.size;
  } finally {
    await killAtOnce(server);
  }
}

async function finish(): Promise<void> {
  const server = await startProcess({ dataDir, entry: ENTRY, env: { ARCHIVE: 'off' } });
  try {
    await deliverPending(server.url, ledger);
    await checkHistory(server.url, dataDir, ledger, random);
    await checkOrder(server.url, ledger);
    checkComplete(ledger);
  } finally {
    server.kill('SIGTERM');
    await server.ended;
  }
}

function checkComplete({ seen, acknowledged }: Ledger): void {
  if (seen.length !== acknowledged.size)
    throw new Error(`${seen.length} messages are there and ${acknowledged.size} were acknowledged`);
}

async function killAtOnce(server: ServerProcess): Promise<void> {
  server.kill('SIGKILL');
  await server.ended;
}

function listAuthors(): string[] {
  return Array.from({ length: CLIENTS }, (_, index) => `client ${index + 1}`);
}

function printFigures(seconds: number): void {
  print(
    `${ledger.acknowledged.size} messages acknowledged over ${rounds} kills: none lost, none doubled, order kept, ` +
      `integrity ok. ${ledger.storedUnanswered} were stored though the kill took their answer; ${seconds.toFixed(0)} s`,
  );
}
