import { expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeAccess, insider } from '../../test/fake-access.ts';
import { type FakeAnswers, fakeServer, refused } from '../../test/fake-server.ts';
import { memoryStorage } from '../../test/memory-storage.ts';
import type { Insider } from '../stores/access.ts';
import { createTheme } from '../stores/theme.ts';
import { asPerson } from './as-person.ts';

function open(answers: FakeAnswers = {}, more: Partial<Insider> = {}) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const me = { ...insider(), ...more };
  const { access, done, become } = fakeAccess({ kind: 'in', me });
  const { fetch } = fakeServer(answers);
  const said: string[] = [];
  const storage = memoryStorage();
  const theme = createTheme(storage);
  const person = asPerson({ access, storage, theme, clock: () => new Date(), fetch }, me, leaving.signal);
  document.body.replaceChildren(person.account((words) => said.push(words)));
  return { done, said, become, theme, leave: () => leaving.abort() };
}

const opener = page.getByRole('button', { name: /^Your account/ });
const menu = page.getByRole('dialog', { name: 'Your account' });
const out = page.getByRole('button', { name: 'Sign out' });

test('the menu opens below one’s face, and Escape brings the focus back', async () => {
  open();
  await opener.click();
  await expect.element(page.getByRole('link', { name: 'Your account' })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(out).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}x');
  await expect.element(page.getByRole('link', { name: 'Your account' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(opener).toHaveFocus();
  expect(menu.query()).toBeNull();
});

test('on a phone the theme is chosen here, and the menu stays open', async () => {
  const { theme } = open();
  await page.viewport(360, 640);
  onTestFinished(() => page.viewport(1280, 720));
  await opener.click();
  await page.getByRole('button', { name: 'Theme: the system’s. Change to light' }).click();
  expect(theme.get()).toBe('light');
  const next = page.getByRole('button', { name: 'Theme: light. Change to dark' });
  await expect.element(next).toHaveFocus();
  await expect.element(next).toHaveTextContent('Theme: light');
});

test.for([
  ['owner', true],
  ['admin', true],
  ['member', false],
  ['guest', false],
] as const)('to the operator’s page %s is led: %s', async ([role, isLed]) => {
  open({}, { role });
  await opener.click();
  expect(page.getByRole('link', { name: 'Operator’s page' }).query() !== null).toBe(isLed);
});

test('signing out ends the session and what is kept here', async () => {
  const { done, said } = open({ 'DELETE /api/session': null });
  await opener.click();
  await out.click();
  await vi.waitFor(() => expect(done).toEqual(['leave']));
  expect(said).toEqual(['You are signed out.']);
});

test('whoever could not be signed out is told so, in the menu', async () => {
  const { done, said } = open({ 'DELETE /api/session': refused('maintenance') });
  await opener.click();
  await out.click();
  await expect.element(page.getByText(/You are still signed in/)).toBeVisible();
  expect([done, said.length]).toEqual([[], 1]);
});

test('the face follows the name, and the menu goes with the page', async () => {
  const { become, leave } = open();
  become({ name: 'alice of the harbour' });
  await expect
    .element(page.getByRole('button', { name: 'Your account, alice of the harbour (AH)' }))
    .toBeVisible();
  await opener.click();
  leave();
  expect(menu.query()).toBeNull();
});

test('in place of the composer stands why one may not write', () => {
  const { silenceNote } = asPerson(
    {
      access: fakeAccess().access,
      storage: memoryStorage(),
      theme: createTheme(memoryStorage()),
      clock: () => new Date(),
      fetch,
    },
    insider(),
    new AbortController().signal,
  );
  const guest = silenceNote({ kind: 'guest' });
  document.body.replaceChildren(guest.dom);
  guest.focus();
  expect(document.activeElement).toBe(guest.dom);
  expect(guest.dom.textContent).toMatch(/guest/);
  const muted = silenceNote({ kind: 'muted', until: '2026-11-20T12:00:00.000Z', reason: 'Shouting.' });
  expect(muted.dom.textContent).toMatch(
    /not write until Friday, 20 November.*13:00\. The reason: “Shouting”\.$/,
  );
});
