import { ProblemError } from '../../lib/problem-error.ts';
import type { SecretCheck } from '../api-keys/index.ts';

type Refused = Exclude<SecretCheck['kind'], 'good'>;

/** Whoever has the right secret is told what is the matter with it; anyone else only that it is not taken. */
const REASONS: Readonly<Record<Refused, (at: string) => string>> = {
  unknown: () => 'This API key is not known. See that it was copied whole: it begins with bk_.',
  expired: (at) => `This API key has ended at ${at}. Ask whoever runs the server for a new one.`,
  revoked: (at) => `This API key was revoked at ${at}. Ask whoever runs the server for a new one.`,
  replaced: (at) => `This API key got a new secret, and this one was taken until ${at}. Use the new one.`,
};

export function keyRefused(check: Exclude<SecretCheck, { kind: 'good' }>): ProblemError {
  const at = 'at' in check ? check.at : '';
  return new ProblemError('key_refused', REASONS[check.kind](at), {
    headers: { 'www-authenticate': 'Bearer realm="bookchat", error="invalid_token"' },
  });
}
