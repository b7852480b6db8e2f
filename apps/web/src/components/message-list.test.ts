import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { HASH } from '../../test/archive-status.ts';
import { messageList } from './message-list.ts';
import type { MessageItem, Receipt, TimelineItem } from './timeline-item.ts';

const DAY: TimelineItem = { kind: 'day', key: 'day-1', at: '2026-11-20T09:00:00.000Z' };

const item = (key: string, more: Partial<MessageItem> = {}): MessageItem => ({
  kind: 'message',
  key,
  author: 'bob',
  authorId: null,
  content: `message ${key}`,
  at: '2026-11-20T09:15:30.000Z',
  edited: false,
  own: false,
  leads: true,
  fresh: false,
  receipt: null,
  ...more,
});

function show(...items: TimelineItem[]) {
  const actions = { retry: vi.fn(), discard: vi.fn(), meet: vi.fn() };
  const list = messageList('general', actions, () => new Date('2026-11-21T12:00:00.000Z'));
  document.body.append(list.dom);
  list.update(items);
  return { list, actions, row: (key: string) => rowOf(list.dom, key) };
}

function rowOf(list: Element, key: string): HTMLElement {
  const row = [...list.querySelectorAll<HTMLElement>('.message')].find((one) =>
    one.textContent.includes(`message ${key}`),
  );
  if (row === undefined) throw new Error(`no row ${key}`);
  return row;
}

test('days head their messages, and a message says who wrote it and when', () => {
  const { list, row } = show(DAY, item('1'));
  expect(list.dom.querySelector('h2')?.textContent).toBe('Friday, 20 November');
  expect(row('1').querySelector('bdi')?.textContent).toBe('bob');
  expect(row('1').querySelector('time')?.dateTime).toBe('2026-11-20T09:15:30.000Z');
  expect(row('1').querySelector('.tip')?.textContent).toBe('Friday, 20 November 2026 at 10:15:30');
});

test.each([
  [true, 'goes into', 'filled'],
  [false, 'stays out of', 'kept'],
])(
  'where it changes whether what is written goes into the repository (%s), it is said',
  (goesIn, way, mark) => {
    const { list } = show(item('1'), { kind: 'turn', key: 'turn-2', goesIn }, item('2'));
    const turn = list.dom.querySelector('.repository-turn');
    expect(turn?.textContent).toBe(`What is written from here on ${way} the repository`);
    expect(turn?.querySelector('.bookmark')?.getAttribute('data-mark')).toBe(mark);
    list.update([item('1')]);
    expect(turn?.isConnected).toBe(false);
  },
);

const ARCHIVED: Receipt = { kind: 'archived', hash: HASH, place: null, address: null, checked: false };

test.each<[Receipt, string, string]>([
  [{ kind: 'sending' }, 'Sending', 'on-its-way'],
  [{ kind: 'saved' }, 'Saved here', 'outline'],
  [{ kind: 'kept' }, 'Saved here, and kept out of the repository', 'kept'],
  [{ ...ARCHIVED, place: 'github' }, 'In your repository, commit 4f2a9c1', 'filled'],
  [{ ...ARCHIVED, place: 'local' }, 'In the archive on this server, commit 4f2a9c1', 'filled'],
  [ARCHIVED, 'In the archive, commit 4f2a9c1', 'filled'],
  [{ ...ARCHIVED, checked: true }, 'In the archive, commit 4f2a9c1, checked', 'verified'],
  [{ kind: 'failed', reason: 'The server cannot be reached.' }, 'Not sent', 'failing'],
])('the receipt %j reads "%s"', (receipt, words, mark) => {
  const { row } = show(item('1', { own: true, receipt }));
  expect(row('1').querySelector('.tip')?.textContent).toContain(words);
  expect(row('1').querySelector('.bookmark')?.getAttribute('data-mark')).toBe(mark);
});

test('a message of another person has no receipt', () => {
  const { row } = show(item('1'));
  expect(row('1').querySelector('.message__receipt')?.checkVisibility()).toBe(false);
});

test('a failed message says why, and offers to send it again or to drop it', async () => {
  const { actions } = show(
    item('1', { own: true, receipt: { kind: 'failed', reason: 'The server cannot be reached.' } }),
  );
  await expect.element(page.getByText('Not sent. The server cannot be reached.')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Retry' }));
  await userEvent.click(page.getByRole('button', { name: 'Discard' }));
  expect(actions.retry).toHaveBeenCalledWith('1');
  expect(actions.discard).toHaveBeenCalledWith('1');
});

test('a receipt that moves on keeps the message in place, and the failure goes', () => {
  const failed = item('1', { own: true, receipt: { kind: 'failed', reason: 'Away.' } });
  const { list, row } = show(failed);
  const before = row('1');
  list.update([{ ...failed, receipt: { kind: 'saved' } }]);
  expect(row('1')).toBe(before);
  expect(before.querySelector('.message__failure')?.textContent).toBe('');
});

test('an edited message shows its new text and says that it was edited', () => {
  const { list } = show(item('1'));
  list.update([item('1', { content: 'better words', edited: true })]);
  const row = list.dom.querySelector('.message');
  expect(row?.querySelector('.message__text')?.textContent).toBe('better words');
  expect(row?.querySelector('.tip')?.textContent).toContain('Edited');
});

test('links open elsewhere and tell nobody where they were', () => {
  const { list } = show(item('1', { content: 'see https://example.org/plan and <b>this</b>' }));
  const link = list.dom.querySelector('a');
  expect(link).toMatchObject({
    href: 'https://example.org/plan',
    target: '_blank',
    rel: 'noopener noreferrer nofollow',
  });
  expect(list.dom.querySelector('b')).toBeNull();
});

test('the full time shows when a message has the focus', async () => {
  const { row } = show(item('1'), item('2'));
  row('2').focus();
  await userEvent.keyboard('{ArrowUp}');
  expect(document.activeElement).toBe(row('1'));
  await expect.poll(() => getComputedStyle(row('1').querySelector('.tip') as Element).opacity).toBe('1');
});

test('a long word breaks instead of widening the page', () => {
  const { list } = show(item('1', { content: 'x'.repeat(500) }));
  expect(list.dom.scrollWidth).toBeLessThanOrEqual(list.dom.clientWidth);
});

test('only what comes live rises into view', () => {
  const { row } = show(item('1'), item('2', { fresh: true }));
  expect(row('1').classList.contains('message--fresh')).toBe(false);
  expect(row('2').classList.contains('message--fresh')).toBe(true);
});

test('an author comes into the Tab key’s reach with the message where it stops', async () => {
  const by = (key: string, more: Partial<MessageItem> = {}) => item(key, { authorId: 'b', ...more });
  const { row, actions } = show(by('1'), by('2', { leads: false }));
  row('2').focus();
  await userEvent.tab();
  expect(row('2').contains(document.activeElement), 'within a group it is not shown').toBe(false);
  row('1').focus();
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(actions.meet).toHaveBeenCalledWith('b');
});

test('where a room began to go into the repository is said, and where it ceased to', async () => {
  show(
    item('1'),
    { kind: 'turn', key: 'turn-2', goesIn: true },
    item('2'),
    { kind: 'turn', key: 'turn-3', goesIn: false },
    item('3'),
  );
  await expect.element(page.getByText('What is written from here on goes into the repository')).toBeVisible();
  await expect
    .element(page.getByText('What is written from here on stays out of the repository'))
    .toBeVisible();
});
