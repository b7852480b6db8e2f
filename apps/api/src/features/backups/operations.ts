import { setTimeout } from 'node:timers/promises';
import type { BackupOperation } from '@bookchat/shared';
import type { Clock } from '../../lib/clock.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { JobProgress } from '../../lib/run-in-worker.ts';
import { lockFolder } from './lock-folder.ts';

/** What the work of an operation is given to say how far it is. */
export interface OperationReport {
  progress(progress: JobProgress): void;
  /** Of a backup that has no name at the beginning. */
  name(backupId: string): void;
}

export interface OperationOptions {
  /** Null where a new one is to be made. */
  readonly backupId?: string | null;
  /** Waits for its turn until this says otherwise, where others would be refused. */
  readonly waitUntil?: AbortSignal;
}

export interface Operations {
  /** What is being done now. */
  readonly current: BackupOperation | null;
  /**
   * Runs what is done to backups, one thing at a time, in this process and beside it.
   * @throws ProblemError `already_running`, or what `work` throws.
   */
  run<T>(
    kind: BackupOperation['kind'],
    work: (report: OperationReport) => Promise<T>,
    options?: OperationOptions,
  ): Promise<T>;
}

const RETRY_MS = 500;
/** They leave the folder of the backups as it is. */
const READING: ReadonlySet<BackupOperation['kind']> = new Set(['verify', 'restore', 'drill']);

export function createOperations(folder: string, clock: Pick<Clock, 'now'>): Operations {
  let current: BackupOperation | null = null;
  return {
    get current() {
      return current;
    },
    async run(kind, work, { backupId = null, waitUntil } = {}) {
      const release =
        waitUntil === undefined ? take(kind, backupId) : await takeTurn(kind, backupId, waitUntil);
      try {
        return await work({ progress, name });
      } finally {
        current = null;
        release();
      }
    },
  };

  async function takeTurn(kind: BackupOperation['kind'], id: string | null, signal: AbortSignal) {
    for (;;) {
      try {
        return take(kind, id);
      } catch (error) {
        if (!(error instanceof ProblemError && error.code === 'already_running')) throw error;
        await setTimeout(RETRY_MS, undefined, { signal });
      }
    }
  }

  function take(kind: BackupOperation['kind'], backup_id: string | null): () => void {
    if (current !== null) throw alreadyRunning(current);
    const release = lockFolder(folder, READING.has(kind) ? 'read' : 'write');
    const started_at = new Date(clock.now()).toISOString();
    current = { kind, backup_id, step: 'Beginning', progress: 0, started_at };
    return release;
  }

  function progress({ step, part }: JobProgress): void {
    if (current !== null) current = { ...current, step, progress: part };
  }

  function name(backup_id: string): void {
    if (current !== null) current = { ...current, backup_id };
  }
}

const NAMES = {
  backup: 'A backup is being made',
  verify: 'A backup is being verified',
  cleanup: 'Old backups are being removed',
  restore: 'A backup is being restored',
  drill: 'A restore is being tried',
} as const;

function alreadyRunning({ kind, step }: BackupOperation): ProblemError {
  return new ProblemError(
    'already_running',
    `${NAMES[kind]} (${step}). Try again when that is done; the list of backups shows how far it is.`,
  );
}
