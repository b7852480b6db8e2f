import { button } from '../components/button.ts';
import { looseLeaf } from '../components/drawings.ts';
import { placeholder } from '../components/placeholder.ts';
import { h } from '../lib/h.ts';
import '../components/chat-header.css';
import './chat-view.css';

const NOT_LOADED = 'This page could not be loaded. Check your connection.';

let hasActed = false;
for (const type of ['keydown', 'pointerdown'])
  addEventListener(type, () => (hasActed = true), { capture: true, passive: true });

export interface LaterOptions<Part> {
  load(): Promise<Part>;
  show(part: Part): Element;
  /** What stands there until then; an empty cover unless it is told. */
  readonly meanwhile?: Element;
  readonly signal: AbortSignal;
}

/** A page whose code comes when it is asked for, so that the chat need not carry it. */
export function later<Part>({ load, show, meanwhile = bareCover(), signal }: LaterOptions<Part>): Element {
  let shown = meanwhile;
  attempt();
  return shown;

  function attempt(): void {
    load().then(
      (part) => signal.aborted || arrive(show(part)),
      () => signal.aborted || arrive(trouble()),
    );
  }

  function trouble(): Element {
    const again = button('Try again', () => {
      replace(bareCover());
      attempt();
    });
    const main = h(
      'main',
      { class: 'room__missing', tabindex: -1 },
      placeholder(looseLeaf(), NOT_LOADED, again),
    );
    return h('div', { class: 'chat' }, cover(), main);
  }

  function replace(next: Element): void {
    shown.replaceWith(next);
    shown = next;
  }

  /** Whoever came here by a button or a key goes on from where the new part begins. */
  function arrive(part: Element): void {
    replace(part);
    if (hasActed && document.activeElement === document.body)
      part.querySelector('main')?.focus({ preventScroll: true });
  }
}

function bareCover(): Element {
  return h('div', { class: 'chat' }, cover());
}

/** All pages have it, and as high as this. */
function cover(): Element {
  return h('header', { class: 'chat-header' }, h('div', { class: 'chat-header__column' }));
}
