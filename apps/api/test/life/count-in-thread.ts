import { pino } from 'pino';
import { runInWorker } from '../../src/lib/run-in-worker.ts';
import { stopOnSignals } from '../../src/stop-on-signals.ts';
import { createEndlessDatabase } from '../create-endless-database.ts';

/** A process that stops as the server does, while a thread of it counts so many messages, or for ever. */
const messages = process.argv[2] === undefined ? undefined : Number(process.argv[2]);
const file = createEndlessDatabase(process.cwd(), messages);
const url = 'http://127.0.0.1:0/';
stopOnSignals({ url, logger: pino({ level: 'silent' }), stop: async () => undefined });
console.log(`BookChat is ready at ${url}`);
const count = await runInWorker<number>('countMessages', { file, upTo: Number.MAX_SAFE_INTEGER });
console.log(`counted ${count}`);
