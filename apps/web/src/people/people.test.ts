import type { Person } from '@bookchat/shared';
import axe from 'axe-core';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { person as me } from '../../test/signed-in.ts';
import { ApiError } from '../api-error.ts';
import { h } from '../lib/h.ts';
import { createStore } from '../lib/store.ts';
import type { PeopleDesk } from './people-desk.ts';
import { openPeoplePanel } from './people-panel.ts';
import { openProfileCard } from './profile-card.ts';

const NOW = new Date('2026-11-20T12:05:00.000Z');

function person(name: string, more: Partial<Person> = {}): Person {
  return { ...me(), id: name, name, ...more };
}

const ALICE = person('alice', { role: 'owner' });
const BOB = person('bob', { status_text: 'At the harbour', time_zone: 'Asia/Tokyo' });

function setUp({
  all = [ALICE, BOB],
  here = ['bob'],
  ...more
}: Partial<PeopleDesk> & { all?: Person[]; here?: string[] } = {}) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const opener = h('button', {}, 'People');
  document.body.append(h('main', {}, h('h1', {}, 'general'), opener));
  opener.focus();
  const people = createStore<readonly Person[]>(all);
  const present = createStore<readonly string[]>(here);
  const desk: PeopleDesk = {
    people,
    present,
    me: 'alice',
    clock: () => NOW,
    write: null,
    invites: false,
    signal: leaving.signal,
    ...more,
  };
  return { desk, people, present, opener, leave: () => leaving.abort() };
}

const panel = () => page.getByRole('dialog', { name: /here now|^People$/ });
const row = (name: string) => panel().getByRole('button', { name: new RegExp(`^${name}`) });
const card = (name: string) => page.getByRole('dialog', { name, exact: true });

const told = (name: string) => () => row(name).element().textContent;
const onCard = () => document.querySelector('.people-dialog--card')?.textContent;

/** What fades in has no contrast yet. */
async function findBarriers() {
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  return (await axe.run(document.body)).violations;
}

afterEach(() => vi.useRealTimers());

test('everyone stands in the panel by name, with what they say and whether they are here', async () => {
  const { desk, present } = setUp();
  openPeoplePanel(desk);
  await expect.element(panel()).toHaveAccessibleName('2 people, 2 here now');
  await expect.poll(told('alice')).toBe('Aaliceyou · ownerhere now');
  expect(told('bob')()).toContain('At the harbour');
  const bob = row('bob').element();
  present.set([]);
  await expect.element(panel()).toHaveAccessibleName('2 people, 1 here now');
  expect(told('bob')()).toContain('away');
  expect(row('bob').element(), 'the same row').toBe(bob);
  expect(await findBarriers()).toEqual([]);
});

test('those who come, go, change or are kept out are followed', async () => {
  const { desk, people } = setUp({ all: [], here: [] });
  openPeoplePanel(desk);
  await expect.element(panel()).toHaveAccessibleName('People');
  await expect.element(page.getByText('Who is here could not be loaded yet.')).toBeVisible();
  people.set([ALICE]);
  await expect.element(panel()).toHaveAccessibleName('1 person, 1 here now');
  people.set([ALICE, BOB, person('mallory', { state: 'suspended' })]);
  expect(document.querySelectorAll('.people__person')).toHaveLength(2);
  people.set([ALICE, { ...BOB, name: 'robert', status_text: '' }]);
  expect(told('robert')()).not.toContain('harbour');
});

test('among many, somebody is found by a part of their name', async () => {
  const all = Array.from({ length: 12 }, (_, at) => person(`person-${at}`));
  const { desk } = setUp({ all: [...all, ALICE] });
  openPeoplePanel(desk);
  const search = page.getByRole('searchbox', { name: 'Find somebody' });
  await userEvent.fill(search, 'ALI');
  expect([...document.querySelectorAll('.people__name')].map((each) => each.textContent)).toEqual(['alice']);
  await userEvent.fill(search, 'nobody');
  await expect.element(page.getByText('Nobody has a name like this.')).toBeVisible();
});

test('those who are here stand above the others, and each group is counted', async () => {
  const all = [...'abc'].map((name) => person(name));
  const { desk, present } = setUp({ all: [...all, ALICE], here: ['c'] });
  openPeoplePanel(desk);
  const lines = () =>
    [...document.querySelectorAll('.people__group, .people__name')].map((each) => each.textContent);
  expect(lines()).toEqual(['Here now · 2', 'c', 'alice', 'Away · 2', 'a', 'b']);
  (row('b').element() as HTMLElement).focus();
  present.set(['a', 'b', 'c']);
  expect(lines()).toEqual(['Here now · 4', 'a', 'b', 'c', 'alice']);
  await expect.element(row('b')).toHaveFocus();
  expect(await findBarriers()).toEqual([]);
});

test('a few need no search', () => {
  openPeoplePanel(setUp().desk);
  expect(document.querySelector('.people__search')?.checkVisibility()).toBe(false);
});

