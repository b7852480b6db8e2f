import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { roomsDesk } from '../../test/rooms-desk.ts';
import { tryAgain } from './try-again.ts';

test('where a part could not be loaded, everybody is told, and a press opens it once it is there', async () => {
  const { desk, opener } = await roomsDesk();
  const opened: string[] = [];
  let isThere = false;
  const load = () => (isThere ? Promise.resolve('details') : Promise.reject(new TypeError('offline')));
  tryAgain(desk, load, (part) => opened.push(part));
  await expect.element(page.getByRole('dialog', { name: 'This could not be loaded' })).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('It could still not be loaded.');
  isThere = true;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => opened).toEqual(['details']);
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(document.activeElement).toBe(opener);
});

test('whoever does without it goes on where they were', async () => {
  const { desk, opener } = await roomsDesk();
  const opened: string[] = [];
  tryAgain(
    desk,
    () => Promise.resolve('details'),
    (part) => opened.push(part),
  );
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(document.activeElement).toBe(opener);
  expect(opened).toEqual([]);
});
