import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { h } from '../lib/h.ts';
import { later } from './later.ts';

function open(load: () => Promise<string>, meanwhile?: Element) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const show = (words: string) => h('div', {}, h('main', { tabindex: -1 }, words));
  const options = { load, show, signal: leaving.signal };
  document.body.replaceChildren(later(meanwhile === undefined ? options : { ...options, meanwhile }));
  return () => leaving.abort();
}

const main = page.getByRole('main');

test('until a page is there, its cover is', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  open(() => promise);
  expect(document.querySelector('.chat-header')?.getBoundingClientRect().height).toBeGreaterThan(50);
  resolve('The page');
  await expect.element(main).toHaveTextContent('The page');
  expect(document.querySelector('.chat-header')).toBeNull();
});

test('what is told to stand there meanwhile does', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  open(() => promise, h('p', {}, 'One moment'));
  await expect.element(page.getByText('One moment')).toBeVisible();
  resolve('The page');
  await expect.element(main).toHaveTextContent('The page');
  await expect.element(page.getByText('One moment')).not.toBeInTheDocument();
});

test('a page that could not be loaded says so, and is loaded by a press', async () => {
  let isThere = false;
  open(() => (isThere ? Promise.resolve('The page') : Promise.reject(new TypeError('offline'))));
  const again = page.getByRole('button', { name: 'Try again' });
  await expect.element(page.getByText('This page could not be loaded. Check your connection.')).toBeVisible();
  await again.click();
  await expect.element(again).toBeVisible();
  isThere = true;
  await userEvent.keyboard('{Tab}{Enter}');
  await expect.element(main).toHaveTextContent('The page');
  await expect.element(main).toHaveFocus();
});

test('what comes after the page is left is not shown any more', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const leave = open(() => promise);
  leave();
  resolve('The page');
  await promise;
  await expect.element(main).not.toBeInTheDocument();
});
