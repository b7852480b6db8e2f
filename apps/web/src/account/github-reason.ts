import type { GithubReason } from '@bookchat/shared';
import { quoteReason } from '../lib/quote-reason.ts';

const WORDS: Readonly<Record<GithubReason, string>> = {
  github_cancelled: 'You did not let GitHub say who you are. Nothing was done.',
  github_stale: 'That took too long, or was begun in another browser. Try it again.',
  github_unreachable: 'GitHub could not be asked. Try it again in a while, or sign in another way.',
  github_not_allowed:
    'Your account on GitHub is not among those that may come in here. Ask an admin for an invite.',
  github_blocked: 'Your account here was removed. Ask an admin.',
  github_suspended: 'Your account here is suspended until an admin lets you in again.',
  github_taken: 'That account on GitHub opens another account here already.',
  github_linked: 'Your account on GitHub opens this one from now on.',
};

/** What came of the way to GitHub, from behind the `#`, where it is said once; null where nobody comes from there. */
export function takeGithubReason(): string | null {
  const reason = location.hash.slice(1);
  if (!Object.hasOwn(WORDS, reason)) return null;
  history.replaceState(history.state, '', location.pathname);
  return WORDS[reason as GithubReason] + (reason === 'github_suspended' ? quoteReason(takeCookie()) : '');
}

/** The server's, which lasts for a minute: behind the `#` could stand anybody's words. */
function takeCookie(): string | null {
  const value = /(?:^|; )bookchat_suspended=([\w-]+)/.exec(document.cookie)?.[1];
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser has the Cookie Store yet.
  document.cookie = 'bookchat_suspended=; path=/; max-age=0';
  return value === undefined ? null : toText(value);
}

function toText(base64url: string): string {
  const bytes = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}
