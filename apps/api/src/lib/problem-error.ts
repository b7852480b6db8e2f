import { PROBLEMS, type Problem, type ProblemCode } from '@bookchat/shared';

interface Extras {
  readonly errors?: NonNullable<Problem['errors']>;
  /** Sent with the answer, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A refusal that the caller is told of: `detail` says what was wrong and what to do, and never internals. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly #errors: Problem['errors'];

  constructor(code: ProblemCode, detail: string, { errors, headers = {}, cause }: Extras = {}) {
    super(detail, { cause });
    this.name = 'ProblemError';
    this.code = code;
    this.statusCode = PROBLEMS[code].status;
    this.headers = headers;
    this.#errors = errors;
  }

  toProblem(): Problem {
    const { status, title } = PROBLEMS[this.code];
    const problem: Problem = {
      type: `/docs#${this.code}`,
      title,
      status,
      detail: this.message,
      code: this.code,
    };
    return this.#errors === undefined ? problem : { ...problem, errors: this.#errors };
  }
}
