import { apiUrl, type Site } from '../site.ts';

export function presentRef(site: Site, ref: string, sha: string): Record<string, unknown> {
  return {
    ref,
    node_id: Buffer.from(ref).toString('base64url'),
    url: apiUrl(site, `/git/${ref}`),
    object: { sha, type: 'commit', url: apiUrl(site, `/git/commits/${sha}`) },
  };
}
