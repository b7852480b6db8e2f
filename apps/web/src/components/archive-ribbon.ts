import type { ArchiveStatus } from '@bookchat/shared';
import { counted } from '../lib/counted.ts';
import { formatTime } from '../lib/format-time.ts';
import { h } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import { bookmark, type Mark, setMark } from './bookmark.ts';
import { tip } from './tip.ts';
import './archive-ribbon.css';

/** The bookmark of the whole conversation: whether the repository holds it. */
export function archiveRibbon(): View<ArchiveStatus | null> {
  const mark = bookmark('ribbon__mark');
  const words = tip('ribbon__tip');
  const dom = h('button', { class: 'ribbon', type: 'button' }, mark, words);
  return { dom, update, destroy: () => dom.remove() };

  function update(archive: ArchiveStatus | null): void {
    dom.hidden = archive === null;
    if (archive === null) return;
    setMark(mark, markOf(archive));
    words.textContent = describe(archive);
  }
}

function markOf({ state, backlog, verified_at }: ArchiveStatus): Mark {
  if (state === 'failing') return 'failing';
  if (state === 'off') return 'outline';
  if (backlog !== 0) return 'on-its-way';
  return verified_at === null ? 'filled' : 'verified';
}

function describe({ state, backlog, verified_at }: ArchiveStatus): string {
  const waiting = counted(backlog ?? 0, 'change');
  switch (state) {
    case 'off':
      return 'Saved on this server. No repository is set up yet.';
    case 'failing':
      return `The repository cannot be reached. ${waiting} kept here until it can.`;
    case 'idle':
    case 'working':
    case 'waiting':
      if (backlog !== 0) return `${waiting} on the way to your repository.`;
      return `Everything is in your repository${verified_at === null ? '' : `, checked at ${formatTime(new Date(verified_at))}`}.`;
  }
}
