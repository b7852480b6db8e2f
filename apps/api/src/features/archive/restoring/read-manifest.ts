import { MANIFEST_PATH } from '../events/archive-paths.ts';
import { openObjects } from '../git-program/open-objects.ts';
import { toTargetError } from '../git-program/to-target-error.ts';
import { type Manifest, parseManifest } from '../pages/parse-manifest.ts';
import { TargetError } from '../targets/target-error.ts';

/**
 * What the archive says of itself at a commit.
 * @throws TargetError `refused` where it is none of BookChat's, or a newer one's.
 */
export async function readManifest(dir: string, commit: string, signal: AbortSignal): Promise<Manifest> {
  const text = await readText(dir, `${commit}:${MANIFEST_PATH}`, signal);
  const short = commit.slice(0, 7);
  if (text === null)
    throw new TargetError(
      'refused',
      `That repository is no archive of BookChat’s: at the commit ${short} it has no ${MANIFEST_PATH}. Check --from and --as-of.`,
    );
  const manifest = parseManifest(text);
  if (typeof manifest === 'string') throw new TargetError('refused', manifest);
  return manifest;
}

async function readText(dir: string, name: string, signal: AbortSignal): Promise<string | null> {
  const objects = openObjects(dir, { signal });
  try {
    const found = await objects.read(name);
    return found?.type === 'blob' ? found.content.toString() : null;
  } catch (error) {
    signal.throwIfAborted();
    throw toTargetError(error);
  } finally {
    await objects.close();
  }
}
