import { expect, test, vi } from 'vitest';
import { h } from '../lib/h.ts';
import { offlineBar, partsBar } from './offline-bar.ts';

test('an outage is said with its reason and the time of the last good poll, and can be tried', () => {
  const tryNow = vi.fn();
  const bar = offlineBar(tryNow);
  const dom = bar.dom as HTMLElement;
  bar.update({ reason: 'The server cannot be reached.', lastSeenAt: new Date(2026, 10, 20, 17, 16) });
  expect(dom.textContent).toContain('The server cannot be reached. Last heard from at 17:16.');
  dom.querySelector('button')?.click();
  expect(tryNow).toHaveBeenCalledOnce();
  bar.update(null);
  expect(dom.hidden).toBe(true);
});

test('where the server was never heard from, no time is made up', () => {
  const bar = offlineBar(() => undefined);
  bar.update({ reason: 'The server cannot be reached.', lastSeenAt: null });
  expect(bar.dom.querySelector('p')?.textContent).toBe('The server cannot be reached.');
});

test('where the server asked for quiet, the bar says when it is tried again', () => {
  const bar = offlineBar(() => undefined);
  const [lastSeenAt, quietUntil] = [new Date(2026, 10, 20, 19, 53), new Date(2026, 10, 20, 19, 54)];
  bar.update({ reason: 'That was too many requests.', lastSeenAt, quietUntil });
  expect(bar.dom.querySelector('p')?.textContent).toBe(
    'The server asked for a pause. Trying again at 19:54.',
  );
  expect(bar.dom.querySelector('button')?.hidden).toBe(true);
  bar.update({ reason: 'The server cannot be reached.', lastSeenAt });
  expect(bar.dom.querySelector('button')?.hidden).toBe(false);
});

test('where the server is in maintenance, the bar says what becomes of what is written', () => {
  const bar = offlineBar(() => undefined);
  const quietUntil = new Date(2026, 10, 20, 19, 54);
  bar.update({ reason: 'It is.', lastSeenAt: null, quietUntil, inMaintenance: true });
  expect(bar.dom.querySelector('p')?.textContent).toBe(
    'The server is in maintenance. What you write is sent as soon as it is back.',
  );
  expect(bar.dom.querySelector('button')?.hidden).toBe(true);
});

test.each([
  ['the server is back', null],
  ['the server asks for quiet', { reason: 'Busy.', lastSeenAt: null, quietUntil: new Date() }],
])('whoever has pressed the button goes on elsewhere when %s', (_, outage) => {
  const composer = h('textarea');
  const bar = offlineBar(
    () => undefined,
    () => composer.focus(),
  );
  document.body.append(bar.dom, composer);
  bar.update({ reason: 'The server cannot be reached.', lastSeenAt: null });
  bar.update(outage);
  expect(document.activeElement).toBe(document.body);
  bar.update({ reason: 'The server cannot be reached.', lastSeenAt: null });
  bar.dom.querySelector('button')?.focus();
  bar.update(outage);
  expect(document.activeElement).toBe(composer);
});

test('a part that could not be loaded is told of until it is tried again', () => {
  const read = h('main', { tabindex: -1 });
  const { dom, complain } = partsBar(() => read.focus());
  const retried = vi.fn();
  document.body.append(dom, read);
  expect(dom.hidden).toBe(true);
  complain('The rooms could not be loaded.', vi.fn());
  complain('The rooms could not be loaded. Check your connection.', retried);
  expect(dom.checkVisibility()).toBe(true);
  expect(dom.querySelector('p')?.textContent).toBe('The rooms could not be loaded. Check your connection.');
  dom.querySelector('button')?.focus();
  dom.querySelector('button')?.click();
  expect(retried).toHaveBeenCalledOnce();
  expect(dom.hidden).toBe(true);
  expect(document.activeElement).toBe(read);
});
