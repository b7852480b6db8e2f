import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createStore } from '../../lib/store.ts';
import type { AccessState, Insider } from '../../stores/access.ts';
import { createAccountIdentity } from './account-identity.ts';

const ALICE: Insider = {
  id: 'a',
  name: 'alice',
  role: 'member',
  muted_until: null,
  mute_reason: null,
  standing: 'abcdef',
};
const NOW = new Date('2026-11-20T12:00:00.000Z');

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => vi.useRealTimers());

function open(me: Insider = ALICE) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const access = createStore<AccessState>({ kind: 'in', me });
  const identity = createAccountIdentity(me, access, () => new Date(), leaving.signal);
  return {
    identity,
    become: (next: Partial<Insider>) => access.set({ kind: 'in', me: { ...me, ...next } }),
    access,
  };
}

test('a message is own by the id of its author, whatever the name', () => {
  const { identity } = open();
  expect(identity.isOwn({ author: 'an earlier name', author_id: 'a' })).toBe(true);
  expect(identity.isOwn({ author: 'alice', author_id: null })).toBe(false);
});

test('the name is the account’s, and follows it', () => {
  const { identity, become, access } = open();
  expect([identity.get(), identity.choose]).toEqual(['alice', null]);
  become({ name: 'alice of the harbour' });
  expect(identity.get()).toBe('alice of the harbour');
  access.set({ kind: 'asking' });
  expect(identity.get()).toBe('alice of the harbour');
});

test('a guest is silent, and speaks once they are a member', () => {
  const { identity, become } = open({ ...ALICE, role: 'guest' });
  expect(identity.silence.get()).toEqual({ kind: 'guest' });
  become({ role: 'member' });
  expect(identity.silence.get()).toBeNull();
});

test('whoever is muted speaks again when the time is over', () => {
  const until = '2026-11-20T12:05:00.000Z';
  const { identity, become } = open();
  become({ muted_until: until, mute_reason: 'spam' });
  expect(identity.silence.get()).toEqual({ kind: 'muted', until, reason: 'spam' });
  const told = vi.fn();
  identity.silence.subscribe(told);
  vi.advanceTimersByTime(5 * 60_000 + 1);
  expect(told).toHaveBeenCalledExactlyOnceWith(null);
});

test('a mute that is longer than a timer can count ends in time', () => {
  const { identity } = open({ ...ALICE, muted_until: '2027-02-01T12:00:00.000Z' });
  vi.advanceTimersByTime(2 ** 31);
  expect(identity.silence.get()?.kind).toBe('muted');
  vi.setSystemTime(new Date('2027-02-01T11:59:59.999Z'));
  vi.advanceTimersByTime(2 ** 31);
  expect(identity.silence.get()).toBeNull();
});

test('a mute that is over is none', () => {
  expect(open({ ...ALICE, muted_until: '2026-11-20T11:59:59.000Z' }).identity.silence.get()).toBeNull();
});
