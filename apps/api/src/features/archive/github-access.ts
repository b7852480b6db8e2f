import type { FastifyRequest } from 'fastify';
import type { ArchiveSettings } from './check-up/open-archive.ts';
import { type TokenTrial, tryGithubToken } from './check-up/try-github-token.ts';

/** How the archive gets at its repository on GitHub by a token, for whoever changes that. */
export interface GithubAccess {
  /** Without writing anything. @throws the reason of the signal. */
  tryToken(token: string, signal: AbortSignal): Promise<TokenTrial>;
  /** When the token in use ends, as far as GitHub has said; null: never, or not known yet. */
  expiresAt(): Date | null;
  /** Another token counts, as somebody asked for: look what works now, and go on at once with what waited for it. */
  tokenChanged(by: FastifyRequest): Promise<void>;
}

interface Parts extends ArchiveSettings {
  readonly token: () => { readonly expiresAt: Date | null } | null;
  readonly tokenChanged: GithubAccess['tokenChanged'];
}

/** Null where the archive is elsewhere, or a GitHub App makes the tokens. */
export function createGithubAccess({ token, tokenChanged, ...settings }: Parts): GithubAccess | null {
  const { repository, app } = settings.config.archive;
  if (repository === null || app !== null) return null;
  return {
    tryToken: (given, signal) => tryGithubToken(repository, given, settings, signal),
    expiresAt: () => token()?.expiresAt ?? null,
    tokenChanged,
  };
}
