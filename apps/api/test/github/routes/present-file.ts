import { basename } from 'node:path/posix';
import { apiUrl, pageUrl, type Site } from '../site.ts';

interface File {
  readonly path: string;
  readonly sha: string;
  readonly branch: string;
}

export function presentFile(site: Site, { path, sha, branch }: File): Record<string, unknown> {
  const self = apiUrl(site, `/contents/${path}?ref=${branch}`);
  const git = apiUrl(site, `/git/blobs/${sha}`);
  const html = pageUrl(site, `/blob/${branch}/${path}`);
  return {
    name: basename(path),
    path,
    sha,
    size: site.repository.store.find(sha)?.content.length ?? 0,
    url: self,
    html_url: html,
    git_url: git,
    download_url: pageUrl(site, `/raw/${branch}/${path}`),
    type: 'file',
    _links: { self, git, html },
  };
}
