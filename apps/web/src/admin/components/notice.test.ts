import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { h } from '../../lib/h.ts';
import { notice } from './notice.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const said = vi.fn();
  const bar = notice(said, leaving.signal);
  const before = h('button', {}, 'Save');
  document.body.replaceChildren(before, bar.dom);
  const close = bar.dom.querySelector('button') as HTMLButtonElement;
  return { ...bar, said, before, close };
}

test('what was done is said, and goes by itself', () => {
  const { dom, tell, said } = open();
  expect(dom.hidden).toBe(true);
  tell('Saved.');
  expect([dom.hidden, dom.querySelector('.notice')?.textContent]).toEqual([false, 'Saved.']);
  expect(said).toHaveBeenCalledExactlyOnceWith('Saved.');
  vi.advanceTimersByTime(5_000);
  expect(dom.hidden).toBe(true);
});

test('it stays while somebody is at it, and goes after that', () => {
  const { dom, tell, close, before } = open();
  tell('Saved.');
  close.focus();
  vi.advanceTimersByTime(20_000);
  tell('Saved again.');
  vi.advanceTimersByTime(20_000);
  expect(dom.hidden).toBe(false);
  before.focus();
  vi.advanceTimersByTime(5_000);
  expect(dom.hidden).toBe(true);
});

test('it is closed by its button, and the focus goes back to where it came from', () => {
  const { dom, tell, close, before } = open();
  tell('Saved.');
  before.focus();
  close.focus();
  close.click();
  expect([dom.hidden, document.activeElement]).toEqual([true, before]);
  tell('Saved.');
  before.remove();
  close.click();
  expect(dom.hidden).toBe(true);
});
