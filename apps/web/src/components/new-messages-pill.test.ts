import { expect, test, vi } from 'vitest';
import { firstUnreadPill, newMessagesPill } from './new-messages-pill.ts';

test('the pill counts, leads to the newest message, and is away at the end', () => {
  const goToNewest = vi.fn();
  const pill = newMessagesPill(goToNewest);
  const dom = pill.dom as HTMLButtonElement;
  pill.update({ unseen: 3, following: false });
  expect(dom.textContent).toContain('3 new messages');
  pill.update({ unseen: 0, following: false });
  expect(dom.textContent).toContain('Go to the newest message');
  dom.click();
  expect(goToNewest).toHaveBeenCalledOnce();
  pill.update({ unseen: 0, following: true });
  expect(dom.hidden).toBe(true);
});

test('the way up says how many are new, where that was counted and is more than one', () => {
  const pill = firstUnreadPill(() => undefined);
  const words = () => pill.dom.querySelector('span')?.textContent;
  pill.update({ isAbove: true, failed: false, unread: 12 });
  expect(words()).toBe('Jump to first of 12 unread');
  for (const unread of [0, 1]) {
    pill.update({ isAbove: true, failed: false, unread });
    expect(words()).toBe('Jump to first unread');
  }
  pill.update({ isAbove: true, failed: true, unread: 12 });
  expect(words()).toBe('It could not be loaded. Try again');
});
