import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { testDesk } from '../../../test/test-desk.ts';
import { ApiError } from '../../api-error.ts';
import { Cancelled } from '../desk.ts';
import { deed } from './deed.ts';

test('it says that it waits, and what came of it', async () => {
  const { desk, said } = testDesk();
  const { promise, resolve } = Promise.withResolvers<string>();
  let starts = 0;
  const act = () => {
    starts++;
    return promise;
  };
  const verify = deed(desk, { label: 'Verify', doing: 'Verifying…', of: 'backup 1', act });
  document.body.append(verify.dom);
  await page.getByRole('button', { name: 'Verify backup 1' }).click();
  const busy = page.getByRole('button', { name: 'Verifying… backup 1' });
  await expect.element(busy).toHaveAttribute('aria-disabled', 'true');
  verify.button.click();
  resolve('It is right.');
  await expect.element(page.getByText('It is right.')).toBeVisible();
  await expect
    .element(page.getByRole('button', { name: 'Verify backup 1' }))
    .not.toHaveAttribute('aria-disabled');
  expect(starts).toBe(1);
  expect(said).toEqual(['It is right.']);
});

test('it says why it failed', async () => {
  const { desk, said } = testDesk();
  const act = () => Promise.reject(new ApiError({ kind: 'unreachable' }));
  document.body.append(deed(desk, { label: 'Verify', doing: 'Verifying…', act }).dom);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect.element(page.getByText('The server cannot be reached.')).toBeVisible();
  expect(said).toEqual(['The server cannot be reached.']);
});

test('of what a person thought better of, it says nothing', async () => {
  const { desk, said } = testDesk();
  const made = deed(desk, { label: 'Run', doing: 'Running…', act: () => Promise.reject(new Cancelled()) });
  document.body.append(made.dom);
  await page.getByRole('button', { name: 'Run' }).click();
  await expect.element(page.getByRole('button', { name: 'Run' })).not.toHaveAttribute('aria-disabled');
  expect(said).toEqual([]);
});
