import { h } from '../lib/h.ts';

/** Names in a sentence, each kept apart from the direction of its neighbours: alice, bob and 3 more. */
export function nameList(names: readonly string[], most: number): Node[] {
  const shown = names.slice(0, most).map((name) => h('bdi', {}, name));
  const more = names.length - shown.length;
  const last = more > 0 ? document.createTextNode(`${more} more`) : shown.pop();
  if (last === undefined) return [];
  const separated = shown.flatMap((name, index) =>
    index === 0 ? [name] : [document.createTextNode(', '), name],
  );
  return separated.length === 0 ? [last] : [...separated, document.createTextNode(' and '), last];
}