test('a person’s card says who they are, and what time it is there', async () => {
  const { desk, people } = setUp();
  openPeoplePanel(desk);
  await row('bob').click();
  await expect.element(card('bob')).toBeVisible();
  expect(onCard()).toContain('Member · here now');
  expect(onCard()).toContain('21:05 thereAsia/Tokyo');
  expect(onCard()).toContain('Here since1 November 2026');
  expect(await findBarriers()).toEqual([]);
  people.set([ALICE, { ...BOB, time_zone: 'Mars/Olympus', status_text: '', state: 'suspended' }]);
  expect(onCard()).not.toContain('there');
  expect(onCard()).toContain('kept out for now');
  people.set([ALICE]);
  await expect.poll(() => document.querySelector('.people-dialog--card')).toBeNull();
  await expect.element(panel()).toBeVisible();
});

test('the time there goes on', async () => {
  vi.useFakeTimers();
  let now = NOW;
  openProfileCard(setUp({ clock: () => now }).desk, 'bob');
  now = new Date('2026-11-20T12:06:00.000Z');
  vi.advanceTimersByTime(10_000);
  expect(document.querySelector('.card__facts')?.textContent).toContain('21:06 there');
});

test('what changes elsewhere leaves the card, and the focus on it, alone', async () => {
  const { desk, people } = setUp({ write: async () => () => undefined });
  openProfileCard(desk, 'bob');
  const button = card('bob').getByRole('button', { name: 'Write directly' });
  (button.element() as HTMLElement).focus();
  const line = document.querySelector('.card__line')?.firstChild;
  people.set([{ ...ALICE, status_text: 'Away' }, BOB]);
  expect(document.querySelector('.card__line')?.firstChild).toBe(line);
  people.set([ALICE, { ...BOB, status_text: 'Back at sea' }]);
  expect(onCard()).toContain('Back at sea');
  await expect.element(button).toHaveFocus();
});

test('who is being written to is not written to twice', async () => {
  const { promise, resolve } = Promise.withResolvers<() => void>();
  const write = vi.fn(() => promise);
  openProfileCard(setUp({ write }).desk, 'bob');
  const button = card('bob').getByRole('button', { name: 'Write directly' }).element() as HTMLElement;
  button.click();
  button.click();
  resolve(() => undefined);
  await expect.poll(() => document.querySelector('dialog')).toBeNull();
  expect(write).toHaveBeenCalledOnce();
});

test('to write directly leaves card and panel', async () => {
  const go = vi.fn();
  const { desk } = setUp({
    write:
      async ({ id }) =>
      () =>
        go(id),
  });
  openPeoplePanel(desk);
  await row('bob').click();
  await card('bob').getByRole('button', { name: 'Write directly' }).click();
  await expect.poll(() => document.querySelector('dialog')).toBeNull();
  expect(go).toHaveBeenCalledExactlyOnceWith('bob');
});

test('where it cannot be written, the card says why', async () => {
  const write = () => Promise.reject(new ApiError({ kind: 'unreachable' }));
  const { desk } = setUp({ write });
  openProfileCard(desk, 'bob');
  const button = card('bob').getByRole('button', { name: 'Write directly' });
  await button.click();
  await expect.element(card('bob').getByRole('alert')).not.toBeEmptyDOMElement();
  await expect.element(button).not.toHaveAttribute('aria-disabled');
});

test('nobody writes to themselves, and guests to nobody', async () => {
  const { desk } = setUp({ write: async () => () => undefined });
  openProfileCard(desk, 'alice');
  expect(document.querySelector('.card__actions')?.textContent).toBe('Change your card');
  openProfileCard({ ...desk, write: null }, 'bob');
  expect([...document.querySelectorAll('.card__actions')].at(-1)?.textContent).toBe('');
});

test('Escape, the cross and a press beside it close, and the focus goes back', async () => {
  const { desk, opener } = setUp();
  openPeoplePanel(desk);
  await userEvent.keyboard('{Escape}');
  await expect.element(opener).toHaveFocus();
  openPeoplePanel(desk);
  await page.getByRole('button', { name: 'Close' }).click();
  await expect.element(opener).toHaveFocus();
  openPeoplePanel(desk);
  document.querySelector('dialog')?.click();
  await expect.poll(() => document.querySelector('dialog')).toBeNull();
});

test('what is open goes with the page', () => {
  const { desk, leave } = setUp();
  openPeoplePanel(desk);
  leave();
  expect(document.querySelector('dialog')).toBeNull();
});

test('what somebody is beside a member stands with their name', async () => {
  const { desk } = setUp({ all: [ALICE, BOB, person('gil', { role: 'guest' })] });
  openPeoplePanel(desk);
  await expect.poll(told('alice')).toMatch(/you · owner/);
  await expect.poll(told('gil')).toMatch(/guest/);
});

test('whoever may invite others finds the way to it here, and nobody else', async () => {
  const way = panel().getByRole('link', { name: 'Invite somebody…' });
  const { desk } = setUp({ invites: true });
  openPeoplePanel(desk);
  await expect.element(way).toHaveAttribute('href', '/admin#invites');
  document.querySelector<HTMLDialogElement>('dialog')?.close();
  openPeoplePanel({ ...desk, invites: false });
  await expect.element(panel()).toBeVisible();
  expect(way.query()).toBeNull();
});

test('nobody writes directly to a guest, who could not answer', async () => {
  const { desk } = setUp({
    all: [ALICE, person('gil', { role: 'guest' })],
    write: async () => () => undefined,
  });
  openProfileCard(desk, 'gil');
  await expect.element(card('gil').getByText('Guests only read: they could not answer.')).toBeVisible();
  expect(card('gil').getByRole('button', { name: 'Write directly' }).query()).toBeNull();
});
