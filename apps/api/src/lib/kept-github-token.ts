import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { isSameSecret } from './is-same-secret.ts';
import { sha256Hex } from './sha256-hex.ts';
import { syncFolder } from './sync-folder.ts';

interface Kept {
  readonly token: string;
  /** The SHA-256 of the GITHUB_TOKEN that it was put in the place of. */
  readonly replaces: string;
}

/**
 * The token for GitHub that counts now: the one that was put in the place of the configured one, as long as that is
 * still the same. Read from its file each time, so that all who use it, in whichever process, change over at once.
 */
export function readGithubToken(dataDir: string, configured: string | null): string | null {
  if (configured === null) return null;
  const kept = read(fileIn(dataDir));
  return kept !== null && isSameSecret(kept.replaces, sha256Hex(configured)) ? kept.token : configured;
}

/**
 * Puts a token in the place of the configured one, for the owner of the files alone.
 * @throws the system's error; then the one from before counts.
 */
export function keepGithubToken(dataDir: string, configured: string, token: string): void {
  const file = fileIn(dataDir);
  const partial = `${file}.partial`;
  const kept: Kept = { token, replaces: sha256Hex(configured) };
  try {
    writeDurably(partial, `${JSON.stringify(kept)}\n`);
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  syncFolder(dataDir);
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'github-token');
}

/** Null where there is none. One that cannot be read counts as none: then GitHub says whether the configured one does. */
function read(file: string): Kept | null {
  try {
    const { token, replaces } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return typeof token === 'string' && typeof replaces === 'string' ? { token, replaces } : null;
  } catch {
    return null;
  }
}

function writeDurably(file: string, text: string): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    fchmodSync(handle, 0o600); // also where one was left behind
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
