import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeNames } from '../../test/fake-names.ts';
import { storageOfTabs } from '../../test/memory-storage.ts';
import { openRoom } from '../../test/open-room.ts';
import { h } from '../lib/h.ts';
import { safeStorage } from '../lib/storage.ts';
import { createStore } from '../lib/store.ts';
import { createIdentity, type Silence } from '../stores/identity.ts';
import { writingArea } from './writing-area.ts';

const NOWHERE = 'http://127.0.0.1:9';
const names = fakeNames();

function open(name: string | null, storage = storageOfTabs()()) {
  const room = openRoom({ url: NOWHERE, name, storage });
  const area = writingArea({ ...room, title: createStore('General'), sent: () => undefined });
  document.body.append(area.dom);
  return { ...room, area };
}

const composer = () => page.getByRole('textbox', { name: 'Message to General' });

test('where storage is forbidden, a change of name that is dropped leaves the draft', async () => {
  const forbidden = safeStorage(() => {
    throw new DOMException('denied', 'SecurityError');
  }, window);
  open('alice', forbidden);
  await userEvent.fill(composer(), 'half a sentence');
  await userEvent.click(page.getByRole('button', { name: 'Change your name, alice' }));
  await expect.element(page.getByRole('textbox', { name: 'Your name from now on' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(composer()).toHaveValue('half a sentence');
  await expect.element(composer()).toHaveFocus();
});

test('a name that is changed in another tab is the one to write under here', async () => {
  const openTab = storageOfTabs();
  const { conversation } = open('alice', openTab());
  await userEvent.fill(composer(), 'from carol');
  await createIdentity(openTab(), names).choose('carol');
  await expect.element(page.getByText(/^Writing as carol/)).toBeVisible();
  await expect.element(composer()).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(conversation.outbox.get()[0]).toMatchObject({ author: 'carol', content: 'from carol' });
});

test('a name that is chosen in another tab opens the composer here, and leaves the focus alone', async () => {
  const openTab = storageOfTabs();
  open(null, openTab());
  await createIdentity(openTab(), names).choose('alice');
  await expect.element(composer()).toBeVisible();
  expect(document.activeElement).toBe(document.body);
});

test('whoever must be silent reads why, and writes again as soon as they may', async () => {
  const room = openRoom({ url: NOWHERE });
  const silence = createStore<Silence | null>({ kind: 'guest' });
  const silenceNote = ({ kind }: Silence) => {
    const dom = h('p', { tabindex: -1 }, `Silent: ${kind}`);
    return { dom, focus: () => dom.focus() };
  };
  const area = writingArea({
    ...room,
    identity: { ...room.identity, silence },
    title: createStore('General'),
    sent: () => undefined,
    silenceNote,
    signal: new AbortController().signal,
  });
  document.body.append(area.dom);
  area.focus();
  await expect.element(page.getByText('Silent: guest')).toHaveFocus();
  expect(composer().query()).toBeNull();
  silence.set(null);
  await expect.element(composer()).toHaveFocus();
});

test.each([null, 'Wilhelmina Featherstonehaugh'])(
  'the question for a name fits a phone of 320 px, where the name is %s',
  async (name) => {
    await page.viewport(320, 640);
    open(name);
    if (name !== null) await userEvent.click(page.getByRole('button', { name: /^Change your name/ }));
    await expect.element(page.getByRole('textbox')).toBeVisible();
    const parts = [...document.querySelectorAll('.name-form :is(input, button)')];
    expect(parts.map((part) => part.textContent)).toEqual(
      name === null ? ['', 'Join'] : ['', 'Save', 'Cancel'],
    );
    for (const { left, right } of parts.map((part) => part.getBoundingClientRect())) {
      expect(left).toBeGreaterThanOrEqual(12);
      expect(right).toBeLessThanOrEqual(308);
    }
    await page.viewport(1_000, 720);
  },
);
