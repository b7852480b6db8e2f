import { describeCheck } from '../targets/github/describe-check.ts';
import { askGithub } from './ask-github.ts';
import type { ArchiveSettings } from './open-archive.ts';

/** What came of trying a token against the repository of the archive, without writing to it. */
export type TokenTrial =
  | { readonly kind: 'works'; readonly found: string; readonly expiresAt: Date | null }
  /** Why, in sentences. */
  | { readonly kind: 'refused' | 'unreachable'; readonly message: string };

/** @throws the reason of the signal. */
export async function tryGithubToken(
  repository: string,
  token: string,
  settings: ArchiveSettings,
  signal: AbortSignal,
): Promise<TokenTrial> {
  const { check } = await askGithub(repository, settings, signal, { kind: 'token', read: () => token });
  if (!check.reachable)
    return { kind: check.trouble.kind === 'denied' ? 'refused' : 'unreachable', message: check.message };
  const found = `${describeCheck(check)}.`;
  if (check.isArchived || check.canPush === false)
    return { kind: 'refused', message: `The token was tried, and is not enough: ${found}` };
  return { kind: 'works', found, expiresAt: check.expiresAt };
}
