import type { IncomingMessage } from 'node:http';
import type { RequestRecord, Run } from './run.ts';

export interface Recording {
  /** The end of the request for its client; told more than once, the first counts. */
  settle(status: number | null): void;
}

/** Puts a request on record when it comes, and completes that when it is over. */
export function recordRequest(
  { requests, open, site }: Run,
  { method = '', url = '', headers }: IncomingMessage,
  { operation, fault }: Pick<RequestRecord, 'operation' | 'fault'>,
): Recording {
  const record = {
    operation,
    method,
    path: url,
    authorized: headers.authorization !== undefined,
    at: site.now(),
    overlapping: open.size > 0,
    fault,
    status: null as number | null,
    endedAt: null as number | null,
  };
  requests.push(record);
  open.add(record);
  return {
    settle(status) {
      if (!open.delete(record)) return;
      record.status = status;
      record.endedAt = site.now();
    },
  };
}
