import type { ArchiveStatus } from '@bookchat/shared';
import { adoptStyle } from '../lib/adopt-style.ts';
import { every } from '../lib/every.ts';
import { h, on } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';
import type { View } from '../lib/view.ts';
import { archiveFacts } from './archive-facts.ts';
import styles from './archive-sheet.css?inline';
import { archiveTrouble } from './archive-trouble.ts';
import { bookmark, setMark } from './bookmark.ts';
import { bookmarkLegend } from './bookmark-legend.ts';
import { breakable } from './breakable.ts';
import { button } from './button.ts';
import { conclude, describeRest } from './describe-archive.ts';
import { emptyShelf } from './empty-shelf.ts';
import { type ArchiveInRoom, markOfArchive } from './mark-of-archive.ts';
import { placeholder } from './placeholder.ts';

const CROSS = 'M6 6L18 18M18 6L6 18';
const REFRESH_MS = 1_000;

const NO_ARCHIVE =
  'This conversation is saved on this server alone. Whoever runs it can have a Git repository keep it as well.';
const NO_ARCHIVE_FOR_IT =
  'This conversation is saved on this server alone. It would stay out of a Git repository.';

adoptStyle(styles);

export interface ArchiveSheet extends View<ArchiveInRoom> {
  open(): void;
}

export interface ArchiveSheetOptions {
  clock(): Date;
  /** Where the focus goes when the sheet closes. */
  readonly opener: HTMLElement;
  readonly signal: AbortSignal;
}

/** What there is to know of the archive, over the page until it is closed. */
export function archiveSheet({ clock, opener, signal }: ArchiveSheetOptions): ArchiveSheet {
  const mark = bookmark('sheet__mark');
  const title = h('h2', { class: 'sheet__title', id: 'archive-title' });
  const cross = h('button', { class: 'sheet__close', type: 'button', 'aria-label': 'Close' });
  cross.append(svg('0 0 24 24', 'icon', CROSS));
  const trouble = archiveTrouble();
  const bar = h('progress', { class: 'sheet__bar', 'aria-label': 'Progress' });
  const rest = h('p', { class: 'sheet__rest' });
  const facts = archiveFacts();
  const missing = h('span', {});
  const empty = placeholder(emptyShelf(), missing, button('Back to the conversation', close));
  const legend = bookmarkLegend();
  const page = h(
    'div',
    { class: 'sheet__page' },
    h('div', { class: 'sheet__head' }, mark, title, cross),
    bar,
    trouble.dom,
    rest,
    facts.dom,
    empty,
    legend.dom,
  );
  const dom = h('dialog', { class: 'sheet', 'aria-labelledby': 'archive-title' }, page);
  let shown: ArchiveStatus | null = null;
  let closing = new AbortController();
  let pressedBeside = false;
  on(cross, { click: close });
  on(dom, { close: closed, pointerdown, click });
  document.body.append(dom);
  signal.addEventListener('abort', destroy);
  return { dom, update, open, destroy };

  function update(state: ArchiveInRoom): void {
    const { archive, room } = state;
    const isOff = archive.state === 'off';
    const more = describeRest(state);
    shown = archive;
    setMark(mark, markOfArchive(state));
    title.replaceChildren(...breakable(isOff ? 'No repository yet' : conclude(state)));
    rest.hidden = more === null;
    rest.textContent = more === null ? '' : `${more}.`;
    missing.textContent = room === 'stays-out' ? NO_ARCHIVE_FOR_IT : NO_ARCHIVE;
    legend.update(room);
    trouble.update(archive);
    bar.hidden = archive.publishing === null;
    bar.max = archive.publishing?.total || 1;
    bar.value = archive.publishing?.done ?? 0;
    facts.dom.hidden = isOff;
    empty.hidden = !isOff;
    facts.update({ archive, now: clock() });
  }

  function open(): void {
    if (dom.open) return;
    closing = new AbortController();
    every(REFRESH_MS, () => shown !== null && facts.update({ archive: shown, now: clock() }), closing.signal);
    dom.showModal();
  }

  function close(): void {
    dom.close();
  }

  /** Not every browser remembers a button that was pressed with a pointer. */
  function closed(): void {
    closing.abort();
    opener.focus();
  }

  function pointerdown(event: PointerEvent): void {
    pressedBeside = isBeside(event);
  }

  /** Where text is selected, the pointer may go down within the sheet and up beside it. */
  function click(event: MouseEvent): void {
    if (pressedBeside && isBeside(event)) close();
  }

  /** To a dialog, what lies behind it counts as its own. */
  function isBeside({ target, clientX: x, clientY: y }: MouseEvent): boolean {
    const { left, right, top, bottom } = dom.getBoundingClientRect();
    return target === dom && (x < left || x > right || y < top || y > bottom);
  }

  function destroy(): void {
    closing.abort();
    dom.remove();
  }
}
