import { h, on } from '../lib/h.ts';
import { hueOf } from '../lib/hue.ts';
import { initials } from '../lib/initials.ts';
import './avatar.css';

/** The hashes of pictures, by the names of those who have one. Every avatar of the page goes by them. */
let pictures: ReadonlyMap<string, string> = new Map();

/** A person's picture, or initials on a colour made from the name; the name itself stands beside it. */
export function avatar(name: string): HTMLElement {
  const element = h('span', { class: 'avatar', 'aria-hidden': 'true', 'data-of': name }, initials(name));
  tint(element, name);
  dress(element);
  return element;
}

/** Gives an element the person's own hue. */
export function tint(element: HTMLElement, name: string): void {
  element.style.setProperty('--hue', String(hueOf(name)));
}

/** Has avatars show the pictures of these people, those that stand on the page already among them. */
export function wearPictures(
  people: readonly { readonly name: string; readonly avatar: string | null }[],
): void {
  pictures = new Map(people.flatMap(({ name, avatar: hash }) => (hash === null ? [] : [[name, hash]])));
  for (const element of document.querySelectorAll<HTMLElement>('.avatar')) dress(element);
}

function dress(element: HTMLElement): void {
  const hash = pictures.get(element.dataset['of'] ?? '');
  if (element.dataset['picture'] === hash) return;
  element.querySelector('img')?.remove();
  delete element.dataset['picture'];
  if (hash === undefined) return;
  element.dataset['picture'] = hash;
  element.append(picture(hash));
}

/** The initials stand until it is there, and where it does not come. */
function picture(hash: string): HTMLImageElement {
  const image = h('img', { class: 'avatar__picture', alt: '', src: `/api/avatars/${hash}` });
  return on(image, { error: () => image.remove() });
}
