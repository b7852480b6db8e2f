import type { Me } from '@bookchat/shared';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { refusal } from '../../test/refusal.ts';
import { person } from '../../test/signed-in.ts';
import { type Answers, testDesk } from '../../test/test-desk.ts';
import { Cancelled } from '../admin/desk.ts';
import { h } from '../lib/h.ts';
import type { AccountDesk } from './account-desk.ts';
import { profileForm } from './profile-form.ts';

const HASH = 'a'.repeat(64);

function setUp(answers: Answers = {}, first: Partial<Me> = {}) {
  const { desk: base, said, asked } = testDesk(answers);
  let me = person(first);
  const taken: Me[] = [];
  const desk = {
    ...base,
    account: () => ({ me, ways: { passkeys: false, github: null, recovery_mail: false } }),
    take(next: Me) {
      me = next;
      taken.push(next);
    },
  } as unknown as AccountDesk;
  document.body.append(h('main', {}, h('h1', {}, 'You'), profileForm(desk)));
  return { said, asked, taken };
}

const zone = () => page.getByRole('combobox', { name: 'Time zone' });
const status = () => page.getByRole('textbox', { name: 'Status' });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const wrong = () => document.querySelector('.picture-entry [role=alert]')?.textContent;

async function choose(...contents: (Blob | string)[]): Promise<void> {
  const files = new DataTransfer();
  for (const content of contents) files.items.add(new File([content], 'me.png', { type: 'image/png' }));
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (input === null) throw new Error('There is no field for files');
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
}

async function draw(width: number, height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.fillRect(0, 0, width, height);
  return canvas.convertToBlob({ type: 'image/png' });
}

test('a status and a time zone are saved, and only what is another', async () => {
  const { asked, said, taken } = setUp({
    'PATCH /api/me': ({ body }: { body: Partial<Me> }) => person(body),
  });
  await button('Save').click();
  expect(said).toEqual(['Nothing has changed.']);
  await userEvent.fill(status(), ' At the harbour ');
  await button('Save').click();
  await expect.element(status()).toHaveValue('At the harbour');
  await button('As this device: Europe/Berlin').click();
  await expect.element(zone()).toHaveValue('Europe/Berlin');
  await expect.element(page.getByText(/^Others see that it is \d+:\d\d there\.$/)).toBeVisible();
  await button('Save').click();
  await expect
    .poll(() => asked)
    .toEqual([
      'PATCH /api/me {"status_text":"At the harbour"}',
      'PATCH /api/me {"time_zone":"Europe/Berlin"}',
    ]);
  expect(taken).toHaveLength(2);
  expect((await axe.run(document.body)).violations).toEqual([]);
});

test('what is shown can be taken back', async () => {
  const { asked } = setUp({ 'PATCH /api/me': person() }, { status_text: 'away', time_zone: 'Mars/Olympus' });
  await expect.element(zone()).toHaveValue('Mars/Olympus');
  await userEvent.fill(zone(), '');
  await userEvent.fill(status(), '');
  await button('Save').click();
  await expect.poll(() => asked).toEqual(['PATCH /api/me {"status_text":"","time_zone":null}']);
});

test('a time zone is found however it is typed, by the name that it has today', async () => {
  const { asked } = setUp(
    { 'PATCH /api/me': ({ body }: { body: Partial<Me> }) => person(body) },
    { time_zone: 'Asia/Calcutta' },
  );
  await expect.element(zone()).toHaveValue('Asia/Kolkata');
  expect(document.querySelector('datalist option')?.getAttribute('value')).toBe('Europe/Berlin');
  await userEvent.fill(zone(), 'Atlantis');
  await button('Save').click();
  await expect.element(page.getByText(/^There is no such time zone/)).toBeVisible();
  await userEvent.fill(zone(), ' america/new york ');
  await button('Save').click();
  await expect.poll(() => asked).toEqual(['PATCH /api/me {"time_zone":"America/New_York"}']);
});

