import { GitError } from '../git-program/git-error.ts';
import { toTargetError } from '../git-program/to-target-error.ts';
import { TargetError } from '../targets/target-error.ts';

type Trouble = 'denied' | 'refused' | 'unavailable';

const MEANINGS: readonly (readonly [said: RegExp, trouble: Trouble, words: string])[] = [
  [
    /couldn't find remote ref HEAD/,
    'refused',
    'The repository is empty, or its default branch is. Name the branch that the archive is on.',
  ],
  [/couldn't find remote ref/, 'refused', 'The repository has no branch of that name.'],
  [
    /shallow roots/,
    'refused',
    'The repository is a shallow copy, which holds a part of its history only. Run `git fetch --unshallow` in it.',
  ],
  [
    /Authentication failed|could not read Username|returned error: 40[13]/,
    'denied',
    'The server does not let BookChat read the repository, or there is none at that address. Check the address and the token.',
  ],
  [
    /returned error: 404|repository '.*' not found/,
    'denied',
    'There is no repository at that address, or the token does not give access to it. Check both.',
  ],
  [
    /redirect|returned error: 30\d/,
    'denied',
    'The server leads elsewhere, where BookChat does not follow. Give the address that the repository has now.',
  ],
  [
    /certificate|SSL/,
    'denied',
    'The certificate of the server is not trusted. Check the clock of this machine, and its list of authorities (ca-certificates).',
  ],
  [
    /Could not resolve host/,
    'unavailable',
    'No name server knows the name in that address (DNS). Check the address and the network.',
  ],
  [
    /Failed to connect|Couldn't connect|Connection (?:refused|timed out|reset)|too slow|timed? ?out/i,
    'unavailable',
    'The server does not answer. Check the address and the network, and try again.',
  ],
  [/returned error: 5\d\d/, 'unavailable', 'The server of the repository has failed. Try again later.'],
  [
    /early EOF|RPC failed|disconnect|hung up|unexpected|transfer closed/i,
    'unavailable',
    'The connection to the server broke off. Try again.',
  ],
  [
    /corruption on the remote side|bad pack header/,
    'denied',
    'The repository is damaged: git cannot read all of it. `git fsck --full` in it says what is missing.',
  ],
  [
    /does not appear to be a git repository|not a git repository/,
    'denied',
    'That folder is no repository of git. Give the one that holds the archive.',
  ],
];

/** What git's own check of the objects says, for example `hasDotdot`: https://git-scm.com/docs/git-fsck#_fsck_messages */
const UNSAFE = /error: object [0-9a-f]{40}: ([A-Za-z]{3,40}):/;

/** What it means for people where an archive could not be fetched. */
export function toCloneError(error: unknown): unknown {
  if (!(error instanceof GitError) || error.isMissing) return toTargetError(error);
  const [, unsafe] = UNSAFE.exec(error.stderr) ?? [];
  if (unsafe !== undefined) return new TargetError('refused', describeUnsafe(unsafe), error);
  const [, trouble, words] = MEANINGS.find(([said]) => said.test(error.stderr)) ?? [];
  return trouble === undefined || words === undefined
    ? toTargetError(error, `Git could not copy the repository: ${error.stderr}`)
    : new TargetError(trouble, words, error);
}

function describeUnsafe(check: string): string {
  return (
    `Git refuses the repository: it holds something malformed or dangerous (${check}). BookChat never writes such ` +
    'things, so somebody else has. Take an earlier copy of the archive.'
  );
}
