import { h } from '../lib/h.ts';

/** Text that may go on in the next line after each slash, as the long name of a repository must. */
export function breakable(text: string): (Node | string)[] {
  return text.split(/(?<=\/)/).flatMap((part, index) => (index === 0 ? [part] : [h('wbr'), part]));
}
