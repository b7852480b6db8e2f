import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, connect } from './connect.ts';
import type { Measured, PollJob } from './job.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { prepareRequests } from './requests.ts';

const TICK_MS = 1;
const CONNECTING_AT_ONCE = 100;
// Many loopback addresses to come from: each has only some 28,000 ports, and closed ones rest for a minute.
const SOURCE_ADDRESSES = 16;

interface Poller {
  readonly connection: Connection;
  poll(): void;
}

/**
 * Many clients that each ask at their own moment of the interval. When a client is due does not depend on the
 * answers of the others, so a server that stalls gets no relief and the wait is in the figures.
 */
export async function poll(job: PollJob): Promise<Measured> {
  const recorder = createRecorder(job.serverPid, job.expectedStatus);
  const pollers = await openPollers(job, recorder);
  const stop = pollInTurn(pollers, job.intervalMs);
  await sleep(job.settleMs);
  recorder.begin();
  await sleep(job.measureMs);
  const measured = recorder.end();
  stop();
  for (const { connection } of pollers) connection.close();
  return measured;
}

async function openPollers(job: PollJob, recorder: Recorder): Promise<Poller[]> {
  const pollers: Poller[] = [];
  while (pollers.length < job.connections) {
    const count = Math.min(CONNECTING_AT_ONCE, job.connections - pollers.length);
    const first = pollers.length;
    pollers.push(
      ...(await Promise.all(
        Array.from({ length: count }, (_, index) => openPoller(job, first + index, recorder)),
      )),
    );
  }
  return pollers;
}

async function openPoller(job: PollJob, index: number, recorder: Recorder): Promise<Poller> {
  const next = prepareRequests(job.requests, job.port, index);
  let sentAt: number | undefined;
  const connection = await connect({
    port: job.port,
    ...sourceAddress(index),
    onLost: recorder.fail,
    onAnswer(status) {
      recorder.answer(performance.now() - (sentAt ?? 0), status);
      sentAt = undefined;
    },
  });
  function poll(): void {
    if (sentAt === undefined) {
      sentAt = performance.now();
      connection.send(next());
    } else recorder.fail('no answer within the interval');
  }
  // As a page does; and a server may hang up on whoever connects and then says nothing for long.
  poll();
  return { connection, poll };
}

/** Linux answers on all of 127.0.0.0/8; others have 127.0.0.1 alone. */
function sourceAddress(index: number): { localAddress?: string } {
  return process.platform === 'linux' ? { localAddress: `127.0.0.${2 + (index % SOURCE_ADDRESSES)}` } : {};
}

/** A timer for each poller would bunch them by the millisecond; one clock sends whoever is due. */
function pollInTurn(pollers: readonly Poller[], intervalMs: number): () => void {
  const startedAt = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - startedAt) / intervalMs) * pollers.length;
    for (; sent < due; sent++) pollers[sent % pollers.length]?.poll();
  }, TICK_MS);
  return () => clearInterval(timer);
}
