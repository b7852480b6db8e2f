import { type Child, h } from '../lib/h.ts';

/** A link that leads out of the page and opens apart. What is no address of the web is no link, and stays words. */
export function webLink(address: string | null, ...words: readonly Child[]): HTMLElement {
  if (address === null || !isOfTheWeb(address)) return h('span', {}, ...words);
  return h('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, ...words);
}

function isOfTheWeb(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}
