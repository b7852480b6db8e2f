import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { testDesk } from '../../../test/test-desk.ts';
import { ApiError } from '../../api-error.ts';
import { h } from '../../lib/h.ts';
import { wearStyle } from '../lib/page-style.ts';
import { ask, type Question } from './ask.ts';

function openWith(more: Partial<Question> = {}): HTMLButtonElement {
  const { desk } = testDesk();
  const opener = h('button', {}, 'Open');
  document.body.append(opener);
  opener.focus();
  ask(desk, {
    title: 'Shall it be?',
    parts: [h('input', { 'aria-label': 'Why' })],
    action: 'Do it',
    doing: 'Doing it…',
    act: () => Promise.resolve(),
    ...more,
  });
  return opener;
}

test('the focus goes to its first field, and back when it closes', async () => {
  let cancels = 0;
  const opener = openWith({
    cancelled: () => {
      cancels++;
    },
  });
  await expect.element(page.getByLabelText('Why')).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.activeElement).toBe(opener);
  expect(document.querySelector('dialog')).toBeNull();
  expect(cancels).toBe(1);
});

test('what is missing is said, and nothing done', async () => {
  let deeds = 0;
  openWith({
    check: () => 'Say why.',
    act: async () => {
      deeds++;
    },
  });
  await page.getByRole('button', { name: 'Do it' }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('Say why.');
  expect(deeds).toBe(0);
});

test('a failure is said within it, and one may try again', async () => {
  let tries = 0;
  const opener = openWith({
    act: async () => {
      if (tries++ === 0) throw new ApiError({ kind: 'unreachable' });
    },
  });
  await page.getByRole('button', { name: 'Do it' }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('The server cannot be reached.');
  await page.getByRole('button', { name: 'Do it' }).click();
  await expect.poll(() => document.activeElement).toBe(opener);
});

test('a final one has no way past its button', async () => {
  openWith({ isFinal: true, action: 'I have kept it' });
  expect(page.getByRole('button', { name: 'Cancel' }).elements()).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).toBeVisible();
});

test('a dialog above another dims both alike', async () => {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  wearStyle(leaving.signal);
  openWith();
  openWith({ title: 'Sure?' });
  const scrims = [...document.querySelectorAll('dialog')].map(
    (each) => getComputedStyle(each, '::backdrop').backgroundColor,
  );
  expect(scrims).toEqual(['rgba(0, 0, 0, 0)', expect.not.stringMatching(/^rgba\(0, 0, 0, 0\)$/)]);
});
