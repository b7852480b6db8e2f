import { afterEach, beforeEach, expect, test } from 'vitest';
import { h } from './h.ts';
import { type Place, startRouter } from './router.ts';

const start = location.href;
let signals: AbortSignal[] = [];
let places: (string | null)[] = [];
let root: HTMLElement;
let stop: AbortController;

beforeEach(() => {
  signals = [];
  places = [];
  stop = new AbortController();
  root = h('div');
  document.body.append(root);
  const page = (name: string) => (signal: AbortSignal) => {
    signals.push(signal);
    return h(
      'main',
      { tabindex: -1 },
      name,
      h('a', { href: '/about' }, 'about'),
      h('a', { href: '/' }, 'home'),
      h('a', { href: '/elsewhere' }, 'else'),
      h('a', { href: '/rooms/design' }, 'design'),
      h('a', { href: '/rooms/design/more' }, 'too deep'),
    );
  };
  history.pushState(null, '', '/');
  const home = page('home page');
  const shown = (signal: AbortSignal, place: Place) => {
    place.subscribe((name) => places.push(name), signal);
    return home(signal);
  };
  startRouter(
    root,
    { '/': shown, '/rooms/:name': shown, '/about': page('about page'), '*': page('no page') },
    stop.signal,
  );
});

afterEach(() => {
  stop.abort();
  history.pushState(null, '', start);
});

/** What the router leaves to the browser must not lead this test away. */
function clickLink(text: string, init: MouseEventInit = {}): void {
  const link = [...root.querySelectorAll('a')].find((a) => a.textContent === text);
  document.addEventListener('click', (late) => late.preventDefault(), { once: true });
  link?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...init }));
}

test('a link within the site changes the page and ends what the former one had started', () => {
  clickLink('about');
  expect(location.pathname).toBe('/about');
  expect(root.textContent).toContain('about page');
  expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
});

test('a person who follows a link is brought to the page, and one who arrives is left where they are', () => {
  expect(document.activeElement).toBe(document.body);
  clickLink('about');
  expect(document.activeElement).toBe(root.querySelector('main'));
});

test('going back shows the page before', async () => {
  clickLink('about');
  history.back();
  await expect.poll(() => root.textContent).toContain('home page');
});

test('a link that opens elsewhere is left to the browser', () => {
  clickLink('about', { ctrlKey: true });
  clickLink('else');
  expect(location.pathname).toBe('/');
  expect(signals).toHaveLength(1);
});

test('an address that names nothing has a page of its own', () => {
  history.pushState(null, '', '/nowhere');
  window.dispatchEvent(new PopStateEvent('popstate'));
  expect(root.textContent).toContain('no page');
});

test('going to another place on the same page leaves the page as it is', () => {
  history.pushState(null, '', '#there');
  window.dispatchEvent(new PopStateEvent('popstate'));
  expect(signals.map((each) => each.aborted)).toEqual([false]);
});

test('a click that is on no link is none of its business', () => {
  root.click();
  expect(signals).toHaveLength(1);
});

test('two addresses of one page leave it as it is, and it hears of the new place', () => {
  clickLink('design');
  expect(location.pathname).toBe('/rooms/design');
  clickLink('home');
  expect(places).toEqual(['design', null]);
  expect(signals.map((each) => each.aborted)).toEqual([false]);
});

test('what lies deeper than a place is left to the browser', () => {
  clickLink('too deep');
  expect(location.pathname).toBe('/');
});
