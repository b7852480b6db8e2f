import { expect, test } from 'vitest';
import { lengthCounter } from './length-counter.ts';

function open() {
  const { update, parts } = lengthCounter();
  const [shown, said] = parts as [HTMLElement, HTMLElement];
  const told: string[] = [];
  const write = (length: number) => {
    const over = update('x'.repeat(length));
    if (said.textContent !== told.at(-1)) told.push(said.textContent);
    return over;
  };
  told.push('');
  return { shown, said, told, write, update };
}

test('the room left is shown when the limit nears, counting an emoji once', () => {
  const { shown, update } = open();
  update('🌊'.repeat(3_599));
  expect(shown.textContent).toBe('');
  update('🌊'.repeat(3_600));
  expect(shown.textContent).toBe('400 left');
});

test('a text over the limit says by how much', () => {
  const { shown, write } = open();
  expect(write(4_000)).toBe(false);
  expect(write(5_234)).toBe(true);
  expect(shown.textContent).toBe('1,234 too many');
});

test('a text far over the limit is not counted to its end', () => {
  const { shown, write } = open();
  expect(write(1_000_000)).toBe(true);
  expect(shown.textContent).toBe('Far more than 4,000');
});

test('the room left is said aloud at thresholds and not at every key', () => {
  const { told, write } = open();
  for (let length = 3_590; length <= 4_010; length++) write(length);
  expect(told).toEqual(['', '400 left', '100 left', '20 left', '0 left', '1 too many']);
});

test('a text that shrinks is said to fit again, and then no more', () => {
  const { told, write } = open();
  for (const length of [4_001, 4_000, 3_000]) write(length);
  expect(told).toEqual(['', '1 too many', '0 left', '']);
});
