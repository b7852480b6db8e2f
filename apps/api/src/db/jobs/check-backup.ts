import type { JobProgress } from '../../lib/run-in-worker.ts';
import type { BackupFacts } from '../backup/backup-facts.ts';
import { ensureSame } from '../backup/ensure-same.ts';
import { inspectContent } from '../backup/inspect-content.ts';
import { openForReading } from '../backup/open-for-reading.ts';
import { readFingerprint } from '../backup/read-fingerprint.ts';
import { UnusableError } from '../backup/unusable-error.ts';

/** Why a file is no backup, as a clause: "page 7 is broken". */
export type BackupCheck =
  | { readonly kind: 'sound'; readonly facts: BackupFacts }
  | { readonly kind: 'unusable'; readonly reason: string };

export interface BackupCheckInput {
  readonly file: string;
  /** What the manifest says; where the file is another, SQLite is not let near it. */
  readonly expected?: Pick<BackupFacts, 'bytes' | 'sha256'>;
}

type Report = (progress: JobProgress) => void;

/** Reads the whole of a backup: every byte, every page, every reference, every count. */
export function checkBackup({ file, expected }: BackupCheckInput, report: Report): BackupCheck {
  try {
    return { kind: 'sound', facts: readFacts(file, expected, report) };
  } catch (error) {
    if (error instanceof UnusableError) return { kind: 'unusable', reason: error.message };
    throw error;
  }
}

function readFacts(file: string, expected: BackupCheckInput['expected'], report: Report): BackupFacts {
  const opened = openForReading(file);
  try {
    const fingerprint = readFingerprint(opened, (part) =>
      report({ step: 'Comparing every byte', part: part * 0.4 }),
    );
    if (expected !== undefined) ensureSame(fingerprint, expected);
    const content = inspectContent(file, (step, part) => report({ step, part: 0.4 + part * 0.6 }));
    opened.ensureUnchanged();
    return { ...fingerprint, ...content };
  } finally {
    opened.close();
  }
}
