import { toPlainLine } from '../../../../lib/to-plain-line.ts';
import type { Headers } from './read-quota.ts';

/** What came over the wire in place of what was asked for. */
export interface Answer {
  readonly method: string;
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it was JSON. */
  readonly data: unknown;
  readonly isAboutApp: boolean;
}

const MAX_SAID_LENGTH = 200;
const MAX_CODES = 5;

/** The answer within an error of Octokit's; null where there was none. */
export function findAnswer(error: unknown): Answer | null {
  if (!isRequestError(error) || error.response === undefined) return null;
  const { status, headers, data } = error.response;
  const { method, url } = error.request;
  return { method, status, headers, data, isAboutApp: url.includes('/app/installations/') };
}

interface RequestError {
  readonly request: { readonly method: string; readonly url: string };
  readonly response?: { readonly status: number; readonly headers: Headers; readonly data: unknown };
}

/** By its shape, as its class is loaded only together with Octokit. */
function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && 'request' in error && 'status' in error;
}

/** GitHub's own words with the codes of what is wrong, as one short line: `Validation Failed (tree.path invalid)`. */
export function readSaid(data: unknown, clean: (text: string) => string): string {
  if (!isRecord(data) || typeof data['message'] !== 'string') return '';
  const errors = Array.isArray(data['errors']) ? data['errors'].slice(0, MAX_CODES) : [];
  const codes = errors.map(describeCode).filter((code) => code !== '');
  const text = codes.length === 0 ? data['message'] : `${data['message']} (${codes.join(', ')})`;
  return toPlainLine(clean(text), MAX_SAID_LENGTH);
}

function describeCode(error: unknown): string {
  if (typeof error === 'string') return error;
  if (!isRecord(error)) return '';
  return [error['field'], error['code'], error['message']]
    .filter((part) => typeof part === 'string')
    .join(' ');
}

/** A proxy, a captive portal and an overrun GitHub answer with a page. */
export function isJson({ headers, data }: Pick<Answer, 'headers' | 'data'>): boolean {
  return /[/+]json\b/.test(String(headers['content-type'])) && isRecord(data);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
