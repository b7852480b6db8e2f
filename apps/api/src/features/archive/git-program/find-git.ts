import { GitError } from './git-error.ts';
import { runGit } from './run-git.ts';

/** `words` say what is wrong and what to do. */
export type FoundGit =
  | { readonly kind: 'found'; readonly version: string }
  | { readonly kind: 'missing' | 'too_old'; readonly words: string };

/**
 * Of June 2021. It was the first to take a token from its environment (2.31), to leave the settings of whoever runs it
 * alone, and to keep few packs without repacking all of them.
 */
const OLDEST = [2, 32] as const;

/** Which git this machine has, if any. */
export async function findGit(signal: AbortSignal): Promise<FoundGit> {
  const words = `Git is not installed. Install git ${OLDEST.join('.')} or newer, and start BookChat again.`;
  try {
    const { stdout } = await runGit(['--version'], { dir: null, signal });
    return judge(/\d+(?:\.\d+)+/.exec(stdout.toString('latin1'))?.[0] ?? '0.0');
  } catch (error) {
    if (error instanceof GitError && error.isMissing) return { kind: 'missing', words };
    throw error;
  }
}

function judge(version: string): FoundGit {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return { kind: 'found', version };
  const words = `Git ${version} is too old. Install git ${OLDEST.join('.')} or newer, and start BookChat again.`;
  return { kind: 'too_old', words };
}
