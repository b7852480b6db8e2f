/** What can be found by a name. */
export interface Findable {
  readonly title: string;
}

/**
 * Those whose names hold what was typed, wherever letters differ only by case or by marks; first those that begin
 * with it, then those with a word that does. Within each, the order stays.
 */
export function findMatches<Item extends Findable>(items: readonly Item[], typed: string): Item[] {
  const wanted = fold(typed.trim());
  const ranked = items.map((item) => ({ item, rank: rankOf(fold(item.title), wanted) }));
  return ranked
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

function rankOf(title: string, wanted: string): number {
  const at = title.indexOf(wanted);
  if (at < 0) return 3;
  if (at === 0) return 0;
  return title.includes(` ${wanted}`) || title.includes(`-${wanted}`) ? 1 : 2;
}

function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
