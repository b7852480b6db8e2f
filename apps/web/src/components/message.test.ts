import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { HASH } from '../../test/archive-status.ts';
import { h } from '../lib/h.ts';
import { keyedChildren } from '../lib/keyed-children.ts';
import { wearPictures } from './avatar.ts';
import { messageView } from './message.ts';
import type { MessageItem, Receipt } from './timeline-item.ts';

const ARCHIVED = {
  kind: 'archived',
  hash: HASH,
  place: 'github',
  address: `https://github.com/acme/conversation/commit/${HASH}`,
  checked: false,
} satisfies Receipt;
const FAILED: Receipt = { kind: 'failed', reason: 'The server cannot be reached.' };

const item = (key: string, more: Partial<MessageItem> = {}): MessageItem => ({
  kind: 'message',
  key,
  author: 'alice',
  authorId: null,
  content: `message ${key}`,
  at: '2026-11-20T09:15:30.000Z',
  edited: false,
  own: true,
  leads: true,
  fresh: false,
  receipt: null,
  ...more,
});

function show(...items: MessageItem[]) {
  const list = h('ol');
  const main = h('main', { id: 'messages', tabindex: -1 }, list);
  document.body.append(main);
  const met: string[] = [];
  const actions = {
    retry: (key: string) =>
      update(...items.map((one) => (one.key === key ? item(key, { receipt: { kind: 'sending' } }) : one))),
    discard: (key: string) => update(...items.filter((one) => one.key !== key)),
    meet: (id: string) => void met.push(id),
  };
  const rows = keyedChildren<MessageItem>(
    list,
    ({ key }) => key,
    (one) => messageView(one, actions),
  );
  const update = (...next: MessageItem[]) => rows.sync(next);
  update(...items);
  return { main, met, update, row: (at: number) => list.children[at] as HTMLElement };
}

