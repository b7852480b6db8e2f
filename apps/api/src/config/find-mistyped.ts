import type { ConfigMistake } from './config-error.ts';
import { editDistance } from './edit-distance.ts';

/** Names that begin so are ours; others may stand in the file for other programs. */
const FAMILIES = /^(?:RATE_LIMIT|ARCHIVE|BACKUP|GITHUB|LOG|CORS|TRUSTED|ALERT|SCHEDULE|BREACH|SMTP)_/;
const MAX_TYPOS = 2;
/** A short name is close to many: PORT to SORT, HOST to COST. */
const LETTERS_PER_TYPO = 4;

/** The names in `.env` that look like ours and are not: a typing error would else change nothing, without a word. */
export function findMistyped(names: readonly string[], known: readonly string[]): ConfigMistake[] {
  return names.flatMap((name) => {
    const meant = known.includes(name) ? null : findMeant(name.toUpperCase(), known);
    if (meant === null) return [];
    return [
      { variable: name, message: `stands in .env, but there is no such variable: did you mean ${meant}?` },
    ];
  });
}

function findMeant(name: string, known: readonly string[]): string | null {
  const [nearest = ''] = known.toSorted((a, b) => editDistance(name, a) - editDistance(name, b));
  const allowed = Math.min(MAX_TYPOS, Math.floor(nearest.length / LETTERS_PER_TYPO));
  if (editDistance(name, nearest) <= allowed) return nearest;
  if (!FAMILIES.test(name)) return null;
  return known.find((candidate) => candidate.startsWith(name)) ?? nearest;
}
