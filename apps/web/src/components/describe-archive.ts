import type { ArchivePlace, ArchiveProgress, ArchiveStatus } from '@bookchat/shared';
import { counted } from '../lib/counted.ts';
import { firstSentence } from '../lib/first-sentence.ts';
import { formatAgo } from '../lib/format-ago.ts';
import { isChecked } from '../lib/is-checked.ts';
import type { Mark } from './bookmark.ts';

export function markOfArchive(archive: ArchiveStatus): Mark {
  if (archive.state === 'failing') return 'failing';
  if (archive.state === 'off') return 'outline';
  if (archive.backlog || archive.publishing) return 'on-its-way';
  return isChecked(archive) ? 'verified' : 'filled';
}

/** How the archive does, all in one breath: what a glance at the ribbon does not tell. */
export function describeArchive(archive: ArchiveStatus, now: Date): string {
  const { state, backlog, verified_at, problem } = archive;
  const ago =
    verified_at !== null && markOfArchive(archive) === 'verified'
      ? `, checked ${formatAgo(new Date(verified_at), now)}`
      : '';
  const kept = state === 'failing' && backlog ? ` ${counted(backlog, 'change')} kept here meanwhile.` : '';
  return `${conclude(archive)}${ago}.${problem === null ? '' : ` ${firstSentence(problem)}`}${kept}`;
}

/** The one thing to know, as a sentence without its full stop. */
export function conclude({ state, backlog, place, publishing }: ArchiveStatus): string {
  if (state === 'off') return 'Saved on this server. No repository is set up yet';
  if (state === 'failing') return 'The archive needs help';
  const where = nameOf(place);
  if (publishing) return `${percentOf(publishing)}\u00a0% of the history is in ${where}`;
  if (backlog) return `${counted(backlog, 'change')} on the way to ${where}`;
  return `Everything is in ${where}`;
}

function nameOf(place: ArchivePlace | null): string {
  if (place === null) return 'the archive';
  return place.kind === 'local' ? 'the archive on this server' : place.name;
}

/** Rounded down: a hundred only when all of it is there. */
function percentOf({ done, total }: ArchiveProgress): number {
  return total === 0 ? 0 : Math.floor((done / total) * 100);
}