test('what does not fit is said at its field', async () => {
  setUp({
    'PATCH /api/me': () => {
      throw refusal(403, 'muted', 'You may read, but not write.');
    },
  });
  await userEvent.fill(status(), 'x'.repeat(81));
  await button('Save').click();
  await expect.element(page.getByText('A status holds at most 80 characters.')).toBeVisible();
  await userEvent.fill(status(), 'listen');
  await button('Save').click();
  await expect.element(page.getByText('You may read, but not write.')).toBeVisible();
});

test('a picture is shown first, made small, and then given', async () => {
  const bodies: string[] = [];
  const { taken, said } = setUp({
    'POST /api/me/avatar': ({ body }: { body: { image: string } }) => {
      bodies.push(body.image);
      return person({ avatar: HASH });
    },
  });
  await choose(await draw(1_600, 900));
  await expect.element(button('Use this picture')).toHaveFocus();
  expect(document.querySelector('.picture-entry img')?.getAttribute('src')).toMatch(/^blob:/);
  await button('Use this picture').click();
  await expect.element(button('Choose another')).toHaveFocus();
  const sent = await createImageBitmap(await (await fetch(`data:image/webp;base64,${bodies[0]}`)).blob());
  expect([sent.width, sent.height]).toEqual([512, 512]);
  expect(taken.map(({ avatar }) => avatar)).toEqual([HASH]);
  expect(said).toEqual(['Saved.']);
});

test('what is saved is the picture as well', async () => {
  const { asked, taken, said } = setUp({
    'POST /api/me/avatar': person({ avatar: HASH }),
    'PATCH /api/me': person({ avatar: HASH, status_text: 'Here' }),
  });
  await choose(await draw(40, 40));
  await expect.element(button('Use this picture')).toBeVisible();
  await button('Save').click();
  await expect.poll(() => said).toEqual(['Saved.', 'Saved.']);
  await choose(await draw(40, 40));
  await expect.element(button('Use this picture')).toBeVisible();
  await userEvent.fill(status(), 'Here');
  await button('Save').click();
  await expect.poll(() => asked.at(-1)).toBe('PATCH /api/me {"status_text":"Here"}');
  expect(taken).toHaveLength(3);
});

test('nothing is saved where the picture is not taken', async () => {
  const { asked, said } = setUp({
    'POST /api/me/avatar': () => {
      throw refusal(422, 'avatar_refused', 'The picture is damaged.');
    },
  });
  await choose(await draw(40, 40));
  await userEvent.fill(status(), 'Here');
  await expect.element(button('Use this picture')).toBeVisible();
  await button('Save').click();
  await expect.poll(wrong).toBe('The picture is damaged.');
  expect([asked.length, said]).toEqual([1, []]);
});

test('a picture that is not wanted after all is not sent, and neither is what is none', async () => {
  const { asked } = setUp();
  await choose(await draw(40, 40));
  await button('Cancel').click();
  await expect.element(button('Choose a picture')).toBeVisible();
  await choose('<svg xmlns="http://www.w3.org/2000/svg"/>');
  await expect.poll(wrong).toMatch(/cannot read this as a picture/);
  await choose();
  expect(asked).toEqual([]);
});

test('a picture that the server refuses stays to be tried again', async () => {
  let error: Error = refusal(422, 'avatar_refused', 'The picture is damaged.');
  setUp({
    'POST /api/me/avatar': () => {
      throw error;
    },
  });
  await choose(await draw(40, 40));
  await button('Use this picture').click();
  await expect.poll(wrong).toBe('The picture is damaged.');
  error = new Cancelled();
  await button('Use this picture').click();
  await expect.poll(wrong).toBe('');
  await expect.element(button('Use this picture')).toBeVisible();
});

test('a picture is removed', async () => {
  const { taken } = setUp({ 'DELETE /api/me/avatar': person() }, { avatar: HASH });
  await button('Remove').click();
  await expect.element(button('Choose a picture')).toBeVisible();
  expect(document.querySelectorAll('.picture-entry button:not([hidden])')).toHaveLength(1);
  expect(taken.map(({ avatar }) => avatar)).toEqual([null]);
});
