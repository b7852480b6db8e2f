import type { BackupFacts } from './backup-facts.ts';
import { UnusableError } from './unusable-error.ts';

type Fingerprint = Pick<BackupFacts, 'bytes' | 'sha256'>;

/** @throws UnusableError where a file is not the one that its manifest describes. */
export function ensureSame(found: Fingerprint, expected: Fingerprint): void {
  if (found.bytes !== expected.bytes)
    throw new UnusableError(`the file has ${found.bytes} bytes, and its manifest says ${expected.bytes}`);
  if (found.sha256 !== expected.sha256)
    throw new UnusableError('the file is not the one that its manifest describes (their SHA-256 differ)');
}
