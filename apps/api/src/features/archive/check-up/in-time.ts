import { TargetError } from '../targets/target-error.ts';

interface Limit {
  /** At the beginning of a sentence, for example `GitHub`. */
  readonly who: string;
  readonly limitMs: number;
  /** Ends it before. */
  readonly signal: AbortSignal;
}

/** Gives `work` a signal that says, when the time is over, who did not answer. */
export async function inTime<Result>(
  { who, limitMs, signal }: Limit,
  work: (limited: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = new AbortController();
  const tooLate = () =>
    limit.abort(new TargetError('unavailable', `${who} did not answer within ${limitMs / 1_000} seconds.`));
  const timer = setTimeout(tooLate, limitMs);
  try {
    return await work(AbortSignal.any([signal, limit.signal]));
  } finally {
    clearTimeout(timer);
  }
}
