const CHARACTERS = new Intl.Segmenter();

/** One or two letters that stand for a name: the first of its first word and of its last. */
export function initials(name: string): string {
  const words = name.split(' ');
  const first = firstCharacter(words[0] ?? '');
  const last = words.length > 1 ? firstCharacter(words.at(-1) ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

function firstCharacter(word: string): string {
  for (const { segment } of CHARACTERS.segment(word)) return segment;
  return '';
}
