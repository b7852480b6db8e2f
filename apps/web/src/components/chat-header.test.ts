import { expect, onTestFinished, test } from 'vitest';
import { cdp } from 'vitest/browser';
import { button } from './button.ts';
import { type ChatHeaderState, chatHeader } from './chat-header.ts';

const nothing = () => undefined;
const STATE: ChatHeaderState = {
  title: 'General',
  description: '',
  isThere: true,
  people: [],
  connection: 'online',
  news: { unread: 0, hasNews: false },
};

function show(...people: string[]) {
  const header = chatHeader({ openRooms: nothing, openDetails: nothing });
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

test('each name stands in its own direction', () => {
  expect(show('دنيا', 'bob').people?.querySelectorAll('bdi')).toHaveLength(2);
});

async function forceColours(): Promise<void> {
  const emulate = (value: string) =>
    (cdp() as unknown as { send(method: string, params: object): Promise<void> }).send(
      'Emulation.setEmulatedMedia',
      { features: [{ name: 'forced-colors', value }] },
    );
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
