import { MANIFEST_PATH, README_PATH } from '../events/archive-paths.ts';

const PAGE = /^book\/([a-z0-9-]+)\/(\d{4})\/(\d{2})\/(\d{2})(?:-\d+)?\.md$/;

/** What a file of the archive is that holds no events; null where it is none of the archive's. */
export function kindOf(path: string): 'manifest' | 'readme' | 'page' | null {
  if (path === MANIFEST_PATH) return 'manifest';
  if (path === README_PATH) return 'readme';
  return PAGE.test(path) ? 'page' : null;
}

export function parsePagePath(path: string): { readonly room: string | null; readonly day: string | null } {
  const [, room, year, month, date] = PAGE.exec(path) ?? [];
  return room === undefined ? { room: null, day: null } : { room, day: `${year}-${month}-${date}` };
}
