import type { Problem, ProblemCode } from '@bookchat/shared';

/** Why a call brought nothing. */
export type ApiFailure =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'garbled' }
  | {
      readonly kind: 'refused';
      readonly status: number;
      /** Null where it was not BookChat that answered (a proxy, say). */
      readonly code: ProblemCode | null;
      readonly detail: string | null;
      readonly retryAfterMs: number;
      /** Each field that does not fit, where the server names them. */
      readonly errors?: Problem['errors'] | undefined;
    };

/** A call that failed; its message is a sentence for the person at the screen. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly failure: ApiFailure;

  constructor(failure: ApiFailure) {
    super(sentence(failure));
    this.failure = failure;
  }
}

export function hasCode(error: unknown, code: ProblemCode): boolean {
  return error instanceof ApiError && error.failure.kind === 'refused' && error.failure.code === code;
}

/** How long the server asked to be left alone; 0 if it did not. */
export function retryAfterMs(error: unknown): number {
  return error instanceof ApiError && error.failure.kind === 'refused' ? error.failure.retryAfterMs : 0;
}

/** What to tell a person about anything that was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof ApiError ? error.message : 'Something went wrong on this page. Reload it.';
}

function sentence(failure: ApiFailure): string {
  switch (failure.kind) {
    case 'unreachable':
      return 'The server cannot be reached.';
    case 'garbled':
      return 'Something else answered. Check the network.';
    case 'refused':
      return failure.detail ?? `The server answered with an error (${failure.status}).`;
  }
}
