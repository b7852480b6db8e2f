import { TargetError } from '../target-error.ts';
import { AnswerError } from './answer-error.ts';
import type { Backoff } from './backoff.ts';
import type { Credentials } from './credentials.ts';
import { describeDenial } from './describe-denial.ts';
import { type Explanation, explainConflict } from './explain-conflict.ts';
import { type Answer, findAnswer, isJson, readSaid } from './read-answer.ts';
import { readBlock } from './read-block.ts';

/** What the sentences name. */
export interface Names {
  /** As in `acme/conversation`. */
  readonly repository: string;
  /** `GitHub`, or `GitHub at ghe.example.org`. */
  readonly place: string;
  readonly credentials: Credentials;
}

export interface Context {
  readonly names: Names;
  readonly backoff: Backoff;
  readonly now: number;
  /** Takes the token out of what GitHub, or something before it, repeats of the request. */
  clean(text: string): string;
}

/**
 * What an error of Octokit's means to the archive. It is not kept as the cause: it holds the whole request, with what
 * people wrote, and is printed where a cause is.
 */
export function toTargetError(error: unknown, context: Context): TargetError {
  const answer = findAnswer(error);
  if (answer !== null) return judge(answer, context);
  if (error instanceof TargetError) return error;
  if (error instanceof Error && error.cause instanceof TargetError) return error.cause; // from our own fetch
  const name = error instanceof Error ? error.name : typeof error;
  return new TargetError('unavailable', `${context.names.place} could not be asked (${name}).`);
}

/** With which a request is told that it is not as it should be. */
const REFUSALS: ReadonlySet<number> = new Set([400, 409, 413, 414, 415, 422]);

function judge(answer: Answer, { names, backoff, now, clean }: Context): AnswerError {
  const { status } = answer;
  const said = readSaid(answer.data, clean);
  const about = { status, said, isWrite: answer.method !== 'GET' };
  const blockMs = readBlock(answer, said, backoff);
  if (blockMs !== null) {
    const until = new Date(now + blockMs);
    return new AnswerError({ kind: 'blocked', until }, describeBlock(names, until), about);
  }
  const { kind, message } = explain(answer, said, names);
  return new AnswerError({ kind }, message, about);
}

function describeBlock({ place }: Names, until: Date): string {
  const time = `${until.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `${place} lets this token ask no more for now: its limit is reached. BookChat asks again after ${time}.`;
}

function explain(answer: Answer, said: string, names: Names): Explanation {
  const { status } = answer;
  if (status >= 500)
    return { kind: 'unavailable', message: `${names.place} has trouble at the moment (status ${status}).` };
  if (status !== 304 && !isJson(answer)) return { kind: 'unavailable', message: describePage(answer, names) };
  // The next request has a new one; where the App itself is not accepted, making that says so.
  if (status === 401 && names.credentials.kind === 'app' && !answer.isAboutApp)
    return {
      kind: 'unavailable',
      message: `${names.place} does not take the App's token any more. It is made anew.`,
    };
  if (answer.isAboutApp || [401, 403, 404].includes(status))
    return { kind: 'denied', message: describeDenial(answer, said, names) };
  const quoted = said === '' ? '' : `: “${said}”`;
  // Nothing is refused of what was only asked.
  if (answer.method === 'GET' && REFUSALS.has(status))
    return {
      kind: 'unavailable',
      message: `${names.place} cannot say at the moment (status ${status})${quoted}.`,
    };
  if (status === 409 || status === 422) return explainConflict(answer, said, names);
  if (REFUSALS.has(status))
    return {
      kind: 'refused',
      message: `${names.place} does not take what was sent (status ${status})${quoted}.`,
    };
  if (status < 400 || status === 408)
    return {
      kind: 'unavailable',
      message: `${names.place} gave an unexpected answer (status ${status})${quoted}.`,
    };
  return {
    kind: 'denied',
    message: `${names.place} refuses ${names.repository} (status ${status})${quoted}.`,
  };
}

export function describePage({ status }: Pick<Answer, 'status'>, { place }: Pick<Names, 'place'>): string {
  return `${place} answered with a page, or with half an answer, in place of data (status ${status}). It may have trouble, or a proxy or a network that asks for a sign-in stands in between.`;
}
