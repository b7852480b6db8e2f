import { hasCode, retryAfterMs } from '../../api-error.ts';
import { h, setAttribute } from '../../lib/h.ts';
import { createPoller } from '../../lib/poller.ts';
import type { Desk } from '../desk.ts';
import { describeFailure } from '../lib/describe-failure.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './panel.css?inline';

addStyle(styles);

const NEAR = '160px';
const BUSY_INTERVAL_MS = 1_000;
/** What opened the page no longer does. */
const LOST = ['admin_required', 'sign_in_needed', 'role_needed'] as const;
const NOT_HERE = 'This server does not offer this.';

export interface PanelOptions<Data> {
  readonly id: string;
  readonly name: string;
  readonly intervalMs: number;
  load(signal: AbortSignal): Promise<Data>;
  /** What there is to know, as the panel's heading. */
  conclude(data: Data): string;
  /** Built once; shown with the first answer. */
  readonly parts: readonly Element[];
  show(data: Data): void;
  /** Something is under way: it asks each second. */
  isBusy?(data: Data): boolean;
}

export interface Panel {
  readonly id: string;
  readonly name: string;
  readonly dom: HTMLElement;
  /** Asks at once. */
  nudge(): void;
  /** Asks each second until the work ends. */
  watch<Result>(work: Promise<Result>): Promise<Result>;
}

/** A part of the page with questions of its own: it asks while it can be seen, and fails by itself alone. */
export function panel<Data>(desk: Desk, options: PanelOptions<Data>): Panel {
  const { id, name, intervalMs, load, conclude, parts, show, isBusy } = options;
  const conclusion = h('span', { class: 'panel__conclusion' });
  const heading = h(
    'h2',
    { class: 'panel__heading', id: `${id}-heading` },
    h('span', { class: 'panel__name' }, name),
    ' ',
    conclusion,
  );
  const trouble = h('p', { class: 'panel__trouble', hidden: true });
  const waiting = h(
    'div',
    { class: 'panel__waiting', 'aria-hidden': 'true' },
    ...[1, 2, 3].map(() => h('div', { class: 'skeleton__shape' })),
  );
  const body = h('div', { class: 'panel__body', hidden: true }, ...parts);
  const dom = h(
    'section',
    { class: 'panel', id, 'aria-labelledby': `${id}-heading`, 'aria-busy': 'true' },
    heading,
    trouble,
    waiting,
    body,
  );
  let isSettled = false;
  let isAsking = true;
  let isInView = false;
  let isMissing = false;
  let works = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;
  const poller = createPoller({
    poll,
    intervalMs,
    quietMs: retryAfterMs,
    random: Math.random,
    now: () => performance.now(),
  });
  const watcher = new IntersectionObserver(see, { rootMargin: NEAR });
  watcher.observe(dom);
  document.addEventListener('visibilitychange', attend, { signal: desk.signal });
  desk.onRefresh(() => poller.nudge());
  desk.signal.addEventListener('abort', () => {
    watcher.disconnect();
    clearTimeout(soon);
    poller.stop();
  });
  poller.resume();
  return { id, name, dom, nudge: () => poller.nudge(), watch };

  function see(entries: readonly IntersectionObserverEntry[]): void {
    isInView = entries.at(-1)?.isIntersecting ?? false;
    attend();
  }

  /** Each asks once, so that its heading can be read; then only what is looked at. */
  function attend(): void {
    const isWanted = !document.hidden && !isMissing && (isInView || works > 0);
    if (isWanted === isAsking || !isSettled) return;
    isAsking = isWanted;
    if (isWanted) poller.resume();
    else poller.pause();
  }

  async function poll(signal: AbortSignal): Promise<void> {
    try {
      take(await load(signal));
    } catch (error) {
      if (!signal.aborted) refuse(error);
    } finally {
      isSettled = true;
      // The poller plans its next round after this one has ended.
      setTimeout(attend, 0);
    }
  }

  function take(data: Data): void {
    settle(null);
    conclusion.textContent = conclude(data);
    show(data);
    if (works > 0 || isBusy?.(data)) askSoon();
  }

  /** What may pass is thrown on, so that the poller waits longer each time. */
  function refuse(error: unknown): void {
    if (LOST.some((code) => hasCode(error, code))) {
      desk.lose();
      return;
    }
    isMissing = hasCode(error, 'route_not_found');
    settle(isMissing ? NOT_HERE : `${describeFailure(error)} It tries again by itself.`);
    if (isMissing) return;
    if (works > 0) askSoon();
    throw error;
  }

  function settle(problem: string | null): void {
    waiting.remove();
    setAttribute(dom, 'aria-busy', null);
    trouble.hidden = problem === null;
    if (problem !== null && trouble.textContent !== problem) trouble.textContent = problem;
    trouble.classList.toggle('quiet', isMissing);
    if (problem === null) body.hidden = false;
    else if (conclusion.textContent === '')
      conclusion.textContent = isMissing ? 'Not offered here' : 'Could not be read';
  }

  function askSoon(): void {
    clearTimeout(soon);
    soon = setTimeout(() => poller.nudge(), BUSY_INTERVAL_MS);
  }

  async function watch<Result>(work: Promise<Result>): Promise<Result> {
    works++;
    attend();
    poller.nudge();
    try {
      return await work;
    } finally {
      works--;
      poller.nudge();
    }
  }
}
