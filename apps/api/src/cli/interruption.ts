const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Somebody ended a command before it was done. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  /** As a shell counts it. */
  readonly exitCode: number;

  constructor(signal: keyof typeof EXIT_CODES, words = 'Nothing was changed.') {
    super(`Interrupted. ${words}`);
    this.exitCode = EXIT_CODES[signal];
  }
}

/**
 * Gives `work` a signal that Ctrl-C aborts, so that it can tidy up.
 * @param words what to say then of what it leaves behind.
 */
export async function untilInterrupted<T>(
  work: (signal: AbortSignal) => Promise<T>,
  words?: string,
): Promise<T> {
  const control = new AbortController();
  const onSignal = (signal: NodeJS.Signals) =>
    control.abort(new InterruptedError(signal as keyof typeof EXIT_CODES, words));
  for (const signal of Object.keys(EXIT_CODES)) process.once(signal, onSignal);
  try {
    return await work(control.signal);
  } finally {
    for (const signal of Object.keys(EXIT_CODES)) process.off(signal, onSignal);
  }
}