const press = async (name: string) => {
  (page.getByRole('button', { name }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
};

test('whoever sends a message again by keyboard stays at it', async () => {
  const { row } = show(item('1'), item('2', { receipt: FAILED }));
  await press('Retry');
  expect(document.activeElement).toBe(row(1));
});

test('whoever discards a message goes on at the one below, or else the one above', async () => {
  const { row } = show(item('1'), item('2', { receipt: FAILED }), item('3'));
  await press('Discard');
  expect(row(1).textContent).toContain('message 3');
  expect(document.activeElement).toBe(row(1));
  document.body.replaceChildren();
  const last = show(item('1'), item('2', { receipt: FAILED }));
  await press('Discard');
  expect(document.activeElement).toBe(last.row(0));
});

test('whoever discards the only message stays among the messages', async () => {
  const { main } = show(item('1', { receipt: FAILED }));
  await press('Discard');
  expect(document.activeElement).toBe(main);
});

test('a message that changes or goes takes the focus from nobody who is elsewhere', () => {
  const { update } = show(item('1', { receipt: FAILED }), item('2'));
  update(item('2'));
  expect(document.activeElement).toBe(document.body);
});

test.each([true, false])(
  'within a group the time shows when asked for, own message or not (%s)',
  async (own) => {
    const { row } = show(item('1', { own }), item('2', { own, leads: false }));
    const time = row(1).querySelector('time') as HTMLElement;
    expect(getComputedStyle(time).opacity).toBe('0');
    await userEvent.hover(row(1));
    await expect.poll(() => getComputedStyle(time).opacity).toBe('1');
    const bubble = row(1).querySelector('.message__bubble') as HTMLElement;
    expect(time.getBoundingClientRect().right).toBeLessThanOrEqual(bubble.getBoundingClientRect().left);
  },
);

test('a time of twelve hours stands on one line', () => {
  const { row } = show(item('1', { own: false }), item('2', { own: false, leads: false }));
  const time = row(1).querySelector('time') as HTMLElement;
  const height = time.offsetHeight;
  time.textContent = '10:15 a.m.';
  expect(time.offsetHeight).toBe(height);
});

test('a message that comes to lead its group carries its time above, and back', () => {
  const { row, update } = show(item('1', { leads: false }));
  expect(row(0).querySelector('.message__bubble > time')).not.toBeNull();
  update(item('1'));
  expect(row(0).querySelector('.message__head > time')).not.toBeNull();
});

test('the hash of a commit stands in the type of hashes, and where a browser finds no commit it is no link', () => {
  const { row } = show(item('1', { receipt: { ...ARCHIVED, address: null } }));
  const code = row(0).querySelector('.tip code') as HTMLElement;
  expect(code.textContent).toBe('4f2a9c1');
  expect(getComputedStyle(code).fontFamily).toContain('monospace');
  expect(row(0).querySelector('a')).toBeNull();
});

test('the hash of a commit that a browser finds leads there, out of the reach of the Tab key at first', () => {
  const { row } = show(item('1', { receipt: ARCHIVED }));
  const link = row(0).querySelector('.tip a') as HTMLAnchorElement;
  expect(link.href).toBe(ARCHIVED.address);
  expect(link.target).toBe('_blank');
  expect(link.rel).toBe('noopener noreferrer');
  expect(link.tabIndex).toBe(-1);
});

test('a tip shows while its link has the focus, and hands the focus to its message when it changes', async () => {
  const { row, update } = show(item('1', { receipt: ARCHIVED }));
  row(0).focus();
  const link = row(0).querySelector('.tip a') as HTMLAnchorElement;
  link.tabIndex = 0;
  await userEvent.keyboard('{Tab}');
  expect(document.activeElement).toBe(link);
  await expect.poll(() => getComputedStyle(row(0).querySelector('.tip') as Element).opacity).toBe('1');
  update(item('1', { receipt: { ...ARCHIVED, checked: true } }));
  expect(document.activeElement).toBe(row(0));
});

test('a pointer reaches the link from the bookmark, and nothing moves when the receipt changes', async () => {
  const { row, update } = show(item('1', { receipt: { kind: 'saved' } }));
  document.body.style.paddingBlockStart = '100px';
  onTestFinished(() => document.body.removeAttribute('style'));
  const bubble = row(0).querySelector('.message__bubble') as HTMLElement;
  const before = JSON.stringify(bubble.getBoundingClientRect());
  update(item('1', { receipt: ARCHIVED }));
  expect(JSON.stringify(bubble.getBoundingClientRect())).toBe(before);
  const tip = row(0).querySelector('.tip') as HTMLElement;
  await userEvent.hover(row(0).querySelector('.message__receipt') as Element);
  await expect.poll(() => getComputedStyle(tip).opacity).toBe('1');
  await userEvent.hover(tip.querySelector('a') as Element);
  await expect.poll(() => getComputedStyle(tip).opacity).toBe('1');
});

test('what is kept out of the repository says so, and looks unlike what waits for a commit', () => {
  const { row, update } = show(item('1', { receipt: { kind: 'saved' } }));
  const mark = row(0).querySelector('.message__bookmark') as SVGElement;
  const sign = mark.lastElementChild as SVGPathElement;
  expect(getComputedStyle(sign).opacity).toBe('0');
  update(item('1', { receipt: { kind: 'kept' } }));
  expect(row(0).querySelector('.tip')?.textContent).toContain('Saved here, and kept out of the repository');
  expect(row(0).dataset['receipt']).toBe('kept');
  expect(mark.dataset['mark']).toBe('kept');
  expect(sign.getTotalLength()).toBeGreaterThan(0);
});

test('links come out of the reach of the Tab key', () => {
  const { row } = show(item('1', { content: 'see https://example.org/plan' }));
  expect(row(0).querySelector('a')?.tabIndex).toBe(-1);
});

test('the face and the name of somebody of whom there is more to be seen lead there', async () => {
  const of = (authorId: string | null) => item('1', { own: false, author: 'bob', authorId });
  const { met, update, row } = show(of(null));
  const author = page.getByRole('button', { name: 'bob' });
  expect(author.query()).toBeNull();
  update(of('b'));
  await author.click();
  expect(met).toEqual(['b']);
  expect(row(0).querySelector('.message__head')?.firstElementChild).toBe(author.element());
  update(of(null));
  expect(author.query()).toBeNull();
  expect(row(0).querySelector('.message__head')?.textContent).toMatch(/bob/);
});

test('what would be refused again can only be discarded', () => {
  show(item('a', { receipt: { ...FAILED, isHopeless: true } }));
  const buttons = [...document.querySelectorAll('.message__failure button')];
  expect(buttons.map(({ textContent }) => textContent)).toEqual(['Discard']);
});

test('whoever wrote without an account wears no picture, though somebody of that name has one', () => {
  onTestFinished(() => wearPictures([]));
  wearPictures([{ id: 'id-of-alice', name: 'alice', avatar: 'a'.repeat(64) }]);
  const { row } = show(item('1', { account: null }), item('2', { account: 'id-of-alice' }), item('3'));
  expect([0, 1, 2].map((at) => row(at).querySelector('.avatar img') !== null)).toEqual([false, true, true]);
});
