import { expect, onTestFinished, test, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { button } from './button.ts';
import { type ChatHeaderState, chatHeader } from './chat-header.ts';

const nothing = () => undefined;
const STATE: ChatHeaderState = {
  title: 'General',
  description: '',
  isThere: true,
  people: [],
  isDirect: false,
  connection: 'online',
  news: { unread: 0, hasNews: false },
};

const STATE_UNKNOWN: ChatHeaderState = { ...STATE, people: null };
const actions = { openRooms: nothing, openDetails: nothing, openPeople: null };

function show(...people: string[]) {
  const header = chatHeader(actions);
  header.update({ ...STATE, people });
  return { header, people: header.dom.querySelector('.chat-header__people') };
}

test('the header names the room and the line', () => {
  const { header } = show();
  expect(header.dom.querySelector('h1')?.textContent).toBe('General');
  expect(header.dom.querySelector('.connection')?.textContent).toBe('Connected');
  header.update({ ...STATE, connection: 'away' });
  expect(header.dom.querySelector('.connection')?.textContent).toBe('Offline');
});

test.each([
  [[], 'Nobody has written yet'],
  [['alice'], 'alice'],
  [['alice', 'bob'], 'alice and bob'],
  [['alice', 'bob', 'carol'], 'alice, bob and carol'],
  [['alice', 'bob', 'carol', 'dave', 'erin', 'frank'], 'alice, bob, carol, dave and 2 more'],
])('%j read "%s"', (names, words) => {
  expect(show(...names).people?.querySelector('.chat-header__names')?.textContent).toBe(words);
});

test('all names can be had, however many there are', () => {
  expect((show('alice', 'bob').people as HTMLElement).title).toBe('2 names seen here: alice, bob');
  expect((show().people as HTMLElement).title).toBe('');
});

test('where nobody has an account, the line of names opens nothing', () => {
  expect(show('alice').people?.querySelector('button')).toBeNull();
});

test('what a room is for stands in place of its names', () => {
  const { header } = show('alice');
  header.update({ ...STATE, people: ['alice'], description: 'Ships and tides' });
  expect(header.dom.querySelector('.chat-header__names')?.textContent).toBe('Ships and tides');
});

test('where people have accounts, those who are here open the list of everyone', async () => {
  const openPeople = vi.fn();
  const header = chatHeader({ ...actions, openPeople });
  document.body.append(header.dom);
  header.update(STATE_UNKNOWN);
  expect(page.getByRole('button', { name: /^People/ }).query()).toBeNull();
  header.update({ ...STATE, people: ['alice', 'bob'] });
  const line = page.getByRole('button', { name: 'People: alice and bob here now', exact: true });
  await expect.element(line).toHaveAttribute('aria-haspopup', 'dialog');
  (line.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  expect(openPeople).toHaveBeenCalledOnce();
});

test('beside what a room is for stands how many are here, and the line keeps the focus', async () => {
  const header = chatHeader({ ...actions, openPeople: nothing });
  document.body.append(header.dom);
  header.update({ ...STATE, people: ['alice', 'bob'] });
  const line = header.dom.querySelector('.chat-header__here') as HTMLElement;
  line.focus();
  header.update({ ...STATE, people: ['alice', 'bob', 'carol'], description: 'Ships and tides' });
  expect(document.activeElement).toBe(line);
  await expect.element(line).toHaveAccessibleName('People: 3 here now');
  expect(line.title).toBe('alice, bob, carol');
  await expect.element(page.getByText('Ships and tides')).toBeVisible();
});

test('each name stands in its own direction', () => {
  expect(show('دنيا', 'bob').people?.querySelectorAll('bdi')).toHaveLength(2);
});

const send = (method: string, params: object): Promise<void> =>
  (cdp() as unknown as { send: typeof send }).send(method, params);

async function forceColours(): Promise<void> {
  const emulate = (value: string) =>
    send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });
  await emulate('active');
  onTestFinished(() => emulate('none'));
}

test('where colours are forced, a state has its shape and a button its edge', async () => {
  await forceColours();
  const { header } = show();
  const action = button('Retry', () => undefined);
  document.body.append(header.dom, action);
  const line = header.dom.querySelector('.connection') as Element;
  const draw = (connection: 'connecting' | 'online' | 'away') => {
    header.update({ ...STATE, connection });
    return `${getComputedStyle(line, '::before').borderWidth} ${getComputedStyle(line, '::after').content}`;
  };
  expect(draw('connecting')).toBe('2px none');
  expect(draw('online')).toBe('6px none');
  expect(draw('away')).toBe('2px ""');
  expect(getComputedStyle(action).borderWidth).toBe('1px');
  expect(getComputedStyle(action).borderColor).not.toBe('rgba(0, 0, 0, 0)');
});

test('of a direct room it says beside their faces what there is to say of those in it', () => {
  const header = chatHeader({ ...actions, openPeople: nothing });
  header.update({ ...STATE, people: ['bob'], description: 'Here now · 16:20 there', isDirect: true });
  const line = header.dom.querySelector('.chat-header__people');
  expect(line?.querySelector('.chat-header__names')?.textContent).toBe('Here now · 16:20 there');
  expect(line?.querySelectorAll('.avatar')).toHaveLength(1);
  expect(line?.querySelector('.chat-header__purpose')?.textContent).toBe('');
});
