/** What a check has found; where it is not fine, with what to do. */
export type Finding =
  | { readonly mark: 'fine'; readonly words: string }
  /** `notice`: it works, and deserves a look; `fault`: it does not work. */
  | { readonly mark: 'notice' | 'fault'; readonly words: string; readonly advice: string };

export function fine(words: string): Finding {
  return { mark: 'fine', words };
}

export function notice(words: string, advice: string): Finding {
  return { mark: 'notice', words, advice };
}

export function fault(words: string, advice: string): Finding {
  return { mark: 'fault', words, advice };
}
