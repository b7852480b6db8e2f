import { h } from '../lib/h.ts';
import type { Access, AccessState, Insider, SignedOut } from '../stores/access.ts';
import { standIn } from './stand-in.ts';
import '../components/chat-header.css';
import './chat-view.css';
import './doorway.css';
import './timeline-view.css';

export interface DoorwayOptions {
  readonly access: Access;
  /** What stands there where nobody signs in, and for somebody who has. */
  inside(me: Insider | null, signal: AbortSignal): Element;
  outside(state: SignedOut, signal: AbortSignal): Element;
  readonly signal: AbortSignal;
}

/** Lets in whoever may come in, as soon as that is known, and leads them out when it ends. */
export function doorway({ access, inside, outside, signal }: DoorwayOptions): HTMLElement {
  const dom = h('div', { class: 'doorway' });
  const waiting = waitingRoom(access.nudge);
  let leaving = new AbortController();
  let shown = '';
  access.subscribe(show, signal);
  signal.addEventListener('abort', () => leaving.abort());
  show(access.get());
  return dom;

  function show(state: AccessState): void {
    waiting.update(state);
    const next = placeOf(state);
    if (next === shown) return;
    const had = dom.contains(document.activeElement);
    shown = next;
    leaving.abort();
    leaving = new AbortController();
    dom.replaceChildren(contentOf(state));
    if (had) dom.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  }

  function contentOf(state: AccessState): Element {
    if (state.kind === 'in') return inside(state.me, leaving.signal);
    if (state.kind === 'open') return inside(null, leaving.signal);
    return state.kind === 'out' ? outside(state, leaving.signal) : waiting.dom;
  }
}

/** Somebody who changes their name stays where they are. */
function placeOf(state: AccessState): string {
  if (state.kind === 'in') return `in ${state.me.id}`;
  return state.kind === 'away' ? 'asking' : state.kind;
}

/** As the conversation looks while it opens. */
function waitingRoom(tryAgain: () => void) {
  const instead = standIn({ write: () => undefined, tryAgain });
  const column = h('div', { class: 'timeline__column' }, instead.dom);
  const title = h('h1', { class: 'chat-header__room' }, 'BookChat');
  const header = h('header', { class: 'chat-header' }, h('div', { class: 'chat-header__column' }, title));
  const main = h('main', { class: 'timeline' }, h('div', { class: 'timeline__scroller' }, column));
  return { dom: h('div', { class: 'chat' }, header, main), update };

  function update(state: AccessState): void {
    if (state.kind === 'asking')
      instead.update({ status: { kind: 'loading' }, empty: false, writable: false });
    if (state.kind === 'away')
      instead.update({ status: { kind: 'failed', reason: state.reason }, empty: false, writable: false });
  }
}
