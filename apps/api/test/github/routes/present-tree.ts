import { FOLDER, type TreeEntry } from '../git/tree-format.ts';
import { apiUrl, type Site } from '../site.ts';

const SUBMODULE = '160000';

interface Shown {
  /** As it was asked for: of a tree, or of a commit. */
  readonly sha: string;
  readonly entries: readonly (TreeEntry & { readonly path: string })[];
  readonly truncated: boolean;
}

export function presentTree(site: Site, { sha, entries, truncated }: Shown): Record<string, unknown> {
  return {
    sha,
    url: apiUrl(site, `/git/trees/${sha}`),
    tree: entries.map((entry) => presentEntry(site, entry)),
    truncated,
  };
}

function presentEntry(site: Site, { path, mode, sha }: Shown['entries'][number]): Record<string, unknown> {
  if (mode === SUBMODULE) return { path, mode, type: 'commit', sha };
  if (mode === FOLDER) return { path, mode, type: 'tree', sha, url: apiUrl(site, `/git/trees/${sha}`) };
  const size = site.repository.store.find(sha)?.content.length ?? 0;
  return { path, mode, type: 'blob', sha, size, url: apiUrl(site, `/git/blobs/${sha}`) };
}
