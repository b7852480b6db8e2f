import { expect, test } from 'vitest';
import { h } from './h.ts';
import { scrollKeeper } from './scroll-keeper.ts';

function frameWith(count: number) {
  const rows = Array.from({ length: count }, (_, index) => row(`${index}`));
  const list = h('div', {}, ...rows);
  const scroller = h('div', {}, list);
  scroller.style.cssText = 'height: 300px; overflow-y: auto; overflow-anchor: none';
  document.body.append(scroller);
  return { scroller, list, rows, keeper: scrollKeeper(scroller, () => list.children) };
}

function row(text: string): HTMLElement {
  const element = h('p', {}, text);
  element.style.height = '40px';
  return element;
}

const topOf = (element: Element | undefined) => element?.getBoundingClientRect().top;

test('rows that are put above do not move what is on screen', () => {
  const { scroller, list, rows, keeper } = frameWith(30);
  scroller.scrollTop = 200;
  const before = topOf(rows[6]);
  keeper.keep(() => list.prepend(...Array.from({ length: 10 }, () => row('older'))));
  expect(topOf(rows[6])).toBe(before);
  expect(scroller.scrollTop).toBe(600);
});

test('where the first row on screen goes, the next one holds the place', () => {
  const { scroller, rows, keeper } = frameWith(30);
  scroller.scrollTop = 600;
  const before = topOf(rows[17]);
  keeper.keep(() => {
    for (const gone of rows.slice(10, 16)) gone.remove();
  });
  expect(topOf(rows[17])).toBe(before);
});

test('where nothing of what was on screen is left, the frame stays put', () => {
  const { scroller, list, keeper } = frameWith(30);
  scroller.scrollTop = 200;
  keeper.keep(() => list.replaceChildren(...Array.from({ length: 30 }, () => row('new'))));
  expect(scroller.scrollTop).toBe(200);
});

test('a narrower frame and larger words bring back the row that was read, and the same part of it', () => {
  const { scroller, rows, keeper } = frameWith(30);
  scroller.scrollTop = 8 * 40 + 10;
  keeper.remember();
  for (const each of rows) each.style.height = '80px';
  scroller.style.height = '200px';
  keeper.restore();
  expect(scroller.scrollTop).toBe(8 * 80 + 20);
});

test('where no size has changed, nothing is brought back', () => {
  const { scroller, keeper } = frameWith(30);
  keeper.remember();
  scroller.scrollTop = 200;
  keeper.restore();
  expect(scroller.scrollTop).toBe(200);
});

test('a change of the rows is taken note of', () => {
  const { scroller, list, rows, keeper } = frameWith(30);
  scroller.scrollTop = 200;
  keeper.remember();
  keeper.keep(() => list.prepend(row('older')));
  for (const each of rows) each.style.height = '80px';
  keeper.restore();
  expect(scroller.scrollTop).toBe(440);
});

test('the end is where the last line shows, give or take half a line', () => {
  const { scroller, keeper } = frameWith(30);
  expect(keeper.isAtEnd()).toBe(false);
  keeper.toEnd();
  expect(keeper.isAtEnd()).toBe(true);
  scroller.scrollTop -= 40;
  expect(keeper.isAtEnd()).toBe(true);
  scroller.scrollTop -= 40;
  expect(keeper.isAtEnd()).toBe(false);
});
