import { createHash } from 'node:crypto';
import { authorize } from './access/authorize.ts';
import { baseHeaders } from './base-headers.ts';
import { checkAnswer } from './contract/check-answer.ts';
import { describeOperation } from './contract/description.ts';
import type { WireAnswer } from './faults/fault.ts';
import type { Operation } from './operations.ts';
import { Refusal } from './refusal.ts';
import type { Answer, Call } from './routes/call.ts';
import { handlers } from './routes/handlers.ts';
import type { Run } from './run.ts';

export interface Asked extends Call {
  readonly operation: Operation;
  readonly method: string;
  readonly ifNoneMatch: string | undefined;
  /** What is wrong with the request, by GitHub's description. */
  readonly problems: readonly string[];
  readonly distort: ((body: unknown) => unknown) | undefined;
}

/** Of an App, of a person, or about more than the repository. */
const BY_OTHER_RIGHT: ReadonlySet<Operation> = new Set(['createToken', 'getUser', 'listMembers']);

/** Does what is asked for, and says so as GitHub does. */
export function answerCall({ site, note }: Run, asked: Asked): WireAnswer {
  const { operation } = asked;
  const { status, body, headers } = distort(asked, tryToAnswer(asked, note));
  for (const problem of checkAnswer(operation, status, body))
    note(`${operation} answer ${status}: body${problem}`);
  const text = JSON.stringify(body);
  const all = { ...baseHeaders(site), ...headers };
  if (asked.method !== 'GET' || status !== 200) return { status, headers: all, text };
  const etag = makeEtag(text, asked.authorization);
  if (asked.ifNoneMatch !== etag) return { status, headers: { ...all, etag }, text };
  site.rate.giveBack();
  const { 'content-type': _, ...rest } = baseHeaders(site);
  return { status: 304, headers: { ...rest, etag }, text: '' };
}

function tryToAnswer(asked: Asked, note: Run['note']): Answer {
  try {
    ensureAllowed(asked);
    return handlers[asked.operation](asked);
  } catch (error) {
    if (error instanceof Refusal) return toAnswer(asked.operation, error);
    note(`${asked.operation} failed in the double: ${error instanceof Error ? error.stack : error}`);
    return toAnswer(asked.operation, new Refusal(500, 'Server Error'));
  }
}

function ensureAllowed({ site, operation, params, authorization, method, problems }: Asked): void {
  if (!site.rate.take()) throw new Refusal(403, 'API rate limit exceeded for user ID 1.');
  const { owner = '', repo = '' } = params;
  if (!BY_OTHER_RIGHT.has(operation))
    authorize(site, { authorization, owner, repo, writes: method !== 'GET' });
  if (problems.length > 0) throw new Refusal(422, `Invalid request.\n\n${problems.join('\n')}`);
}

function toAnswer(operation: Operation, { status, message, headers }: Refusal): Answer {
  const documentation_url = describeOperation(operation).externalDocs.url;
  return { status, headers, body: { message, documentation_url, status: String(status) } };
}

function distort({ distort }: Asked, answer: Answer): Answer {
  return distort === undefined ? answer : { ...answer, body: distort(answer.body) };
}

/** Another token has another one, as GitHub's answers vary by it. */
function makeEtag(text: string, authorization = ''): string {
  return `W/"${createHash('sha256').update(text).update(authorization).digest('hex')}"`;
}
