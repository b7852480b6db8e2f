import { TargetError } from '../targets/target-error.ts';
import { GitError } from './git-error.ts';

type Trouble = 'denied' | 'unavailable';

/** What git says, in the order in which it is looked for: a full disk leaves broken files behind, too. */
const MEANINGS: readonly (readonly [said: RegExp, trouble: Trouble, words: string])[] = [
  [
    /no space left on device|out of diskspace|disk quota exceeded/i,
    'unavailable',
    'The disk is full, so that git could not write. Make room; the archive then goes on by itself.',
  ],
  [
    /permission denied|insufficient permission|read-only file system|operation not permitted/i,
    'denied',
    'Git may not write to the folder of the archive. Give it to the user that BookChat runs as.',
  ],
  [
    /file already exists|not a directory/i,
    'denied',
    'A file stands where the folder of the archive should be. Move it away.',
  ],
  [
    /detected dubious ownership/,
    'denied',
    'The repository belongs to another user of this machine, and git does not read it for that reason. ' +
      'Give it to the user that BookChat runs as, or copy it as that user.',
  ],
  [
    /\.lock': File exists/,
    'unavailable',
    'Another process is at work on the archive. Let it end; the archive then goes on by itself.',
  ],
  [
    /Cannot allocate memory|out of memory|unable to create thread|Resource temporarily unavailable|too many (?:open )?files/i,
    'unavailable',
    'The machine gives git no more memory, or no more open files. It is tried again.',
  ],
  [
    /corrupt|damaged|is empty|unable to unpack|broken|not a git repository|inflate|bad (?:object|tree|signature|ref)|(?:missing|invalid) (?:object|sha1|tree|blob|commit)|unable to (?:read|unpack|find|parse)|(?:could|can)\s?not (?:read|load|open|parse)|loose object|hash mismatch|does not match|garbage|not found/i,
    'denied',
    'The repository of the archive is damaged. `git fsck --full` in its folder says where. Put a good copy of the ' +
      'folder in its place, for example from a copy of the data folder.',
  ],
];

const UNKNOWN = 'Git failed in a way that is not known; the log holds what it said. It is tried again.';
export const NO_GIT = 'Git is not installed. Install it, and start BookChat again.';

/**
 * What the failure of git, or of the system, means for people. Anything else comes back as it is.
 * @param unknown what is said where the meaning is not known.
 */
export function toTargetError(error: unknown, unknown = UNKNOWN): unknown {
  if (error instanceof GitError && error.isMissing) return new TargetError('denied', NO_GIT, error);
  const said = whatItSays(error);
  if (said === null) return error;
  const [, trouble, words] = MEANINGS.find(([pattern]) => pattern.test(said)) ?? [];
  return new TargetError(trouble ?? 'unavailable', words ?? unknown, error);
}

function whatItSays(error: unknown): string | null {
  if (error instanceof GitError) return error.stderr;
  return error instanceof Error && 'syscall' in error ? error.message : null;
}
