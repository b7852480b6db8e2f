import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { h } from '../lib/h.ts';
import { bringToSection } from './bring-to-section.ts';

/** A page of three sections, of which the first is still empty and the last is long. */
function open(hash: string) {
  const sections = ['first', 'second', 'third'].map((id) =>
    h(
      'section',
      { class: 'panel', id, 'aria-busy': id === 'first' },
      h('h2', {}, id),
      h('button', {}, `of ${id}`),
    ),
  );
  const main = h('main', { style: 'height: 400px; overflow: auto; overflow-anchor: none' }, ...sections);
  const [first, second, third] = sections as [HTMLElement, HTMLElement, HTMLElement];
  third.style.height = '2000px';
  document.body.append(main);
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  bringToSection(main, hash, leaving.signal);
  return { main, second, comeIn, leave: () => leaving.abort() };

  function comeIn(): void {
    first.style.height = '600px';
    first.removeAttribute('aria-busy');
  }
}

/** How far below the top of the page something stands. */
function depthOf(section: Element, main: Element): number {
  return Math.round(section.getBoundingClientRect().top - main.getBoundingClientRect().top);
}

/** What a mutation brings about has been done by then. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

test('the section stands at the top with the focus on its heading, also after what is above it came in', async () => {
  const { main, second, comeIn } = open('#second');
  expect(depthOf(second, main)).toBe(0);
  await expect.element(page.getByRole('heading', { name: 'second' })).toHaveFocus();
  comeIn();
  await settled();
  expect(depthOf(second, main)).toBe(0);
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByRole('button', { name: 'of second' })).toHaveFocus();
});

test('once all has come in, nobody is brought back', async () => {
  const { main, second, comeIn } = open('#second');
  comeIn();
  await settled();
  second.setAttribute('aria-busy', 'true');
  main.scrollTop = 0;
  second.removeAttribute('aria-busy');
  await settled();
  expect(main.scrollTop).toBe(0);
});

test.for(['wheel', 'touchstart', 'pointerdown', 'keydown', 'hashchange'])(
  'whoever goes elsewhere meanwhile (%s) is left there',
  async (move) => {
    const { main, comeIn } = open('#second');
    main.scrollTop = 0;
    window.dispatchEvent(new Event(move));
    comeIn();
    await settled();
    expect(main.scrollTop).toBe(0);
  },
);

test('a page that was left moves nothing any more', async () => {
  const { main, comeIn, leave } = open('#second');
  leave();
  main.scrollTop = 0;
  comeIn();
  await settled();
  expect(main.scrollTop).toBe(0);
});

test.for(['', '#', '#elsewhere'])('an address that names none of the sections (%j) leads nowhere', (hash) => {
  const { main } = open(hash);
  expect(main.scrollTop).toBe(0);
  expect(document.activeElement).toBe(document.body);
});
