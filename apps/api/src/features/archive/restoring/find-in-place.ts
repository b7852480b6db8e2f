import { StartError } from '../../../start-error.ts';
import type { Target } from '../targets/target.ts';
import { TargetError } from '../targets/target-error.ts';

/**
 * Whether the place that is set up holds the very commits of a copy that is restored, so that the server goes on there.
 * @returns what they are kept under there; null where it holds other ones, or cannot be asked.
 * @throws StartError where it holds more of them, which the server would stumble over.
 */
export async function findInPlace(
  place: Pick<Target, 'name' | 'readHead' | 'compare'> | null,
  head: string,
  signal: AbortSignal,
): Promise<string | null> {
  const standing = place === null ? null : await ask(place, head, signal);
  if (standing === 'ancestor')
    throw new StartError(
      'The repository that GITHUB_REPOSITORY names holds this archive, and more of it than this copy does. Restore that one, ' +
        'by leaving out --from.',
    );
  return standing === 'same' ? (place?.name ?? null) : null;
}

async function ask(
  place: Pick<Target, 'readHead' | 'compare'>,
  commit: string,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const head = await place.readHead(signal);
    if (head.kind !== 'at') return null;
    return head.commit === commit ? 'same' : await place.compare(commit, head.commit, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TargetError) return null; // the server says what is the matter with it
    throw error;
  }
}
