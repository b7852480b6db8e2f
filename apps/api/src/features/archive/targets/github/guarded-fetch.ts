import type { Clock } from '../../../../lib/clock.ts';
import { TargetError } from '../target-error.ts';
import { describeNetworkTrouble } from './network-trouble.ts';
import { BodyTooLarge, readBody } from './read-body.ts';
import { createRequestLine } from './request-line.ts';

/** Requests that make something, of which GitHub allows so many within an hour. */
export interface SentWrites {
  /** When, by the clock's `elapsed()`, oldest first; below zero where that was long before the start. */
  listSent(): readonly number[];
  /** To be called before one is sent: it counts whatever comes of it. */
  note(): Promise<void>;
}

/** For those that write nothing. */
export const UNCOUNTED: SentWrites = { listSent: () => [], note: async () => {} };

interface Settings {
  readonly clock: Clock;
  readonly pauseBetweenWritesMs: number;
  /** For one answer, whole; the time in which a request waits for its turn does not count. */
  readonly timeoutMs: number;
  readonly writes: SentWrites;
  onSend(): void;
}

type GuardedFetch = (address: string, init: RequestInit) => Promise<Response>;

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * The `fetch` that Octokit is given: it keeps GitHub's pace, ends in time, and goes nowhere else.
 * @throws TargetError in words that hold nothing of what was sent; or the reason of the signal.
 */
export function createGuardedFetch(settings: Settings): GuardedFetch {
  const { clock, pauseBetweenWritesMs, writes } = settings;
  const line = createRequestLine(clock, pauseBetweenWritesMs, writes.listSent().at(-1));

  return (address, init) => {
    const url = new URL(address);
    const signal = init.signal ?? new AbortController().signal;
    const kind = kindOf(url, init.method);
    const work = async () => {
      if (kind === 'write') await writes.note();
      return send(url, init, signal, settings);
    };
    return line.pass(kind, work, signal);
  };
}

/** A new token of a GitHub App changes nothing that the pause is for. */
function kindOf({ pathname }: URL, method = 'GET'): 'read' | 'write' {
  return method === 'GET' || pathname.includes('/app/installations/') ? 'read' : 'write';
}

async function send(url: URL, init: RequestInit, signal: AbortSignal, settings: Settings): Promise<Response> {
  const timeout = AbortSignal.timeout(settings.timeoutMs);
  settings.onSend();
  try {
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    });
    // Read here, because Octokit takes what came before a connection broke off for the whole answer.
    const body = await readBody(answer.body);
    if (REDIRECTS.includes(answer.status)) throw refuseRedirect(url, answer.headers.get('location'));
    const { status, headers } = answer;
    return new Response(body.length === 0 ? null : body, { status, headers });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TargetError) throw error;
    if (timeout.aborted)
      throw unavailable(`${url.host} did not answer within ${settings.timeoutMs / 1_000} seconds.`);
    if (error instanceof BodyTooLarge) throw unavailable(`${url.host} sent an answer that is far too long.`);
    throw unavailable(describeNetworkTrouble(error, url.host));
  }
}

/** Nowhere else: the token would go there as well. */
function refuseRedirect(from: URL, location: string | null): TargetError {
  const to =
    location !== null && URL.canParse(location, from.href) ? new URL(location, from).origin : 'nowhere';
  if (to === from.origin)
    return new TargetError(
      'denied',
      `${from.host} answers that the repository was renamed or has moved. Set GITHUB_REPOSITORY to its new name.`,
    );
  return unavailable(
    `${from.host} sends the server on to ${to}, and it does not go there. Check GITHUB_API_URL, and whether a network that asks for a sign-in stands in between.`,
  );
}

function unavailable(message: string): TargetError {
  return new TargetError('unavailable', message);
}
