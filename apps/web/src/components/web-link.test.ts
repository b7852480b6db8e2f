import { expect, test } from 'vitest';
import { webLink } from './web-link.ts';

test.each(['https://github.com/acme/conversation', 'http://git.example.org/acme'])(
  '%s is opened apart, and learns nothing of the page',
  (address) => {
    const link = webLink(address, 'acme/conversation') as HTMLAnchorElement;
    expect(link.outerHTML).toBe(
      `<a href="${address}" target="_blank" rel="noopener noreferrer">acme/conversation</a>`,
    );
  },
);

test.each([
  null,
  '',
  'acme/conversation',
  '//example.org',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc',
])('%s is no link', (address) => {
  expect(webLink(address, 'acme').outerHTML).toBe('<span>acme</span>');
});
