import type { ArchivePlace, ArchiveProgress, ArchiveStatus } from '@bookchat/shared';
import { counted } from '../lib/counted.ts';
import { firstSentence } from '../lib/first-sentence.ts';
import { formatAgo } from '../lib/format-ago.ts';
import { type ArchiveInRoom, markOfArchive } from './mark-of-archive.ts';

/** How the archive does, all in one breath: what a glance at the ribbon does not tell. */
export function describeArchive(state: ArchiveInRoom, now: Date): string {
  const { archive } = state;
  const { backlog, problem } = archive;
  const rest = describeRest(state);
  const said = `${conclude(state)}${rest === null ? '' : `. ${rest}`}${agoOf(archive, now)}.`;
  const kept =
    archive.state === 'failing' && backlog ? ` ${counted(backlog, 'change')} kept here meanwhile.` : '';
  return `${said}${problem === null ? '' : ` ${firstSentence(problem)}`}${kept}`;
}

/** The one thing to know, as a sentence without its full stop. */
export function conclude({ archive, room }: ArchiveInRoom): string {
  if (archive.state === 'off') return 'Saved on this server. No repository is set up yet';
  if (archive.state === 'failing') return 'The archive needs help';
  const where = nameOf(archive.place);
  if (room === 'goes-in') return `What is written here goes into ${where}`;
  if (room === 'stays-out') return `What is written here stays out of ${where}`;
  return describeProgress(archive, `to ${where}`, `in ${where}`) ?? `Everything is in ${where}`;
}

/** What is left to say in a room of which not all goes into the archive, likewise; null in others. */
export function describeRest({ archive, room }: ArchiveInRoom): string | null {
  if (room === 'all' || archive.state === 'off') return null;
  if (archive.state !== 'failing')
    return describeProgress(archive, 'there', 'there') ?? 'Everything that goes there is there';
  return room === 'stays-out' ? 'What is written here stays out of it' : null;
}

function describeProgress({ backlog, publishing }: ArchiveStatus, to: string, at: string): string | null {
  if (publishing) return `${percentOf(publishing)}\u00a0% of the history is ${at}`;
  return backlog ? `${counted(backlog, 'change')} on the way ${to}` : null;
}

function agoOf(archive: ArchiveStatus, now: Date): string {
  const { verified_at } = archive;
  if (verified_at === null || markOfArchive({ archive, room: 'all' }) !== 'verified') return '';
  return `, checked ${formatAgo(new Date(verified_at), now)}`;
}

function nameOf(place: ArchivePlace | null): string {
  if (place === null) return 'the archive';
  return place.kind === 'local' ? 'the archive on this server' : place.name;
}

/** Rounded down: a hundred only when all of it is there. */
function percentOf({ done, total }: ArchiveProgress): number {
  return total === 0 ? 0 : Math.floor((done / total) * 100);
}
