import { every } from '../lib/every.ts';
import { h, on } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import { bookmark, setMark } from './bookmark.ts';
import { type ArchiveInRoom, markOfArchive } from './mark-of-archive.ts';
import { tip } from './tip.ts';
import './archive-ribbon.css';

/** How old "checked 40 seconds ago" may become. */
const REFRESH_MS = 10_000;

export interface ArchiveRibbon extends View<ArchiveInRoom | null> {
  readonly dom: HTMLButtonElement;
  /** Says why nothing opens, until the reader goes on. */
  complain(words: string): void;
}

export interface RibbonOptions {
  clock(): Date;
  /** What a glance at it does not tell. */
  describe(state: ArchiveInRoom, now: Date): string;
  /** Called when it is about to be pressed, and when it is. */
  prepare(): void;
  open(): void;
  readonly signal: AbortSignal;
}

/** The bookmark of the whole conversation: whether its archive holds it, as far as it goes there. */
export function archiveRibbon({
  clock,
  describe: inWords,
  prepare,
  open,
  signal,
}: RibbonOptions): ArchiveRibbon {
  const mark = bookmark('ribbon__mark');
  const words = tip('ribbon__tip');
  const dom = h('button', { class: 'ribbon', type: 'button', 'aria-haspopup': 'dialog' }, mark, words);
  let shown: ArchiveInRoom | null = null;
  on(dom, { pointerenter: prepare, focus: prepare, click: open, blur: resume });
  // A name that changes is read out again and again to who is there.
  every(REFRESH_MS, () => document.activeElement !== dom && describe(), signal);
  return { dom, update, complain, destroy: () => dom.remove() };

  function update(state: ArchiveInRoom | null): void {
    shown = state;
    dom.hidden = state === null;
    if (state !== null) setMark(mark, markOfArchive(state));
    describe();
  }

  function describe(): void {
    if (shown !== null && !dom.classList.contains('ribbon--told'))
      words.textContent = inWords(shown, clock());
  }

  function complain(complaint: string): void {
    dom.classList.add('ribbon--told');
    words.textContent = complaint;
    dom.focus();
  }

  function resume(): void {
    dom.classList.remove('ribbon--told');
    describe();
  }
}
