/** Letters that are taken for one another at a glance, once they are in lower case: the first stands for all. */
const LOOK_ALIKES: readonly (readonly [string, string])[] = [
  ['a', 'аα'],
  ['b', 'вβ'],
  ['c', 'сϲ'],
  ['d', 'ԁ'],
  ['e', 'еёε'],
  ['g', 'ɡ'],
  ['h', 'һнη'],
  ['j', 'јϳ'],
  ['k', 'кκ'],
  ['l', '1iı|іїιǀӏɩ'],
  ['m', 'мμ'],
  ['n', 'ν'],
  ['o', '0оοσօ'],
  ['p', 'рρ'],
  ['q', 'ԛ'],
  ['s', 'ѕ'],
  ['t', 'тτ'],
  ['w', 'ԝωѡ'],
  ['x', 'хχ'],
  ['y', 'уүυ'],
  ['z', 'ζ'],
];
const FOLDED = new Map(
  LOOK_ALIKES.flatMap(([letter, others]) => Array.from(others, (other) => [other, letter] as const)),
);

/** Accents of Latin, Greek and Cyrillic letters, with which one name looks much like another. */
const ACCENTS = /[\u0300-\u036f]/g;
/** Spaces, punctuation and what cannot be seen. */
const UNSEEN = /[\p{Z}\p{P}\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A name without what makes two look alike: names with the same key cannot both be had (cf. the skeletons of Unicode
 * Technical Standard 39, 4). Two that are different to a careful reader may have the same.
 */
export function nameKey(name: string): string {
  // Twice, as what is in lower case may be composed of other letters than before: İ.
  const plain = name.normalize('NFKD').toLowerCase().normalize('NFKD').replace(ACCENTS, '');
  const seen = plain.replaceAll('|', 'l').replace(UNSEEN, '');
  return Array.from(seen === '' ? plain.trim() : seen, (letter) => FOLDED.get(letter) ?? letter)
    .join('')
    .normalize('NFC');
}
