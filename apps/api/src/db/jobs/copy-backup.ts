import { closeSync, openSync } from 'node:fs';
import type { JobProgress } from '../../lib/run-in-worker.ts';
import { syncFile } from '../../lib/sync-file.ts';
import { writeThrough } from '../../lib/write-through.ts';
import { ensureSame } from '../backup/ensure-same.ts';
import { openForReading } from '../backup/open-for-reading.ts';
import { readFingerprint } from '../backup/read-fingerprint.ts';

export interface CopyBackupInput {
  readonly from: string;
  /** A file that is not there yet. */
  readonly to: string;
  readonly expected: { readonly bytes: number; readonly sha256: string };
}

/**
 * Copies the file of a backup to where it may be another disk, and reads the copy back.
 * @throws UnusableError where either is not what it is to be; or the system's error.
 */
export function copyBackup(
  { from, to, expected }: CopyBackupInput,
  report: (progress: JobProgress) => void,
): void {
  const target = openSync(to, 'wx', 0o600);
  try {
    const found = readWhole(
      from,
      (part) => report({ step: 'Copying to BACKUP_COPY_DIR', part: part * 0.7 }),
      writeThrough(target),
    );
    ensureSame(found, expected);
  } finally {
    closeSync(target);
  }
  syncFile(to);
  ensureSame(
    readWhole(to, (part) => report({ step: 'Reading the copy back', part: 0.7 + part * 0.3 })),
    expected,
  );
}

function readWhole(path: string, report: (part: number) => void, take?: (bytes: Buffer) => void) {
  const opened = openForReading(path);
  try {
    return readFingerprint(opened, report, take);
  } finally {
    opened.close();
  }
}
