/** Unicode's mandatory breaks (Standard Annex 14); CommonMark and HTML know but some of them. */
const LINE_END = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;
const TAB = '    ';

/**
 * HTML that shows the text as it was written, line by line, for the inside of an element in a Markdown file. There no
 * line of it is blank, so the block of HTML goes on to its end (CommonMark 0.31, 4.6), and Markdown means nothing in it.
 */
export function literalHtml(text: string): string {
  return text
    .split(LINE_END)
    .map((line) => line.replaceAll('\t', TAB).replace(SPECIAL, writeSpecial))
    .join('<br>\n');
}

interface Rule {
  readonly find: RegExp;
  readonly write: (found: string) => string;
}

/**
 * What is written otherwise than it was. Ranges and no `\p{…}`: a page is made again and compared by its hash, and
 * Unicode's classes grow with the versions of Node.js.
 */
const RULES: readonly Rule[] = [
  { find: /[&<>]/, write: toReference },
  // Jekyll looks for {{ and {% in whatever GitHub Pages publishes.
  { find: /\{(?=[{%])/, write: toReference },
  // GitHub looks for mentions, references, math, emoji and addresses in the text that Markdown and HTML leave, so that
  // no escape of theirs helps; but in each piece by itself. It advises a span for the dollar sign:
  // https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
  { find: /[@#$]|:(?=\S)|(?<=[wW]{3})\./, write: (sign) => `<span>${sign}</span>` },
  // Spaces that HTML leaves out.
  { find: /^ +| +$/, write: ({ length }) => '&nbsp;'.repeat(length) },
  { find: / {2,}/, write: ({ length }) => `${'&nbsp;'.repeat(length - 1)} ` },
  // What acts unseen: GitHub warns of a file that holds it. An element with `dir` ends its effect.
  { find: /[\u061c\u200b\u200e\u200f\u202a-\u202c\u2060\u2066-\u2069\ufeff]/, write: toReference },
  // What has no look, and the two overrides, which show a line backwards: by number, as no person can write it.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
  { find: /[\0-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff\ud800-\udfff]/, write: toNumber },
];

const SPECIAL = new RegExp(RULES.map(({ find }) => `(${find.source})`).join('|'), 'gu');

function writeSpecial(found: string, ...groups: readonly unknown[]): string {
  const rule = RULES[groups.findIndex((group) => group !== undefined)] as Rule;
  return rule.write(found);
}

function toReference(sign: string): string {
  return NAMED[sign] ?? `&#${sign.charCodeAt(0)};`;
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function toNumber(sign: string): string {
  return `<code>U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}</code>`;
}
