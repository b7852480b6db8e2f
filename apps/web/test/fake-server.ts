import { PROBLEMS, type ProblemCode } from '@bookchat/shared';

/** What is answered to each call, `POST /api/session`: a body, a refusal, or what a function makes of what was sent. */
export type FakeAnswers = Record<string, unknown>;

export interface FakeServer {
  readonly fetch: typeof globalThis.fetch;
  /** What was asked, a line each: `POST /api/session {"name":"alice"}`. */
  readonly asked: string[];
}

class Refused {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: unknown;

  constructor(code: ProblemCode, detail: string, errors: unknown) {
    this.code = code;
    this.detail = detail;
    this.errors = errors;
  }
}

export function refused(code: ProblemCode, detail: string = PROBLEMS[code].title, errors?: unknown): unknown {
  return new Refused(code, detail, errors);
}

/** The far end of the network for a part of the page that is tried by itself. */
export function fakeServer(answers: FakeAnswers): FakeServer {
  const asked: string[] = [];
  return { asked, fetch: async (input, init) => answer(String(input), init ?? {}) };

  function answer(url: string, { method = 'GET', body }: RequestInit): Response {
    const call = `${method} ${new URL(url).pathname}`;
    asked.push(typeof body === 'string' ? `${call} ${body}` : call);
    const given = answers[call];
    const value =
      typeof given === 'function' ? given(typeof body === 'string' ? JSON.parse(body) : undefined) : given;
    if (value === undefined) throw new TypeError(`Nothing answers ${call}.`);
    if (value instanceof Refused) return refuse(value);
    return value === null
      ? new Response(null, { status: 204 })
      : Response.json(value, { headers: { 'content-type': 'application/json' } });
  }
}

function refuse({ code, detail, errors }: Refused): Response {
  const { status, title } = PROBLEMS[code];
  const problem = { type: 'about:blank', title, status, detail, code, errors };
  return Response.json(problem, { status, headers: { 'content-type': 'application/problem+json' } });
}
