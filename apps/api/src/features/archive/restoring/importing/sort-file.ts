import { MANIFEST_PATH, parseSegmentPath } from '../../events/archive-paths.ts';
import { kindOf, parsePagePath } from '../../taking-in/kind-of.ts';

/** What a file of the archive is, as its path says. */
export interface SortedFile {
  readonly kind: 'segment' | 'page' | 'manifest' | 'readme';
  readonly room: string | null;
  readonly day: string | null;
}

/** The folders that are BookChat's alone. */
const OURS = /^(?:rooms|book)\//;

/** Null where BookChat writes no such file. */
export function sortFile(path: string): SortedFile | null {
  const segment = parseSegmentPath(path);
  if (segment !== null) return { kind: 'segment', ...segment };
  const kind = kindOf(path);
  return kind === null ? null : { kind, ...parsePagePath(path) };
}

/** Whether nobody else has anything to write there. Anyone may introduce the repository in words of their own. */
export function isOurPlace(path: string): boolean {
  return path === MANIFEST_PATH || OURS.test(path);
}
