import { expect, test, vi } from 'vitest';
import { newMessagesPill } from './new-messages-pill.ts';

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
