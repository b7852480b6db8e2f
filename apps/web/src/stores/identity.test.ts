import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { fakeNames } from '../../test/fake-names.ts';
import { memoryStorage, storageOfTabs } from '../../test/memory-storage.ts';
import { refusal } from '../../test/refusal.ts';
import { ApiError } from '../api-error.ts';
import { createIdentity } from './identity.ts';

const ALICE = { 'bookchat.name': 'alice' };
const TAKEN = 'Somebody has the name alice.';
const away = new ApiError({ kind: 'unreachable' });

test('nobody has a name on the first visit', () => {
  expect(createIdentity(memoryStorage(), fakeNames()).get()).toBeNull();
});

test('a chosen name is tidied, told and kept', async () => {
  const storage = memoryStorage();
  const identity = createIdentity(storage, fakeNames());
  const told = vi.fn();
  identity.subscribe(told);
  expect(await identity.choose('  alice   of  the harbour ')).toBeNull();
  expect(told).toHaveBeenCalledWith('alice of the harbour');
  expect(createIdentity(storage, fakeNames()).get()).toBe('alice of the harbour');
});

test('a name that cannot be taken is refused with the reason, and the former one stays', async () => {
  const identity = createIdentity(memoryStorage(ALICE), fakeNames());
  expect(await identity.choose('   ')).toBe('Give a name of at least one character.');
  expect(await identity.choose('аlice')).toMatch(/mixes/);
  expect(identity.get()).toBe('alice');
});

test('a stored name that is none counts as none', () => {
  expect(createIdentity(memoryStorage({ 'bookchat.name': 'x'.repeat(41) }), fakeNames()).get()).toBeNull();
});

test('a name that is changed in one tab is changed in the others', async () => {
  const openTab = storageOfTabs();
  const [here, there] = [createIdentity(openTab(), fakeNames()), createIdentity(openTab(), fakeNames())];
  await here.choose('alice');
  expect(there.get()).toBe('alice');
});

test('a name that is forgotten in one tab, or is none, leaves the others theirs', async () => {
  const openTab = storageOfTabs();
  const identity = createIdentity(openTab(), fakeNames());
  await identity.choose('alice');
  const other = openTab();
  other.write('bookchat.name', ' ');
  other.write('bookchat.name', null);
  expect(identity.get()).toBe('alice');
});

test('a message is own by its author', () => {
  const alice = createIdentity(memoryStorage(ALICE), fakeNames());
  expect(alice.isOwn({ author: 'alice', author_id: null })).toBe(true);
  expect(alice.isOwn({ author: 'bob', author_id: null })).toBe(false);
  expect(createIdentity(memoryStorage(), fakeNames()).isOwn({ author: 'bob', author_id: null })).toBe(false);
});

describe('a name that is chosen', () => {
  test('is taken at the server first, and not again at the next start', async () => {
    const storage = memoryStorage();
    const names = fakeNames();
    await createIdentity(storage, names).choose(' alice ');
    expect(names.takeName).toHaveBeenCalledExactlyOnceWith('alice');
    await createIdentity(storage, names).settle();
    expect(names.takeName).toHaveBeenCalledOnce();
  });

  test('is refused where somebody else has it; the former one stays', async () => {
    const names = fakeNames();
    const identity = createIdentity(memoryStorage({ 'bookchat.name': 'bob' }), names);
    names.takeName.mockRejectedValue(refusal(409, 'name_taken', TAKEN));
    expect(await identity.choose('alice')).toBe(TAKEN);
    names.readIdentity.mockRejectedValue(away);
    expect(await identity.choose('alice')).toBe(TAKEN);
    expect(identity.get()).toBe('bob');
  });

  test('is kept where the server is away, and taken as soon as it is back', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const names = fakeNames();
    const identity = createIdentity(memoryStorage(), names);
    names.takeName.mockRejectedValueOnce(away).mockRejectedValueOnce(refusal(503, 'maintenance'));
    expect(await identity.choose('alice')).toBeNull();
    expect(identity.get()).toBe('alice');
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.waitFor(() => expect(names.takeName).toHaveBeenCalledTimes(2));
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.waitFor(() => expect(names.takeName).toHaveBeenCalledTimes(3));
    await identity.settle();
    expect(names.takeName).toHaveBeenCalledTimes(3);
  });

  test('is kept without being taken where the server knows nothing of that', async () => {
    const names = fakeNames();
    names.takeName.mockRejectedValue(refusal(404, 'route_not_found'));
    const identity = createIdentity(memoryStorage(), names);
    expect(await identity.choose('alice')).toBeNull();
    expect(identity.get()).toBe('alice');
  });

  test('is not taken by a browser that keeps no cookies, which would lose it at once', async () => {
    vi.stubGlobal('navigator', { cookieEnabled: false });
    onTestFinished(() => void vi.unstubAllGlobals());
    const names = fakeNames();
    const identity = createIdentity(memoryStorage(), names);
    expect(await identity.choose('alice')).toBeNull();
    expect(names.takeName).not.toHaveBeenCalled();
  });
});

describe('a name from before', () => {
  test('is taken silently', async () => {
    const names = fakeNames();
    const identity = createIdentity(memoryStorage(ALICE), names);
    const told = vi.fn();
    identity.subscribe(told);
    await Promise.all([identity.settle(), identity.settle()]);
    expect(names.takeName).toHaveBeenCalledExactlyOnceWith('alice');
    expect(told).not.toHaveBeenCalled();
  });

  test('is asked for anew where somebody else has it, in this tab', async () => {
    const openTab = storageOfTabs(ALICE);
    const names = fakeNames();
    names.takeName.mockRejectedValue(refusal(409, 'name_taken', TAKEN));
    const [identity, other] = [createIdentity(openTab(), names), createIdentity(openTab(), names)];
    await identity.settle();
    expect(identity.get()).toBeNull();
    expect(identity.lost()).toEqual({ name: 'alice', reason: TAKEN });
    expect(other.get()).toBe('alice');
    names.takeName.mockReset().mockResolvedValue({ name: 'bob', names: ['bob'] });
    await other.choose('bob');
    expect(identity.get()).toBe('bob');
  });

  test('is this browser’s where another of its tabs was faster', async () => {
    const names = fakeNames();
    names.takeName.mockRejectedValue(refusal(409, 'name_taken', TAKEN));
    names.readIdentity.mockResolvedValue({ name: 'alice', names: ['alice'] });
    const identity = createIdentity(memoryStorage(ALICE), names);
    await identity.settle();
    expect(identity.get()).toBe('alice');
  });

  test('gives way to one that is chosen meanwhile', async () => {
    const names = fakeNames();
    const identity = createIdentity(memoryStorage(ALICE), names);
    const { promise, reject } = Promise.withResolvers<never>();
    names.takeName.mockReturnValueOnce(promise);
    const settling = identity.settle();
    const choosing = identity.choose('bob');
    reject(refusal(409, 'name_taken', TAKEN));
    await Promise.all([settling, choosing]);
    expect(identity.get()).toBe('bob');
  });
});

test('a name that the server says is another’s is tried once more, unless it is a former one', async () => {
  const names = fakeNames();
  const identity = createIdentity(memoryStorage({ ...ALICE, 'bookchat.taken': 'alice' }), names);
  identity.doubt('bob');
  await identity.settle();
  expect(names.takeName).not.toHaveBeenCalled();
  names.takeName.mockRejectedValue(refusal(409, 'name_taken', TAKEN));
  identity.doubt('alice');
  await vi.waitFor(() => expect(identity.get()).toBeNull());
  expect(names.takeName).toHaveBeenCalledExactlyOnceWith('alice');
});
