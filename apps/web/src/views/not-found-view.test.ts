import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { notFoundView } from './not-found-view.ts';

test('an address that names nothing leads back to the conversation', async () => {
  document.body.append(notFoundView());
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent('There is no such page in this book.');
  await expect
    .element(page.getByRole('link', { name: 'Go to the conversation' }))
    .toHaveAttribute('href', '/');
  await expect.element(page.getByRole('banner')).toHaveTextContent('BookChat');
  await expect.element(page.getByRole('main')).toHaveAttribute('tabindex', '-1');
  expect(document.title).toBe('Not found · BookChat');
});
