import closeWithGrace from 'close-with-grace';
import { hasWorkers, workersEnded } from './lib/run-in-worker.ts';
import type { RunningServer } from './start-server.ts';

/** Past this the process ends with an error, whatever still hangs. */
const HARD_LIMIT_MS = 10_000;
/** A supervisor may signal a whole group while the launcher passes the same signal on: that is one wish. */
const REPEAT_MS = 1_000;
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Ends the process in order at a signal or an error that nothing caught, and at once if asked again later. */
export function stopOnSignals(server: RunningServer): void {
  const { close } = closeWithGrace(
    { delay: HARD_LIMIT_MS, logger: server.logger, skip: [...SIGNALS] },
    async ({ err }) => {
      if (err) server.logger.fatal({ err }, 'stopping after an error that nothing caught');
      await server.stop();
      await workersEnded();
    },
  );
  process.on('exit', endBySignal);
  let askedAt: number | null = null;
  for (const signal of SIGNALS) process.on(signal, stop);

  function stop(): void {
    const now = performance.now();
    if (askedAt === null) void close();
    else if (now - askedAt > REPEAT_MS) process.exit(1);
    askedAt ??= now;
  }
}

/** A process that exits waits for its threads, however long SQLite holds one: a signal ends it at once. */
function endBySignal(): void {
  if (!hasWorkers()) return;
  process.removeAllListeners('SIGTERM');
  process.kill(process.pid, 'SIGTERM');
}
