import { expect, test } from 'vitest';
import { linkify } from './linkify.ts';

const links = (text: string) => linkify(text).flatMap(({ href }) => (href === undefined ? [] : [href]));

test('text keeps every character, links or not', () => {
  const text =
    'See https://example.org/a, or (http://example.org/b_(c)), and write to mailto:bob@example.org.';
  expect(
    linkify(text)
      .map((segment) => segment.text)
      .join(''),
  ).toBe(text);
  expect(links(text)).toEqual([
    'https://example.org/a',
    'http://example.org/b_(c)',
    'mailto:bob@example.org',
  ]);
});

test('plain text is one stretch, and no text is none', () => {
  expect(linkify('no links here')).toEqual([{ text: 'no links here' }]);
  expect(linkify('')).toEqual([]);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'vbscript:x',
  'ftp://example.org',
])('%s does not become a link', (address) => expect(links(`click ${address} now`)).toEqual([]));

test('an address that is none stays text', () => {
  expect(linkify('https://[broken')).toEqual([{ text: 'https://[broken' }]);
});

test('the punctuation around an address is not part of it', () => {
  expect(links('“https://example.org/x”… (https://example.org/y)!')).toEqual([
    'https://example.org/x',
    'https://example.org/y',
  ]);
});

test('markup is text', () => {
  expect(linkify('<img src=x onerror=alert(1)>')).toEqual([{ text: '<img src=x onerror=alert(1)>' }]);
});

// So long that neither a step back into the text nor a call per character would get through.
test.each([
  ['parentheses', ')'.repeat(200_000)],
  ['parentheses and dots', ').'.repeat(100_000)],
])('a long run of %s ends an address', (_, run) => {
  expect(linkify(`https://a${run} b`)).toEqual([
    { text: 'https://a', href: 'https://a' },
    { text: `${run} b` },
  ]);
});

test('a long run of dots within an address belongs to it', () => {
  const address = `https://a/${'.'.repeat(200_000)}x`;
  expect(links(`${address}.`)).toEqual([address]);
});

test('of many parentheses those stay that were opened', () => {
  expect(links(`https://a/${'('.repeat(1_995)}${')'.repeat(3_990)}`)).toEqual([
    `https://a/${'('.repeat(1_995)}${')'.repeat(1_995)}`,
  ]);
});
