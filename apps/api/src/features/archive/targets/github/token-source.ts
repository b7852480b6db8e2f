import { TargetError } from '../target-error.ts';
import type { TokenCredentials } from './credentials.ts';

export interface TokenSource {
  get(signal: AbortSignal): Promise<string>;
  /** What was got last is not accepted. */
  forget(): void;
}

export function createGivenToken(credentials: TokenCredentials): TokenSource {
  return {
    async get() {
      const token = credentials.read();
      // fetch would refuse the header with an error that repeats the token.
      if (!/^[\x21-\x7e]+$/.test(token)) throw new TargetError('denied', describe(token));
      return token;
    },
    forget() {},
  };
}

function describe(token: string): string {
  if (token === '') return 'There is no token for GitHub. Set GITHUB_TOKEN.';
  return 'The token for GitHub holds spaces or characters that no token has. Copy it again, and set GITHUB_TOKEN to it.';
}
