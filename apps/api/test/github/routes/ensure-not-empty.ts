import { Refusal } from '../refusal.ts';
import type { Call } from './call.ts';

/** GitHub's Git Data API has nothing to say about a repository without branches. */
export function ensureNotEmpty({ site, readRef }: Call): void {
  const isEmpty = site.repository.branches().every((ref) => readRef(ref) === null);
  if (isEmpty) throw new Refusal(409, 'Git Repository is empty.');
}
