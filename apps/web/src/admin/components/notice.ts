import { h, on } from '../../lib/h.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './notice.css?inline';

addStyle(styles);

const STAYS_MS = 5_000;

/** What was done, in a strip of its own at the foot of the page: it covers nothing, and goes by itself. */
export function notice(say: (words: string) => void, signal: AbortSignal) {
  const words = h('p', { class: 'notice' });
  const close = h('button', { class: 'notice-bar__close', type: 'button', 'aria-label': 'Close' }, '×');
  const dom = h('div', { class: 'notice-bar', hidden: true }, words, close);
  let hiding: ReturnType<typeof setTimeout> | undefined;
  let cameFrom: HTMLElement | null = null;
  on(close, { click: leave });
  on(dom, { pointerenter: hold, pointerleave: letGo, focusin: arrive, focusout: letGo });
  signal.addEventListener('abort', hold);
  return { dom, tell, hide };

  function tell(text: string): void {
    words.textContent = text;
    dom.hidden = false;
    say(text);
    letGo();
  }

  function hide(): void {
    hold();
    dom.hidden = true;
  }

  function leave(): void {
    const back = cameFrom;
    hide();
    if (back?.isConnected) back.focus({ preventScroll: true });
  }

  function arrive({ relatedTarget }: FocusEvent): void {
    cameFrom = relatedTarget instanceof HTMLElement ? relatedTarget : null;
    hold();
  }

  function hold(): void {
    clearTimeout(hiding);
  }

  function letGo(): void {
    hold();
    hiding = setTimeout(() => (isLookedAt() ? letGo() : hide()), STAYS_MS);
  }

  function isLookedAt(): boolean {
    return dom.matches(':hover, :focus-within');
  }
}
