import { buildState } from './build-state.mjs';
import { unlessUnchanged } from './fingerprint.mjs';
import { root } from './workspace.mjs';

/**
 * Builds what changed. Turbo decides by content; asking it costs half a second, so it is asked only if
 * the size or time of some source file, or what lies in dist, is not as it was after the last build.
 */
export async function ensureBuild(/** @type {import('./open-toolchain.mjs').Toolchain} */ toolchain) {
  await unlessUnchanged(
    'build',
    () => buildState(root),
    async () => {
      await toolchain.runQuietly('Building …', 'turbo', ['run', 'build', '--output-logs=errors-only']);
    },
  );
}
