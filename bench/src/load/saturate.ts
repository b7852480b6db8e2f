import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, connect } from './connect.ts';
import type { Measured, SaturateJob } from './job.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { prepareRequests } from './requests.ts';

/** Keeps every connection busy: how much the server can do at most. */
export async function saturate(job: SaturateJob): Promise<Measured> {
  const recorder = createRecorder(job.serverPid, job.expectedStatus);
  const connections = await Promise.all(
    Array.from({ length: job.connections }, (_, index) => openBusyConnection(job, index, recorder)),
  );
  await sleep(job.settleMs);
  recorder.begin();
  await sleep(job.measureMs);
  const measured = recorder.end();
  for (const connection of connections) connection.close();
  return measured;
}

async function openBusyConnection(job: SaturateJob, index: number, recorder: Recorder): Promise<Connection> {
  const next = prepareRequests(job.requests, job.port, index);
  let sentAt = 0;
  const connection = await connect({
    port: job.port,
    onLost: recorder.fail,
    onAnswer(status) {
      recorder.answer(performance.now() - sentAt, status);
      send();
    },
  });
  function send(): void {
    sentAt = performance.now();
    connection.send(next());
  }
  send();
  return connection;
}
