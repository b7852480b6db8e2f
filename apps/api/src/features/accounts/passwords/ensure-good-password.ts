import type { Config } from '../../../config.ts';
import { ProblemError } from '../../../lib/problem-error.ts';
import type { Person } from '../../../plugins/people/index.ts';
import { loadCommonPasswords } from './common-passwords.ts';
import { whyGuessable } from './why-guessable.ts';

/** Whose password it is to be, as far as that is known. */
type Whose = { readonly [Field in 'name' | 'email' | 'github_login']?: Person[Field] | undefined };

/** @throws ProblemError `validation_failed` for one that is soon guessed, with the reason. */
export type EnsureGoodPassword = (password: string, whose: Whose) => Promise<void>;

const PRODUCT = 'bookchat';

export function createEnsureGoodPassword({ http: { publicUrl } }: Pick<Config, 'http'>): EnsureGoodPassword {
  const here = [PRODUCT, ...(publicUrl?.hostname.split('.') ?? ['localhost'])];

  return async (password, whose) => {
    const message = whyGuessable(password, {
      common: await loadCommonPasswords(),
      words: [...here, ...wordsOf(whose)],
    });
    if (message === null) return;
    throw new ProblemError('validation_failed', message, { errors: [{ path: 'password', message }] });
  };
}

function wordsOf({ name, email, github_login }: Whose): string[] {
  return [name, email, github_login].flatMap((text) =>
    text == null ? [] : [text, ...text.split(/[\s.@_+-]+/)],
  );
}
