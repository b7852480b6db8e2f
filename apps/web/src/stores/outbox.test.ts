import { expect, onTestFinished, test, vi } from 'vitest';
import { memoryStorage } from '../../test/memory-storage.ts';
import { refusal } from '../../test/refusal.ts';
import { ApiError } from '../api-error.ts';
import { createOutbox, type OutboxOptions } from './outbox.ts';

const ID = '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f';

function open(options: Partial<OutboxOptions> = {}) {
  return createOutbox({
    room: 'general',
    saysName: true,
    api: { postMessage: () => new Promise(() => undefined) },
    storage: memoryStorage(),
    mintId: () => ID,
    clock: () => new Date('2026-11-20T17:16:41.123Z'),
    nameNow: () => 'alice',
    onNameTaken: () => undefined,
    onSaved: () => undefined,
    ...options,
  });
}

test('what is stored under its keys by somebody else is left alone', () => {
  const storage = memoryStorage({ [`bookchat.outbox.general.${ID}`]: 'not a message' });
  expect(open({ storage }).get()).toEqual([]);
});

test('messages of a closed page come back in the order in which they were written', () => {
  const storage = memoryStorage();
  const ids = [ID, ID.replace(/f$/, 'e')];
  const times = ['2026-11-20T17:00:00.000Z', '2026-11-20T17:00:01.000Z'];
  const outbox = open({
    storage,
    mintId: () => ids.shift() ?? '',
    clock: () => new Date(times.shift() ?? 0),
  });
  outbox.send('first', 'alice');
  outbox.send('second', 'alice');
  expect(
    open({ storage })
      .get()
      .map(({ content }) => content),
  ).toEqual(['first', 'second']);
});

test('only a failed message can be sent again', () => {
  const postMessage = vi.fn(() => new Promise<never>(() => undefined));
  const outbox = open({ api: { postMessage } });
  const told = vi.fn();
  outbox.send('hello', 'alice');
  outbox.subscribe(told);
  outbox.retry(ID);
  outbox.retry('unknown');
  expect(told).not.toHaveBeenCalled();
});

test('a message that was discarded while it waited its turn is not sent', async () => {
  let release: () => void = () => undefined;
  const postMessage = vi.fn(
    () =>
      new Promise<never>((_, reject) => {
        release = () => reject(new Error('refused'));
      }),
  );
  const ids = [ID, ID.replace(/f$/, 'e')];
  const outbox = open({ api: { postMessage }, mintId: () => ids.shift() ?? '' });
  outbox.send('first', 'alice');
  outbox.send('second', 'alice');
  await vi.waitFor(() => expect(postMessage).toHaveBeenCalledOnce());
  outbox.discard(ID.replace(/f$/, 'e'));
  release();
  await vi.waitFor(() => expect(outbox.get()[0]?.delivery.kind).toBe('failed'));
  expect(postMessage).toHaveBeenCalledOnce();
});

test('a message that meets a server in maintenance waits for its end, and so does the next', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const posted: (string | undefined)[] = [];
  let refusals = 2;
  const postMessage: OutboxOptions['api']['postMessage'] = async ({ content, id }) => {
    posted.push(content);
    if (refusals-- > 0) throw inMaintenance();
    return { message: { ...saved, content, id: id ?? '' }, repeated: false };
  };
  const ids = [ID, ID.replace(/f$/, 'e')];
  const outbox = open({ api: { postMessage }, mintId: () => ids.shift() ?? '' });
  outbox.send('first', 'alice');
  outbox.send('second', 'alice');
  await vi.advanceTimersByTimeAsync(3_999);
  expect(posted).toEqual(['first', 'first']);
  expect(outbox.get().map(({ delivery }) => delivery.kind)).toEqual(['sending', 'sending']);
  await vi.advanceTimersByTimeAsync(1);
  expect(posted).toEqual(['first', 'first', 'first', 'second']);
  expect(outbox.get().map(({ delivery }) => delivery.kind)).toEqual(['saved', 'saved']);
});

test('a message that was discarded while the server was in maintenance is not sent', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const postMessage = vi.fn(() => Promise.reject(inMaintenance()));
  const outbox = open({ api: { postMessage } });
  outbox.send('hello', 'alice');
  await vi.advanceTimersByTimeAsync(1_000);
  outbox.discard(ID);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(postMessage).toHaveBeenCalledOnce();
});

test('what the server keeps out of the repository is marked so, and not sent again by a later page', async () => {
  const storage = memoryStorage();
  const postMessage: OutboxOptions['api']['postMessage'] = async ({ content, id }) => ({
    message: { ...saved, content, id: id ?? '', kept_here: true },
    repeated: false,
  });
  const outbox = open({ storage, api: { postMessage } });
  outbox.send('hello', 'alice');
  await vi.waitFor(() => expect(outbox.get()[0]?.delivery).toEqual({ kind: 'kept' }));
  expect(open({ storage }).get()).toEqual([]);
});

test('settling what is not there changes nothing', () => {
  const outbox = open();
  outbox.send('hello', 'alice');
  const before = outbox.get();
  outbox.settle(['unknown']);
  expect(outbox.get()).toBe(before);
});

const saved = {
  room: 'general',
  author: 'alice',
  created_at: '2026-11-20T17:16:41.123Z',
  edited_at: null,
  author_id: null,
  git_commit_hash: null,
  synced: false,
};

function inMaintenance(): ApiError {
  return new ApiError({
    kind: 'refused',
    status: 503,
    code: 'maintenance',
    detail: 'The server is in maintenance.',
    retryAfterMs: 2_000,
  });
}

test('a message whose name is somebody else’s goes under the one that was chosen since', async () => {
  const storage = memoryStorage();
  const refused = refusal(409, 'name_taken', 'Somebody has the name alice.');
  const postMessage = vi.fn<OutboxOptions['api']['postMessage']>().mockRejectedValue(refused);
  const onNameTaken = vi.fn();
  let now: string | null = null;
  const outbox = open({ storage, api: { postMessage }, onNameTaken, nameNow: () => now });
  outbox.send('hello', 'alice');
  const failed = { kind: 'failed', reason: 'Somebody has the name alice.', nameTaken: true };
  await vi.waitFor(() => expect(outbox.get()[0]?.delivery).toEqual(failed));
  expect(onNameTaken).toHaveBeenCalledExactlyOnceWith('alice');
  outbox.retry(ID);
  await vi.waitFor(() => expect(postMessage).toHaveBeenCalledTimes(2));
  await vi.waitFor(() => expect(outbox.get()[0]).toMatchObject({ author: 'alice', delivery: failed }));
  now = 'bob';
  open({ storage, api: { postMessage }, nameNow: () => now }).retry(ID);
  await vi.waitFor(() =>
    expect(postMessage.mock.lastCall).toEqual([{ id: ID, room: 'general', content: 'hello', author: 'bob' }]),
  );
});
