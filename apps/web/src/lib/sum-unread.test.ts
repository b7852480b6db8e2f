import { expect, test } from 'vitest';
import { formatCount } from './format-count.ts';
import { sumUnread } from './sum-unread.ts';

test("what waits is that of one's own rooms", () => {
  const rooms = [
    { is_member: true, unread: 2, hasNews: true },
    { is_member: true, unread: 0, hasNews: false },
    { is_member: false, unread: 5, hasNews: true },
  ];
  expect(sumUnread(rooms)).toEqual({ unread: 2, hasNews: true });
  expect(sumUnread(rooms.slice(1))).toEqual({ unread: 0, hasNews: false });
});

test('a number stays short', () => {
  expect([1, 99, 100].map(formatCount)).toEqual(['1', '99', '99+']);
});
