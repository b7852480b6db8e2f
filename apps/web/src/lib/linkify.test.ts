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
