import { expect, test } from 'vitest';
import { titleOfPage } from './title-of-page.ts';

test.each([
  [{ unread: 0, hasNews: false }, 'General · BookChat'],
  [{ unread: 3, hasNews: true }, '(3) General · BookChat'],
  [{ unread: 0, hasNews: true }, '• General · BookChat'],
])('%j is told on the tab as "%s"', (news, title) => {
  expect(titleOfPage('General', news)).toBe(title);
});
