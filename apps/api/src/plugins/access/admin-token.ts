import { randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface AdminToken {
  readonly token: string;
  /** The file that keeps it; null where the operator set it. */
  readonly file: string | null;
  /** Whether it was made just now. */
  readonly isNew: boolean;
}

/** Takes the operator's token, or the one that an earlier start made, or makes one and keeps it in `dataDir`. */
export function ensureAdminToken(dataDir: string, configured: string | null): AdminToken {
  if (configured !== null) return { token: configured, file: null, isNew: false };
  const file = join(dataDir, 'admin-token');
  const kept = readToken(file);
  if (kept !== null) return { token: kept, file, isNew: false };
  const token = randomBytes(32).toString('base64url');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeDurably(file, `${token}\n`);
  return { token, file, isNew: true };
}

function readToken(file: string): string | null {
  try {
    const token = readFileSync(file, 'utf8').trim();
    return token === '' ? null : token;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function writeDurably(file: string, text: string): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    fchmodSync(handle, 0o600); // also where the file was there before
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
