import { Refusal } from '../refusal.ts';

export function ensureSha(name: string, sha: string): void {
  if (!/^[0-9a-f]{40}$/.test(sha))
    throw new Refusal(422, `The ${name} parameter must be exactly 40 characters and contain only [0-9a-f].`);
}
