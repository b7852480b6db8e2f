import { h } from '../lib/h.ts';
import type { Access, AccessState, Insider, SignedOut } from '../stores/access.ts';
import { type Waiting, waitingRoom } from './waiting-room.ts';
import './doorway.css';

export interface DoorwayOptions {
  readonly access: Access;
  /** What stands there where nobody signs in, and for somebody who has. */
  inside(me: Insider | null, signal: AbortSignal): Element;
  outside(state: SignedOut, signal: AbortSignal): Element;
  /** What stands there until that is known; unless it is told, a conversation that opens. */
  waiting?(tryAgain: () => void): Waiting;
  readonly signal: AbortSignal;
}

/** Lets in whoever may come in, as soon as that is known, and leads them out when it ends. */
export function doorway({
  access,
  inside,
  outside,
  waiting: wait = waitingRoom,
  signal,
}: DoorwayOptions): HTMLElement {
  const dom = h('div', { class: 'doorway' });
  const waiting = wait(access.nudge);
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
