import { LOOK_ALIKES } from './look-alikes.ts';

/** What is taken for another letter once it is in lower case, whatever the case was: the first stands for all. */
const ALIKE_IN_LOWER_CASE: readonly (readonly [string, string])[] = [
  ['a', 'аα'],
  ['b', 'вβ'],
  ['c', 'сϲ'],
  ['d', 'ԁ'],
  ['e', 'еёε'],
  ['g', 'ɡ'],
  ['h', 'һнη'],
  ['j', 'јϳ'],
  ['k', 'кκ'],
  ['l', '1iı|їіιǀӏɩ'],
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
  ALIKE_IN_LOWER_CASE.flatMap(([letter, others]) => Array.from(others, (other) => [other, letter] as const)),
);

const LATIN = /[a-z]/i;
/** Scripts whose letters change what they look like with their case: Ν and ν. */
const CHANGING = /[\p{Script=Greek}\p{Script=Cyrillic}]/u;
/** Accents, and marks of other scripts on Latin, Greek and Cyrillic letters and on digits, with which one name looks much like another. */
const ACCENTS =
  /[\u0300-\u036f\p{Me}]|(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]\p{M}*)\p{M}/gu;
/** Spaces, punctuation, letters that are taken for an apostrophe or a sign beside another, and what cannot be seen. */
const UNSEEN =
  /[\p{Z}\p{P}\p{Sk}\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u02b9-\u02ff\ua78b\ua78c\u2800\u{1d159}\ufffc]/gu;

/**
 * A name without what makes two look alike: names with the same key cannot both be had (cf. the skeletons of Unicode
 * Technical Standard 39, 4). Two that are different to a careful reader may have the same.
 */
export function nameKey(name: string): string {
  // Twice, as what is in lower case may be composed of other letters than before: İ.
  const plain = asSeen(name.normalize('NFKD')).toLowerCase().normalize('NFKD').replace(ACCENTS, '');
  const seen = plain.replaceAll('|', 'l').replace(UNSEEN, '');
  const folded = Array.from(seen === '' ? plain.trim() : seen, fold).join('');
  return folded.replaceAll('rn', 'm').replaceAll('vv', 'w').normalize('NFC');
}

/** Beside Latin letters every letter is read as one; a name that is all Greek is the same in either case. */
function asSeen(typed: string): string {
  const isLatin = LATIN.test(typed);
  return Array.from(typed, (letter) =>
    isLatin || !CHANGING.test(letter) ? (LOOK_ALIKES.get(letter) ?? letter) : letter,
  ).join('');
}

function fold(letter: string): string {
  const plain = FOLDED.get(letter) ?? LOOK_ALIKES.get(letter) ?? letter;
  return FOLDED.get(plain) ?? plain;
}
