import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { h } from '../lib/h.ts';
import { laterForm } from './later-form.ts';

test('a form that could not be loaded says so, and is loaded by a press', async () => {
  let isThere = false;
  const input = h('input', { 'aria-label': 'Your name' });
  const arrived = { dom: input, focus: () => input.focus() };
  const form = laterForm(() =>
    isThere ? Promise.resolve(arrived) : Promise.reject(new TypeError('offline')),
  );
  document.body.append(form.dom);
  form.focus();
  const again = page.getByRole('button', { name: 'Try again' });
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('This part could not be loaded. Check your connection.');
  await expect.element(again).toHaveFocus();
  isThere = true;
  await again.click();
  await expect.element(page.getByRole('textbox', { name: 'Your name' })).toHaveFocus();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});
