import { h, on } from '../lib/h.ts';
import { hueOf } from '../lib/hue.ts';
import { initials } from '../lib/initials.ts';
import './avatar.css';

interface Pictured {
  readonly id: string;
  readonly name: string;
  readonly avatar: string | null;
}

/** Those whose pictures every avatar of the page goes by. */
let pictured: readonly Pictured[] = [];

/**
 * A person's picture, or initials on a colour made from the name; the name itself stands beside it. Where `account` is
 * given, the picture is that account's, and where it is null nobody's: the name alone may be another's.
 */
export function avatar(name: string, account?: string | null): HTMLElement {
  const element = h('span', { class: 'avatar', 'aria-hidden': 'true', 'data-of': name }, initials(name));
  if (account !== undefined) element.dataset['account'] = account ?? '';
  tint(element, name);
  dress(element);
  return element;
}

/** Gives an element the person's own hue. */
export function tint(element: HTMLElement, name: string): void {
  element.style.setProperty('--hue', String(hueOf(name)));
}

/** Has avatars show the pictures of these people, those that stand on the page already among them. */
export function wearPictures(people: readonly Pictured[]): void {
  pictured = people.filter(({ avatar: hash }) => hash !== null);
  for (const element of document.querySelectorAll<HTMLElement>('.avatar')) dress(element);
}

function dress(element: HTMLElement): void {
  const { of, account = null } = element.dataset;
  const hash =
    pictured.find(({ id, name }) => (account === null ? name === of : id === account))?.avatar ?? undefined;
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
