import type { Fault } from './fault.ts';

const DOCUMENTATION = 'https://docs.github.com/rest';
const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

interface Options {
  readonly name?: string;
  readonly applied?: boolean;
  headers?(nowMs: number): Record<string, string>;
}

/** An error in GitHub's form, instead of the honest answer. */
export function refuses(status: number, message: string, options: Options = {}): Fault {
  const { name = `${status} ${message}`, applied = false, headers } = options;
  const text = JSON.stringify({ message, documentation_url: DOCUMENTATION, status: String(status) });
  return {
    name,
    applied,
    deliver: (answer, outlet, { nowMs }) =>
      outlet.send({ status, headers: { ...answer.headers, ...headers?.(nowMs) }, text }),
  };
}

/** The hour's requests are used up. */
export function rateLimited(resetAfterS: number, status: 403 | 429 = 403): Fault {
  return refuses(status, 'API rate limit exceeded for user ID 1.', {
    name: `${status}, no requests left for ${resetAfterS} s`,
    headers: (nowMs) => ({
      'x-ratelimit-remaining': '0',
      'x-ratelimit-used': '5000',
      'x-ratelimit-reset': String(Math.ceil(nowMs / 1000) + resetAfterS),
    }),
  });
}

/** Too much at once; null: without saying for how long to wait. */
export function secondaryLimit(status: 403 | 429, retryAfterS: number | null): Fault {
  return refuses(status, SECONDARY, {
    name: `${status}, secondary limit, retry-after ${retryAfterS ?? 'missing'}`,
    headers: () => (retryAfterS === null ? {} : { 'retry-after': String(retryAfterS) }),
  });
}

/** What a proxy in between says: a page, with a status of its own. */
export function answersHtml(status: number, title: string): Fault {
  const text = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><p>${title}</p></body></html>\n`;
  return {
    name: `${status} as HTML`,
    applied: false,
    deliver: (_, outlet) =>
      outlet.send({ status, headers: { 'content-type': 'text/html; charset=utf-8' }, text }),
  };
}

/** To another host; whoever follows is on the record as `elsewhere`. */
export function redirects(status: 301 | 302 | 307): Fault {
  return {
    name: `${status} to another host`,
    applied: false,
    deliver(answer, outlet, { elsewhere: location }) {
      const message = 'Moved Permanently';
      const text = JSON.stringify({ message, url: location, documentation_url: DOCUMENTATION });
      outlet.send({ status, headers: { ...answer.headers, location }, text });
    },
  };
}
