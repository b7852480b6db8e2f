import type { ArchiveStatus } from '@bookchat/shared';
import { commitAddress } from '../lib/commit-address.ts';
import { counted } from '../lib/counted.ts';
import { formatAgo } from '../lib/format-ago.ts';
import { formatFullTime } from '../lib/format-time.ts';
import { h } from '../lib/h.ts';
import { isChecked } from '../lib/is-checked.ts';
import type { View } from '../lib/view.ts';
import { breakable } from './breakable.ts';
import { commitLink } from './commit-link.ts';
import { webLink } from './web-link.ts';

export interface ArchiveFactsState {
  readonly archive: ArchiveStatus;
  readonly now: Date;
}

/** Where the archive is kept, what is to come, and when it was last written and checked. */
export function archiveFacts(): View<ArchiveFactsState> & { readonly dom: HTMLElement } {
  const place = h('dd', {});
  const progress = h('dd', {});
  const progressRow = fact('Progress', progress);
  const backlog = h('dd', {});
  const commit = h('span', {});
  const commitTime = h('time', {});
  const checkTime = h('time', {});
  const checkNote = h('span', {});
  const dom = h(
    'dl',
    { class: 'facts' },
    fact('Archive', place),
    progressRow,
    fact('On the way', backlog),
    fact('Last commit', h('dd', {}, commit, commitTime)),
    fact('Checked', h('dd', {}, checkTime, checkNote)),
  );
  let shownLinks = '';
  return { dom, update, destroy: () => dom.remove() };

  function update({ archive, now }: ArchiveFactsState): void {
    const { last_commit_at, verified_at, publishing } = archive;
    showLinks(archive);
    progressRow.hidden = publishing === null;
    setText(progress, describeProgress(archive));
    setText(backlog, describeBacklog(archive));
    showTime(commitTime, last_commit_at, now, 'None yet');
    showTime(checkTime, verified_at, now, 'Not yet');
    setText(checkNote, verified_at === null || isChecked(archive) ? '' : ', before the last commit');
  }

  /** Only when they have changed: a link that is replaced loses the focus. */
  function showLinks({ place: kept, head }: ArchiveStatus): void {
    const links = JSON.stringify([kept, head]);
    if (links === shownLinks) return;
    shownLinks = links;
    place.replaceChildren(...describePlace(kept));
    commit.replaceChildren(...(head === null ? [] : [commitLink(head, commitAddress(kept, head)), ' · ']));
  }
}

function fact(name: string, value: HTMLElement): HTMLElement {
  return h('div', { class: 'facts__row' }, h('dt', {}, name), value);
}

function describePlace(place: ArchiveStatus['place']): (Node | string)[] {
  if (place === null) return ['It is not known where'];
  if (place.kind === 'local') return [webLink(place.url, 'On this server'), ', in Git'];
  return [webLink(place.url, ...breakable(place.name)), ' on GitHub'];
}

function describeProgress({ publishing }: ArchiveStatus): string {
  const [done, total] = [publishing?.done ?? 0, publishing?.total ?? 0];
  return `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
}

function describeBacklog({ backlog }: ArchiveStatus): string {
  return backlog ? `${counted(backlog, 'change')} wait${backlog === 1 ? 's' : ''}` : 'Nothing waits';
}

function showTime(element: HTMLTimeElement, at: string | null, now: Date, none: string): void {
  const date = at === null ? null : new Date(at);
  setText(element, date === null ? none : formatAgo(date, now));
  element.title = date === null ? '' : formatFullTime(date);
  element.dateTime = at ?? '';
}

/** Text that stays the same is left alone, so that it can be selected. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
