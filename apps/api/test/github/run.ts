import { createFaultQueue, type FaultQueue } from './faults/fault-queue.ts';
import type { Operation } from './operations.ts';
import type { Site } from './site.ts';

export interface RequestRecord {
  /** `oauth`: the two pages that sign people in; `elsewhere`: a redirect to another host was followed; `unknown`: the double has no such route. */
  readonly operation: Operation | 'git' | 'oauth' | 'elsewhere' | 'unknown';
  readonly method: string;
  readonly path: string;
  /** Whether it came with an Authorization header. */
  readonly authorized: boolean;
  /** When it came, by the double's clock. */
  readonly at: number;
  /** Whether another one was not answered yet. One that is never answered counts as over. */
  readonly overlapping: boolean;
  /** What went wrong with it, by intention. */
  readonly fault: string | null;
  /** null: not answered, or not yet. */
  readonly status: number | null;
  readonly endedAt: number | null;
}

/** From one reset of the double to the next. */
export interface Run {
  readonly site: Site;
  readonly queue: FaultQueue;
  readonly requests: RequestRecord[];
  /** Those of them that wait for their answer. */
  readonly open: Set<RequestRecord>;
  /** Notes what was against GitHub's description, or went wrong in the double itself. */
  note(violation: string): void;
}

export function createRun(site: Site, note: Run['note']): Run {
  return { site, queue: createFaultQueue(), requests: [], open: new Set(), note };
}
