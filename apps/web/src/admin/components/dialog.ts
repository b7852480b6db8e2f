import { h, on } from '../../lib/h.ts';
import type { Desk } from '../desk.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './dialog.css?inline';

addStyle(styles);

export interface DialogOptions {
  readonly title: string;
  readonly content: HTMLElement;
  /** Escape does not close it now. */
  isHeld?(): boolean;
  closed?(): void;
}

/** Where somebody begins: the first field, and in a group the one that is chosen. */
const FIRST_FIELD = 'input:not([hidden], [type="radio"]:not(:checked)), select, textarea';

let count = 0;

/** Where the focus goes when a dialog closes: the nearest that is still there. */
const waysOf = new WeakMap<Element, readonly HTMLElement[]>();

/** Opens over the page, under its title, and brings the focus back to where it was. */
export function dialog(
  { signal }: Pick<Desk, 'signal'>,
  { title, content, isHeld, closed }: DialogOptions,
): HTMLDialogElement {
  const ways = waysBack();
  const id = `dialog-${++count}`;
  content.prepend(h('h2', { class: 'dialog__title', id }, title));
  const dom = h('dialog', { class: 'dialog', 'aria-labelledby': id }, content);
  on(dom, { close: leave, cancel: (event) => isHeld?.() && event.preventDefault() });
  signal.addEventListener('abort', () => dom.remove());
  waysOf.set(dom, ways);
  document.body.append(dom);
  dom.showModal();
  content.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
  return dom;

  function leave(): void {
    dom.remove();
    ways.find((way) => way.isConnected)?.focus();
    closed?.();
  }
}

function waysBack(): readonly HTMLElement[] {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement)) return [];
  const around = active.closest('dialog');
  return [active, ...(around === null ? [] : (waysOf.get(around) ?? []))];
}
