import type { AnswerOf, readSession } from '@bookchat/shared';
import { expect, onTestFinished, test, vi } from 'vitest';
import { memoryStorage, storageOfTabs } from '../../test/memory-storage.ts';
import { accessAnswer, person, signedIn } from '../../test/signed-in.ts';
import { ApiError } from '../api-error.ts';
import type { SafeStorage } from '../lib/storage.ts';
import { type Access, type AccessState, createAccess, drawerLabel } from './access.ts';

type Answer = AnswerOf<typeof readSession>;
const ALICE = person();
const INSIDER = {
  id: ALICE.id,
  name: 'alice',
  role: 'member',
  muted_until: null,
  mute_reason: null,
  standing: 'abcdef',
};
const away = () => Promise.reject(new ApiError({ kind: 'unreachable' }));

/** A page that asks; `answer` gives what the server says each time. */
function open(answer: () => Promise<Answer>, storage: SafeStorage = memoryStorage()) {
  const readSession = vi.fn(answer);
  const access = createAccess({
    api: { readSession },
    storage,
    random: () => 0,
    now: () => performance.now(),
  });
  onTestFinished(access.stop);
  access.resume();
  return { access, storage, readSession };
}

function says(more: Partial<Answer>) {
  return () => Promise.resolve(accessAnswer(more));
}

async function becomes(access: Access, kind: AccessState['kind']): Promise<AccessState> {
  await vi.waitFor(() => expect(access.get().kind).toBe(kind));
  return access.get();
}

test('where nobody signs in, the page is open, and asks no more', async () => {
  const { access, readSession } = open(says({ mode: 'open' }));
  await becomes(access, 'open');
  access.nudge();
  access.resume();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(readSession).toHaveBeenCalledOnce();
});

test('a page that was open to everybody hears that people have accounts once it is refused', async () => {
  let answer = accessAnswer({ mode: 'open' });
  const { access, storage, readSession } = open(async () => answer);
  await becomes(access, 'open');
  access.doubt();
  await vi.waitFor(() => expect(readSession).toHaveBeenCalledTimes(2));
  expect(access.get().kind).toBe('open');
  answer = accessAnswer();
  access.doubt();
  expect(await becomes(access, 'out')).toMatchObject({ why: 'accounts' });
  expect(storage.read('bookchat.access')).toBeNull();
  access.doubt();
  await vi.waitFor(() => expect(readSession).toHaveBeenCalledTimes(4));
  expect(access.get()).toMatchObject({ why: 'accounts' });
});

test('a page that comes back after people were given accounts says so as well', async () => {
  const { access } = open(says({}), memoryStorage({ 'bookchat.access': '{"kind":"open"}' }));
  expect(await becomes(access, 'out')).toMatchObject({ why: 'accounts' });
});

test('whoever is signed in is in, and is known by what the chat needs alone', async () => {
  const { access, storage } = open(says({ signed_in: signedIn(person({ email: 'alice@example.org' })) }));
  expect(await becomes(access, 'in')).toEqual({ kind: 'in', me: INSIDER });
  expect(storage.read('bookchat.access')).not.toContain('example.org');
});

test('it is asked again where a poll has learnt that they are something else by now', async () => {
  let answer = accessAnswer({ signed_in: signedIn() });
  const { access, readSession } = open(() => Promise.resolve(answer));
  access.compare('ghijkl');
  await becomes(access, 'in');
  access.compare(ALICE.standing);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(readSession).toHaveBeenCalledOnce();
  const muted = { muted_until: '2026-11-20T13:00:00.000Z', mute_reason: 'spam', standing: 'ghijkl' };
  answer = accessAnswer({ signed_in: signedIn(person(muted)) });
  access.compare('ghijkl');
  await vi.waitFor(() => expect(access.get()).toMatchObject({ me: muted }));
});

test('whoever never was in is out, and is told the ways in', async () => {
  const ways = { passkeys: true, github: 'Whoever may push', recovery_mail: true };
  const { access } = open(says({ needs_owner: true, ways }));
  expect(await becomes(access, 'out')).toEqual({
    kind: 'out',
    why: 'never',
    rules: { needs_owner: true, ways },
  });
});

