import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { h } from './h.ts';
import { rovingFocus } from './roving-focus.ts';

function listOf(...names: string[]) {
  const items = names.map((name) =>
    h('li', { class: 'item', tabindex: -1 }, name, h('a', { href: '#', tabindex: -1 }, 'link')),
  );
  const list = h('ol', {}, ...items);
  document.body.append(list);
  const roving = rovingFocus(list, '.item');
  roving.refresh();
  return { list, items: items as unknown as [HTMLElement, HTMLElement, HTMLElement], roving };
}

test('the Tab key stops at the last item, and once in the whole list', () => {
  const { items } = listOf('a', 'b', 'c');
  expect(items.map((item) => item.tabIndex)).toEqual([-1, -1, 0]);
});

test('arrows, Home and End go from item to item, and no further than the ends', async () => {
  const { items } = listOf('a', 'b', 'c');
  items[2].focus();
  await userEvent.keyboard('{ArrowUp}');
  expect(document.activeElement).toBe(items[1]);
  await userEvent.keyboard('{Home}{ArrowUp}');
  expect(document.activeElement).toBe(items[0]);
  await userEvent.keyboard('{End}');
  expect(document.activeElement).toBe(items[2]);
  expect(items.map((item) => item.tabIndex)).toEqual([-1, -1, 0]);
});

test('other keys and keys within an item are left alone', async () => {
  const { items } = listOf('a', 'b', 'c');
  items[1].querySelector('a')?.focus();
  await userEvent.keyboard('{ArrowUp}');
  expect(document.activeElement).toBe(items[1].querySelector('a'));
  expect(items[2].tabIndex).toBe(0);
  items[1].focus();
  await userEvent.keyboard('x');
  expect(document.activeElement).toBe(items[1]);
});

test('the stop moves on when its item goes', () => {
  const { items, roving } = listOf('a', 'b', 'c');
  items[2].remove();
  roving.refresh();
  expect(items[1].tabIndex).toBe(0);
});

test('the stop follows what comes in, and stays with someone who is in the list', () => {
  const { list, items, roving } = listOf('a', 'b', 'c');
  const late = h('li', { class: 'item', tabindex: -1 }, 'late');
  list.append(late);
  roving.refresh();
  expect(late.tabIndex).toBe(0);
  items[0].focus();
  list.append(h('li', { class: 'item', tabindex: -1 }, 'later'));
  roving.refresh();
  expect(items[0].tabIndex).toBe(0);
});

test('an empty list has no stop', () => {
  const { list, items, roving } = listOf('a', 'b', 'c');
  list.replaceChildren();
  roving.refresh();
  expect(items.map((item) => item.tabIndex)).toEqual([-1, -1, -1]);
});

test('links are within reach where the Tab key stops, and nowhere else', async () => {
  const { items, roving } = listOf('a', 'b', 'c');
  const reach = () => items.map((item) => item.querySelector('a')?.tabIndex);
  expect(reach()).toEqual([-1, -1, 0]);
  items[0].focus();
  expect(reach()).toEqual([0, -1, -1]);
  await userEvent.keyboard('{Tab}');
  expect(document.activeElement).toBe(items[0].querySelector('a'));
  items[0].querySelector('a')?.replaceWith(h('a', { href: '#', tabindex: -1 }, 'another'));
  items[0].focus();
  roving.refresh();
  expect(reach()).toEqual([0, -1, -1]);
});
