import { Refusal } from '../refusal.ts';
import type { Settings, Site } from '../site.ts';

interface Asked {
  readonly authorization: string | undefined;
  readonly owner: string;
  readonly repo: string;
  readonly writes: boolean;
}

/** Refuses in GitHub's order: who is it, may they see the repository, may they change it. */
export function authorize(site: Site, { authorization, owner, repo, writes }: Asked): void {
  const { settings } = site;
  const isKnown = isAccepted(site, /^(?:token|bearer) (\S+)$/i.exec(authorization ?? '')?.[1]);
  const isVisitor = authorization === undefined && !settings.isPrivate && !writes;
  if (!isKnown && !isVisitor) throw new Refusal(401, 'Bad credentials');
  if (`${owner}/${repo}`.toLowerCase() !== `${site.owner}/${site.name}`.toLowerCase())
    throw new Refusal(404, 'Not Found');
  if (writes) ensureWritable(settings);
}

export function isAccepted({ settings, now }: Site, token: string | undefined): boolean {
  const isOver = settings.tokenExpiresAt !== null && now() >= settings.tokenExpiresAt;
  return settings.token !== null && token === settings.token && !isOver;
}

export function ensureWritable({ mayPush, isArchived, token }: Settings): void {
  if (isArchived) throw new Refusal(403, 'Repository was archived so is read-only.');
  if (mayPush) return;
  const by = token?.startsWith('ghs_') ? 'integration' : 'personal access token';
  throw new Refusal(403, `Resource not accessible by ${by}`, {
    'x-accepted-github-permissions': 'contents=write',
  });
}
