import { afterEach, expect, test } from 'vitest';
import { avatar, wearPictures } from './avatar.ts';

const HASH = 'a'.repeat(64);

afterEach(() => wearPictures([]));

function show(name: string): HTMLElement {
  const dom = avatar(name);
  document.body.append(dom);
  return dom;
}

test('whoever has no picture is shown by their initials', () => {
  wearPictures([{ id: 'alice', name: 'alice', avatar: null }]);
  const dom = show('alice');
  expect(dom.textContent).toBe('A');
  expect(dom.querySelector('img')).toBeNull();
  expect(dom.ariaHidden).toBe('true');
});

test('whoever has one wears it, over the initials and without words of its own', () => {
  wearPictures([{ id: 'bob', name: 'bob', avatar: HASH }]);
  const image = show('bob').querySelector('img');
  expect(image?.getAttribute('src')).toBe(`/api/avatars/${HASH}`);
  expect(image?.alt).toBe('');
});

test('what stands there already follows, and what has not changed is let be', () => {
  const dom = show('carol');
  const other = show('dave');
  wearPictures([{ id: 'carol', name: 'carol', avatar: HASH }]);
  const first = dom.querySelector('img');
  wearPictures([{ id: 'carol', name: 'carol', avatar: HASH }]);
  expect(dom.querySelector('img')).toBe(first);
  wearPictures([{ id: 'carol', name: 'carol', avatar: 'b'.repeat(64) }]);
  expect(dom.querySelectorAll('img')).toHaveLength(1);
  expect(dom.querySelector('img')?.getAttribute('src')).toBe(`/api/avatars/${'b'.repeat(64)}`);
  wearPictures([]);
  expect(dom.querySelector('img')).toBeNull();
  expect(other.querySelector('img')).toBeNull();
});

test('a picture that does not come leaves the initials', () => {
  wearPictures([{ id: 'bob', name: 'bob', avatar: HASH }]);
  const dom = show('bob');
  dom.querySelector('img')?.dispatchEvent(new Event('error'));
  expect(dom.querySelector('img')).toBeNull();
  expect(dom.textContent).toBe('B');
});

test('what an account wrote wears its picture, whatever it is called now; a name without one wears nobody’s', () => {
  wearPictures([{ id: 'id-of-bob', name: 'robert', avatar: HASH }]);
  expect(avatar('bob', 'id-of-bob').querySelector('img')).not.toBeNull();
  expect(avatar('robert', null).querySelector('img')).toBeNull();
  expect(avatar('robert', 'id-of-another').querySelector('img')).toBeNull();
});

test('a picture has an edge, however pale it is', () => {
  wearPictures([{ id: 'bob', name: 'bob', avatar: HASH }]);
  const { outlineStyle, outlineWidth } = getComputedStyle(show('bob').querySelector('img') as Element);
  expect([outlineStyle, outlineWidth]).toEqual(['solid', '1px']);
});
