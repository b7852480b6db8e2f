import { expect, it } from 'vitest';
import { literalHtml } from './literal-html.ts';

it('leaves plain text as it is, so that the source can be read too', () => {
  const text = `I'm *here*: "ok" - 50% (see a_b.c) \\ [x] 👍🏽 é`;
  expect(literalHtml(text)).toBe(text);
});

it('leaves no blank line, at which a block of HTML would end', () => {
  expect(literalHtml('a\n\n  \n\t\r\nb')).not.toMatch(/^[ \t]*$/m);
});

it('writes lines, tabs and spaces so that HTML keeps them', () => {
  expect(literalHtml(' a  b \n\tc')).toBe('&nbsp;a&nbsp; b&nbsp;<br>\n&nbsp;&nbsp;&nbsp;&nbsp;c');
});

it('shows what has no look by its number, and hides nothing in the source', () => {
  expect(literalHtml('\u202e\x07\u200f')).toBe('<code>U+202E</code><code>U+0007</code>&#8207;');
});

it('cannot be brought to write such a number by somebody who writes it', () => {
  expect(literalHtml('<code>U+202E</code>')).toBe('&lt;code&gt;U+202E&lt;/code&gt;');
});
