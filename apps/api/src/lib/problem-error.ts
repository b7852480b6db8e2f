import { PROBLEMS, type Problem, type ProblemCode } from '@bookchat/shared';

interface Extras {
  readonly errors?: NonNullable<Problem['errors']>;
  /** Sent with the answer, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
  readonly isToldOnce?: boolean;
}

/** A refusal that the caller is told of: `detail` says what was wrong and what to do, and never internals. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  /** It begins and ends for all together, and a line for each who has to wait would fill the log. */
  readonly isToldOnce: boolean;
  readonly #errors: Problem['errors'];

  constructor(
    code: ProblemCode,
    detail: string,
    { errors, headers = {}, cause, isToldOnce = false }: Extras = {},
  ) {
    super(detail, { cause });
    this.name = 'ProblemError';
    this.code = code;
    this.statusCode = PROBLEMS[code].status;
    this.headers = headers;
    this.isToldOnce = isToldOnce;
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
