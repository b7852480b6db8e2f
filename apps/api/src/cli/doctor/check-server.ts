import type { Examination } from './examination.ts';
import { findServer } from './find-server.ts';
import { type Finding, fine } from './finding.ts';

/** Whether one runs: no fault either way. */
export async function checkServer({ config: { dataDir } }: Examination): Promise<Finding[]> {
  const isRunning = findServer(dataDir) === 'running';
  return [fine(isRunning ? `A server runs on ${dataDir}.` : `No server runs on ${dataDir} at the moment.`)];
}
