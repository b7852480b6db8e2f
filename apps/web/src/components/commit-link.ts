import { h } from '../lib/h.ts';
import { webLink } from './web-link.ts';

const SHORT_HASH_LENGTH = 7;

/** A commit by its short hash, which leads to where a browser finds it. */
export function commitLink(hash: string, address: string | null): HTMLElement {
  return webLink(address, h('code', {}, hash.slice(0, SHORT_HASH_LENGTH)));
}