test('whoever is signed out elsewhere is told so, and what they wrote stays in the drawer', async () => {
  let answer = accessAnswer({ signed_in: signedIn() });
  const { access, storage } = open(() => Promise.resolve(answer));
  await becomes(access, 'in');
  storage.write(`${drawerLabel(ALICE.id)}bookchat.draft.general`, 'half a sentence');
  answer = accessAnswer();
  access.nudge();
  expect(await becomes(access, 'out')).toMatchObject({ why: 'ended' });
  expect(storage.keys(drawerLabel(ALICE.id))).toHaveLength(1);
});

test('a page that comes back after its session ended says so as well', async () => {
  const storage = memoryStorage({ 'bookchat.access': JSON.stringify({ kind: 'in', me: INSIDER }) });
  const { access } = open(says({}), storage);
  expect(await becomes(access, 'out')).toMatchObject({ why: 'ended' });
});

test('whoever signs out takes along what the browser keeps of them, and of nobody else', async () => {
  const { access, storage } = open(says({ signed_in: signedIn() }));
  await becomes(access, 'in');
  storage.write(`${drawerLabel(ALICE.id)}bookchat.draft.general`, 'mine');
  storage.write(`${drawerLabel('another')}bookchat.draft.general`, 'not mine');
  access.leave();
  expect(access.get()).toMatchObject({ kind: 'out', why: 'left' });
  expect(storage.keys('')).toEqual([`${drawerLabel('another')}bookchat.draft.general`]);
});

test('where somebody has joined, no owner is missing any more', async () => {
  const { access } = open(says({ needs_owner: true }));
  await becomes(access, 'out');
  access.enter(signedIn());
  access.leave();
  expect(access.get()).toMatchObject({ kind: 'out', rules: { needs_owner: false } });
});

test('an answer from before one signed in or out changes nothing', async () => {
  const waiting: ((answer: Answer) => void)[] = [];
  const { access } = open(() => new Promise((resolve) => waiting.push(resolve)));
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  access.enter(signedIn());
  waiting[0]?.(accessAnswer());
  // It asks once more at once.
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  expect(access.get().kind).toBe('in');
});

test('a failure from before one signed in changes nothing either', async () => {
  const waiting: ((error: unknown) => void)[] = [];
  const { access } = open(() => new Promise((_, reject) => waiting.push(reject)));
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  access.enter(signedIn());
  waiting[0]?.(new ApiError({ kind: 'unreachable' }));
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(access.get().kind).toBe('in');
});

test('where the server cannot be reached, a new page says why', async () => {
  const { access } = open(away);
  expect(await becomes(access, 'away')).toEqual({ kind: 'away', reason: 'The server cannot be reached.' });
});

test.for([
  [{ kind: 'open' }, 'open'],
  [{ kind: 'in', me: INSIDER }, 'in'],
  [{ kind: 'out' }, 'away'],
  [{ kind: 'in', me: {} }, 'away'],
] as const)('where the server cannot be reached, a page that was left as %j is %s', async ([left, kind]) => {
  const storage = memoryStorage({ 'bookchat.access': JSON.stringify(left) });
  await becomes(open(away, storage).access, kind);
});

test('whoever is in stays in while the server is away', async () => {
  let answer = says({ signed_in: signedIn() });
  const { access, readSession } = open(() => answer());
  await becomes(access, 'in');
  answer = away;
  access.nudge();
  await vi.waitFor(() => expect(readSession).toHaveBeenCalledTimes(2));
  expect(access.get().kind).toBe('in');
});

test('a tab follows another one in and out', async () => {
  const openTab = storageOfTabs();
  let answer = accessAnswer();
  const server = () => Promise.resolve(answer);
  const [here, there] = [open(server, openTab()).access, open(server, openTab()).access];
  await Promise.all([becomes(here, 'out'), becomes(there, 'out')]);
  answer = accessAnswer({ signed_in: signedIn() });
  here.enter(signedIn());
  await becomes(there, 'in');
  answer = accessAnswer();
  here.leave();
  expect(await becomes(there, 'out')).toMatchObject({ why: 'ended' });
});
