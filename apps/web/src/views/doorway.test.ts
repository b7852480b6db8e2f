import { expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import { fakeAccess, insider } from '../../test/fake-access.ts';
import { accessAnswer } from '../../test/signed-in.ts';
import { h } from '../lib/h.ts';
import type { AccessState } from '../stores/access.ts';
import { doorway } from './doorway.ts';

const OUT: AccessState = { kind: 'out', why: 'never', rules: accessAnswer() };
const UNREACHABLE: AccessState = { kind: 'away', reason: 'The server cannot be reached.' };

function open(first: AccessState) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const { access, done, turn, become } = fakeAccess(first);
  const signals: AbortSignal[] = [];
  const room = (words: string, signal: AbortSignal) => {
    signals.push(signal);
    return h('main', { tabindex: -1 }, h('h1', {}, words), h('button', { type: 'button' }, 'Do it'));
  };
  document.body.replaceChildren(
    doorway({
      access,
      inside: (me, signal) => room(me === null ? 'Open to everybody' : `The chat of ${me.name}`, signal),
      outside: ({ why }, signal) => room(`Outside: ${why}`, signal),
      signal: leaving.signal,
    }),
  );
  return { done, turn, become, signals, leave: () => leaving.abort() };
}

const heading = page.getByRole('heading', { level: 1 });
const shapes = () => document.querySelectorAll('.skeleton__bubble').length;

test('until it is known who is there, shapes of messages stand in for the conversation', async () => {
  const { turn } = open({ kind: 'asking' });
  await expect.element(heading).toHaveTextContent('BookChat');
  expect(shapes()).toBeGreaterThan(0);
  turn({ kind: 'in', me: insider() });
  await expect.element(heading).toHaveTextContent('The chat of alice');
  expect(shapes()).toBe(0);
});

test('a server that cannot be reached is said, and can be tried again', async () => {
  const { turn, done } = open({ kind: 'asking' });
  turn(UNREACHABLE);
  await expect.element(page.getByText(/could not be opened. The server cannot be reached/)).toBeVisible();
  expect(shapes()).toBe(0);
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(done).toEqual(['nudge']);
});

test('where nobody signs in, everybody is inside', async () => {
  open({ kind: 'open' });
  await expect.element(heading).toHaveTextContent('Open to everybody');
});

test('whoever is not signed in stays outside until they are', async () => {
  const { turn } = open(OUT);
  await expect.element(heading).toHaveTextContent('Outside: never');
  turn({ kind: 'in', me: insider() });
  await expect.element(heading).toHaveTextContent('The chat of alice');
});

test('a new name leaves everything where it is', async () => {
  const { become, signals } = open({ kind: 'in', me: insider() });
  await page.getByRole('button').click();
  become({ name: 'alice b' });
  await expect.element(page.getByRole('button')).toHaveFocus();
  expect(signals).toHaveLength(1);
  expect(signals[0]?.aborted).toBe(false);
});

test('somebody else on the same browser gets a conversation of their own', async () => {
  const { become, signals } = open({ kind: 'in', me: insider() });
  become({ id: '01931e2f-7c1a-7cc3-98c4-dc0c0c073990', name: 'bob' });
  await expect.element(heading).toHaveTextContent('The chat of bob');
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});

test('the focus goes along with whoever is led out', async () => {
  const { turn } = open({ kind: 'in', me: insider() });
  await page.getByRole('button').click();
  turn({ kind: 'out', why: 'ended', rules: accessAnswer() });
  await expect.element(page.getByRole('main')).toHaveFocus();
  await expect.element(heading).toHaveTextContent('Outside: ended');
});

test('a focus that was elsewhere is left there', async () => {
  const { turn } = open(OUT);
  turn({ kind: 'in', me: insider() });
  await expect.element(heading).toHaveTextContent('The chat of alice');
  expect(document.activeElement).toBe(document.body);
});

test('what is inside ends with the page', () => {
  const { signals, leave, turn } = open({ kind: 'in', me: insider() });
  leave();
  expect(signals[0]?.aborted).toBe(true);
  turn(OUT);
  expect(signals).toHaveLength(1);
});
