import { expect, test, vi } from 'vitest';
import { h } from './h.ts';
import { keyedChildren } from './keyed-children.ts';

function listOf(...first: string[]) {
  const parent = h('ul');
  document.body.append(parent);
  const destroyed = vi.fn();
  const children = keyedChildren<string>(
    parent,
    (item) => item[0] ?? '',
    (item) => {
      const dom = h('li', { tabindex: -1 }, item);
      return {
        dom,
        update: (next) => {
          dom.textContent = next;
        },
        destroy: () => {
          destroyed(item);
          dom.remove();
        },
      };
    },
  );
  children.sync(first);
  return { parent, children, destroyed, texts: () => [...parent.children].map((child) => child.textContent) };
}

test('rows follow the list: new ones in their place, gone ones out, changed ones updated', () => {
  const { children, destroyed, texts } = listOf('a', 'b', 'c');
  children.sync(['0', 'a', 'c changed', 'd']);
  expect(texts()).toEqual(['0', 'a', 'c changed', 'd']);
  expect(destroyed.mock.calls).toEqual([['b']]);
});

test('a row that stays keeps its element and the focus', () => {
  const { parent, children } = listOf('a', 'b');
  const [, b] = parent.children as unknown as [HTMLElement, HTMLElement];
  b.focus();
  children.sync(['z', 'a', 'b', 'c']);
  expect(document.activeElement).toBe(b);
  expect(parent.children[2]).toBe(b);
});

test('rows can change places', () => {
  const { children, texts } = listOf('a', 'b', 'c');
  children.sync(['c', 'a', 'b']);
  expect(texts()).toEqual(['c', 'a', 'b']);
});
