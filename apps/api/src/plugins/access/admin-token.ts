import { randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, fstatSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { MIN_ADMIN_TOKEN_LENGTH } from '../../config/variables.ts';
import { makeFolder } from '../../lib/make-folder.ts';
import { StartError } from '../../start-error.ts';

export interface AdminToken {
  readonly token: string;
  /** The file that keeps it; null where the operator set it. */
  readonly file: string | null;
  /** Whether it was made just now. */
  readonly isNew: boolean;
  /** Whether others on this machine could use its file, and still can where the system takes no change of its rights. */
  readonly openToOthers: 'never' | 'until now' | 'still';
}

const OPEN_TO_OTHERS = 0o077;

/**
 * Takes the operator's token, or the one that an earlier start made, or makes one and keeps it in `dataDir`.
 * @throws StartError where the file holds something that is too short to be safe.
 */
export function ensureAdminToken(dataDir: string, configured: string | null): AdminToken {
  if (configured !== null) return { token: configured, file: null, isNew: false, openToOthers: 'never' };
  const file = join(dataDir, 'admin-token');
  const kept = readToken(file);
  if (kept !== null) return { ...kept, file, isNew: false };
  const token = randomBytes(32).toString('base64url');
  makeFolder(dataDir);
  writeDurably(file, `${token}\n`);
  return { token, file, isNew: true, openToOthers: 'never' };
}

function readToken(file: string): Pick<AdminToken, 'token' | 'openToOthers'> | null {
  const handle = openIfThere(file);
  if (handle === null) return null;
  try {
    const token = readFileSync(handle, 'utf8').trim();
    if (token === '') return null;
    if (token.length < MIN_ADMIN_TOKEN_LENGTH) throw tooShort(file);
    return { token, openToOthers: keepToOwner(handle) };
  } finally {
    closeSync(handle);
  }
}

function openIfThere(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Windows has no such rights, and shows them all the same. */
function keepToOwner(handle: number): AdminToken['openToOthers'] {
  if (process.platform === 'win32' || (fstatSync(handle).mode & OPEN_TO_OTHERS) === 0) return 'never';
  try {
    fchmodSync(handle, 0o600);
    return 'until now';
  } catch {
    return 'still'; // on a read-only disk, or another user's file: the operator is told
  }
}

function tooShort(file: string): StartError {
  return new StartError(
    `The admin token in ${file} has fewer than ${MIN_ADMIN_TOKEN_LENGTH} characters and could be guessed. ` +
      'Remove the file to have a new one made, or set ADMIN_TOKEN.',
  );
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
