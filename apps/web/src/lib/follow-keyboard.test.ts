import { expect, test } from 'vitest';
import { followKeyboard } from './follow-keyboard.ts';
import { h } from './h.ts';

function open(scale: number) {
  const root = h('div');
  const viewport = Object.assign(new EventTarget(), { height: 320.5, scale }) as unknown as VisualViewport;
  followKeyboard(root, viewport);
  viewport.dispatchEvent(new Event('resize'));
  return root.style.getPropertyValue('--visible-height');
}

test('the page takes the height that the keyboard leaves free', () => expect(open(1)).toBe('320.5px'));

test('the page does not shrink with a pinch', () => expect(open(2)).toBe(''));

test('a browser without a visual viewport is left alone', () => {
  expect(() => followKeyboard(h('div'), null)).not.toThrow();
});
