/** Lines along which fingers and heads run: the alphabet, the digits, and the rows and columns of keyboards. */
const LINES = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'qsdfghjklm',
  'zxcvbnm',
  'yxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
  '!@#$%^&*()',
];
const PAIRS: ReadonlySet<string> = new Set(LINES.flatMap(pairsOf));

/** Fewer characters in a row are in many words. */
const SHORTEST_RUN = 4;

/** What is left of a text without the same character again and again, and without rows such as 1234 or ytrewq. */
export function withoutRuns(text: string): string {
  return splitIntoRuns(Array.from(text))
    .filter((run) => run.length < SHORTEST_RUN)
    .flat()
    .join('');
}

function splitIntoRuns(characters: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (const character of characters) {
    const run = runs.at(-1);
    if (run !== undefined && goesOn(run, character)) run.push(character);
    else runs.push([character]);
  }
  return runs;
}

function goesOn(run: readonly string[], next: string): boolean {
  const last = run.at(-1) as string;
  if (run.length === 1) return last === next || PAIRS.has(last + next) || PAIRS.has(next + last);
  const [first, second] = run as [string, string];
  if (first === second) return next === last;
  return PAIRS.has(first + second) ? PAIRS.has(last + next) : PAIRS.has(next + last);
}

function pairsOf(line: string): string[] {
  return Array.from(line.slice(1), (character, index) => line.charAt(index) + character);
}
