const AUTHORS = ['Alice', 'Bob', 'Carol', 'Dávid', 'Emma', 'Farid', 'Grażyna', 'Hugo'];
const SENTENCES = [
  'The proofs of chapter four are back from the printer.',
  'Who has the latest cover draft, the one with the darker blue?',
  'I pushed the index to the repository, please have a look before noon.',
  'Lunch at half past twelve?',
  'Café on the corner, as always ☕',
  'The build is green again; it was the time zone in the export test.',
  'Can we move the call to Thursday, the translators are travelling?',
  'Thanks, that reads much better now.',
];

const LONGEST = 200;
const SHORTEST = 60;

export const authorOf = (index: number): string => AUTHORS[index % AUTHORS.length] ?? 'Alice';

/** What people write: 60 to 200 characters, the same for the same index. */
export function contentOf(index: number): string {
  const wanted = SHORTEST + ((index * 37) % (LONGEST - SHORTEST));
  let text = '';
  for (let at = index; text.length < wanted; at += 3) text += `${SENTENCES[at % SENTENCES.length]} `;
  return text.slice(0, Math.max(wanted, SHORTEST)).trim();
}
