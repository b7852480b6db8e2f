import { repeatsItself } from './repeats-itself.ts';
import { withoutRuns } from './without-runs.ts';

interface Known {
  /** What many have. */
  readonly common: ReadonlySet<string>;
  /** What whoever guesses would try of this person and this server. */
  readonly words: readonly string[];
}

/** So many different characters beside what is known are hard enough to guess. */
const ENOUGH = 5;
/** Shorter ones are in many words. */
const SHORTEST_WORD = 3;

/** But for pictures, of which there are many. */
const SIGNS_AROUND = /^[\p{P}\p{Sm}\p{Sc}\p{Sk}\p{Z}]+|[\p{P}\p{Sm}\p{Sc}\p{Sk}\p{Z}]+$/gu;

const COMMON = 'Many people have this password, or nearly, and so it is tried first. Choose another.';
const SIMPLE = 'This repeats itself or is a row of characters, which is soon guessed. Choose another.';
const TELLING =
  'This is hardly more than a name, a mail address or what this server is called. Choose another.';

/**
 * Why a password would be among the first that somebody tries; null where it would not. There is no rule of what it is to
 * be made of (NIST SP 800-63B, 3.1.1.2).
 */
export function whyGuessable(password: string, { common, words }: Known): string | null {
  const text = plain(password);
  if (repeatsItself(text) || isTooLittle(withoutRuns(text))) return SIMPLE;
  if (common.has(text) || isTooLittle(beside(text, listed(text, common)))) return COMMON;
  return isTooLittle(beside(text, words.map(plain).filter(isLongEnough))) ? TELLING : null;
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** What stands between digits and signs, where it is a common password by itself. */
function listed(text: string, common: ReadonlySet<string>): string[] {
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return common.has(core) ? [core] : [];
}

/** What a text holds beside these words; signs at its ends are no secret then. The text itself where it holds none. */
function beside(text: string, words: readonly string[]): string {
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((left, word) => left.replaceAll(word, ' '), text);
  return rest === text ? text : withoutRuns(rest).replace(SIGNS_AROUND, '');
}

function isTooLittle(text: string): boolean {
  return new Set(text.replaceAll(/\s/g, '')).size < ENOUGH;
}

function isLongEnough(word: string): boolean {
  return word.length >= SHORTEST_WORD;
}
