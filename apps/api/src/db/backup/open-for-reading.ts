import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, type Stats } from 'node:fs';
import { UnusableError } from './unusable-error.ts';

export interface OpenedFile {
  readonly descriptor: number;
  readonly bytes: number;
  /** @throws UnusableError where the name stands for another file by now, or the file was written to. */
  ensureUnchanged(): void;
  close(): void;
}

/**
 * Opens a file that is to be a backup: a plain file by its own name, and never what a link leads to.
 * @throws UnusableError where it is none.
 */
export function openForReading(path: string): OpenedFile {
  const descriptor = open(path);
  const stats = fstatSync(descriptor);
  const opened: OpenedFile = {
    descriptor,
    bytes: stats.size,
    ensureUnchanged: () => ensureSame(stats, lstatSync(path)),
    close: () => closeSync(descriptor),
  };
  try {
    ensureAlone(path, stats);
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

const REFUSALS: Readonly<Record<string, string>> = {
  ELOOP: 'it is a link, and links are not followed',
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
};

function open(path: string): number {
  try {
    // A named pipe would hold up whoever opens it.
    return openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const reason = REFUSALS[(error as NodeJS.ErrnoException).code ?? ''];
    throw reason === undefined ? error : new UnusableError(reason);
  }
}

/** SQLite would take what lies beside a database for a part of it. */
function ensureAlone(path: string, stats: Stats): void {
  if (!stats.isFile()) throw new UnusableError('it is no file');
  for (const suffix of ['-journal', '-wal'])
    if (existsSync(path + suffix))
      throw new UnusableError(`a ${suffix} file lies beside it, as if something had written to it`);
}

function ensureSame(before: Stats, after: Stats): void {
  if (before.ino !== after.ino || before.dev !== after.dev || before.mtimeMs !== after.mtimeMs)
    throw new UnusableError('it was changed while it was read');
}
