import { h } from '../lib/h.ts';

/** Text in which what stands between backticks is set as code. */
export function coded(text: string): (Node | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 0 ? part : h('code', {}, part)));
}
