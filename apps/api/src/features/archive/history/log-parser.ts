import { TargetError } from '../targets/target-error.ts';

/** A commit as `git log` tells of it, with what it changes to the commit before. */
export interface LoggedCommit {
  readonly hash: string;
  readonly parents: readonly string[];
  /** In seconds since 1970, as it stands there: who writes commits can write anything. */
  readonly time: string;
  readonly message: string;
  readonly changes: readonly LoggedChange[];
}

export interface LoggedChange {
  /** Of a file that is gone: `000000`. */
  readonly mode: string;
  readonly blob: string;
  /** `A` added, `M` modified, `D` deleted, `T` of another type now. */
  readonly status: string;
  readonly path: string;
}

export const LOG_FORMAT = '%H%x00%P%x00%ct%x00%B';

const FIELDS = 4;
/** What is longer is cut, and so is nothing that BookChat wrote: neither a path of the archive nor a message. */
const MAX_BYTES = 1_024;
/** Of one commit. BookChat brings some hundreds at most; whoever adds more than this means harm, or another repository. */
const MAX_CHANGES = 100_000;
const CHANGE = /^\n?:\d{6} (\d{6}) [0-9a-f]{40} ([0-9a-f]{40}) ([A-Z])/;

/**
 * Takes commits out of what `git log --raw -z --format=LOG_FORMAT` prints: pieces that NUL ends, four of them for the
 * commit, then two for each file: `:<modes and hashes> <status>` and its path.
 */
export function createLogParser(hear: (commit: LoggedCommit) => void) {
  const split = createSplitter(take);
  let fields: string[] = [];
  let changes: LoggedChange[] = [];
  let change: Omit<LoggedChange, 'path'> | null = null;

  return { write: split, end: finish };

  function take(piece: string): void {
    if (change !== null) takePath(piece, change);
    else if (fields.length < FIELDS) fields.push(piece);
    else takeNext(piece);
  }

  /** Of a commit that is known, another change; or else the hash of the next one. */
  function takeNext(piece: string): void {
    change = parseChange(piece);
    if (change !== null) return;
    finish();
    fields.push(piece);
  }

  function takePath(path: string, found: Omit<LoggedChange, 'path'>): void {
    changes.push({ ...found, path });
    change = null;
    if (changes.length > MAX_CHANGES) throw tooMany(fields[0] ?? '');
  }

  function finish(): void {
    const [hash, parents = '', time = '', message = ''] = fields;
    if (hash === undefined) return;
    hear({ hash, parents: parents === '' ? [] : parents.split(' '), time, message, changes });
    fields = [];
    changes = [];
  }
}

function tooMany(commit: string): TargetError {
  const words = `The commit ${commit.slice(0, 7)} changes more than ${MAX_CHANGES} files, as no archive does.`;
  return new TargetError('refused', words);
}

function parseChange(piece: string): Omit<LoggedChange, 'path'> | null {
  const [, mode, blob, status] = CHANGE.exec(piece) ?? [];
  return mode === undefined || blob === undefined || status === undefined ? null : { mode, blob, status };
}

/** Cuts bytes at each NUL. */
function createSplitter(take: (piece: string) => void) {
  let parts: Buffer[] = [];
  let bytes = 0;
  const keep = (part: Buffer) => {
    if (bytes < MAX_BYTES) parts.push(part.subarray(0, MAX_BYTES - bytes));
    bytes += part.length;
  };
  return (chunk: Buffer): void => {
    for (let from = 0; from < chunk.length; ) {
      const end = chunk.indexOf(0, from);
      keep(chunk.subarray(from, end === -1 ? chunk.length : end));
      if (end === -1) return;
      take(Buffer.concat(parts).toString());
      parts = [];
      bytes = 0;
      from = end + 1;
    }
  };
}
