import { Agent, request } from 'node:http';
import { postMessage } from '@bookchat/shared';
import { nextMessageId } from './message-id.ts';

export interface SteadyPosts {
  /** How long each post took that was due in that time (of performance.now), from when it was due, in ms; the shortest first. */
  between(from: number, to: number): number[];
  /** The longest time in which none was taken, in ms. */
  longestPause(from: number, to: number): number;
  /** Ends once every post is answered. */
  stop(): Promise<void>;
}

const CONNECTIONS = 64;
const CREATED = 201;
const SENT_AWAY = 503;

/**
 * Posts so many messages a second whether the server keeps up or not, so that one slow answer delays no other post.
 * @param mayBeSentAway whether the server may be in maintenance meanwhile; such posts are in no figure but the pause.
 * @throws where a post is refused, from `stop`.
 */
export function postSteadily(
  port: number,
  perSecond: number,
  { mayBeSentAway = false }: { mayBeSentAway?: boolean } = {},
): SteadyPosts {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const startedAt = performance.now();
  const posts: { readonly dueAt: number; readonly ms: number }[] = [];
  const underWay = new Set<Promise<void>>();
  let failure: Error | null = null;
  let sent = 0;
  const timer = setInterval(sendDue, 1);

  return {
    between: (from, to) =>
      posts
        .filter(({ dueAt }) => dueAt >= from && dueAt < to)
        .map(({ ms }) => ms)
        .sort((a, b) => a - b),
    longestPause(from, to) {
      const taken = posts
        .map(({ dueAt, ms }) => dueAt + ms)
        .filter((at) => at > from && at < to)
        .sort((a, b) => a - b);
      return Math.max(...[...taken, to].map((at, index) => at - (taken[index - 1] ?? from)));
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
      agent.destroy();
      if (failure !== null) throw failure;
    },
  };

  function sendDue(): void {
    for (let dueAt = nextDue(); dueAt <= performance.now(); dueAt = nextDue()) {
      sent += 1;
      const post: Promise<void> = send(dueAt).finally(() => underWay.delete(post));
      underWay.add(post);
    }
  }

  function nextDue(): number {
    return startedAt + (sent * 1_000) / perSecond;
  }

  async function send(dueAt: number): Promise<void> {
    try {
      const status = await postOne(port, agent);
      if (status === CREATED) posts.push({ dueAt, ms: performance.now() - dueAt });
      else if (!(mayBeSentAway && status === SENT_AWAY))
        throw new Error(`A post was answered with ${status}.`);
    } catch (error) {
      failure ??= error as Error;
    }
  }
}

function postOne(port: number, agent: Agent): Promise<number> {
  const body = JSON.stringify({ id: nextMessageId(), author: 'load', content: 'The tide is out at six.' });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const options = {
      agent,
      host: '127.0.0.1',
      port,
      method: postMessage.method,
      path: postMessage.path,
      headers,
    };
    const outgoing = request(options, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    });
    outgoing.once('error', reject).end(body);
  });
}
