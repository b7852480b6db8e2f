import { fileURLToPath } from 'node:url';
import { onCore } from '../processes/cores.ts';
import { raiseOpenFileLimit } from '../processes/raise-open-file-limit.ts';
import { receiveMessage } from '../processes/receive-message.ts';
import { startProcess } from '../processes/start-process.ts';
import type { Job, Measured } from './job.ts';
import type { Outcome } from './load-process.ts';

export interface Load {
  run(job: Job): Promise<Measured>;
  stop(): Promise<void>;
}

const ENTRY = fileURLToPath(new URL('load-process.ts', import.meta.url));
const CONNECT_TIME_MS = 60_000;

/** Starts a load generator on a core of its own. */
export function startLoad(core: number | undefined): Load {
  const command = onCore(core, raiseOpenFileLimit([process.execPath, ENTRY]));
  const started = startProcess(command, { messages: true });
  return {
    stop: started.stop,
    async run(job) {
      started.child.send(job);
      const timeoutMs = CONNECT_TIME_MS + job.settleMs + job.measureMs;
      const outcome = await receiveMessage<Outcome>(started, timeoutMs);
      if ('error' in outcome) throw new Error(outcome.error);
      return ensureNoFailures(outcome.measured);
    },
  };
}

/** A figure that counts refused or broken requests would praise the server that fails fastest. */
function ensureNoFailures(measured: Measured): Measured {
  const failures = Object.entries(measured.failures);
  if (failures.length === 0) return measured;
  throw new Error(
    `The server failed: ${failures.map(([reason, count]) => `${count} × ${reason}`).join(', ')}`,
  );
}
