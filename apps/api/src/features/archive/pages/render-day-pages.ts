import { dirname } from 'node:path/posix';
import { pagePath } from '../events/archive-paths.ts';
import { countOf } from './count-of.ts';
import { relativeLink } from './relative-link.ts';
import { spellDay } from './spell-day.ts';
import { splitParts } from './split-parts.ts';
import { GROUP_END, type PageItem, type PageMessage, toItems } from './to-items.ts';

interface DayToRender {
  readonly room: string;
  /** In UTC, for example `2026-11-20`. */
  readonly day: string;
  /** In the order in which they are to stand. */
  readonly messages: Iterable<PageMessage>;
  /** The day before it that has a page, if there is one. */
  readonly previousDay?: string | null;
}

interface Page {
  readonly path: string;
  readonly content: Buffer;
}

/**
 * A room's day as Markdown to read on GitHub: one page, or several where it is long; none without a message. The same
 * day must give the same bytes in every version of BookChat, as the archive is verified by making it again.
 */
export function renderDayPages({ room, day, messages, previousDay = null }: DayToRender): Page[] {
  const all = [...messages];
  const parts = splitParts(toItems(pagePath(room, day), all));
  const foot = renderFoot(pagePath(room, day), all);
  return parts.map((items, index) => {
    const place = { room, day, part: index + 1, parts: parts.length };
    const sections = [
      `# ${spellDay(day)}`,
      `Room **${room}** · ${countOf(all.length, 'message')} · Times are in UTC`,
      place.part === 1 ? linkDay(place, previousDay) : '',
      linkParts(place),
      renderItems(items),
      '---',
      linkParts(place),
      foot,
    ];
    const text = sections.filter((section) => section !== '').join('\n\n');
    return { path: pagePath(room, day, place.part), content: Buffer.from(`${text}\n`) };
  });
}

interface Place {
  readonly room: string;
  readonly day: string;
  readonly part: number;
  readonly parts: number;
}

function linkDay({ room, day }: Place, other: string | null): string {
  if (other === null) return '';
  return `[← ${spellDay(other)}](${relativeLink(pagePath(room, day), pagePath(room, other))})`;
}

function linkParts({ room, day, part, parts }: Place): string {
  if (parts === 1) return '';
  const linkTo = (number: number) => `(${relativeLink(pagePath(room, day), pagePath(room, day, number))})`;
  const before = part === 1 ? [] : [`[← Part ${part - 1}]${linkTo(part - 1)}`];
  const after = part === parts ? [] : [`[Part ${part + 1} →]${linkTo(part + 1)}`];
  return [...before, `Part ${part} of ${parts}`, ...after].join(' · ');
}

function renderItems(items: readonly PageItem[]): string {
  const pieces = items.map(({ head, body, continues }, index) => {
    if (index === 0) return head + body;
    return continues ? body : `${GROUP_END}\n${head}${body}`;
  });
  return `${pieces.join('')}${GROUP_END}`.trimEnd();
}

function renderFoot(path: string, messages: readonly PageMessage[]): string {
  const folders = [...new Set(messages.map(({ segmentPath }) => dirname(segmentPath)))];
  const links = folders.map((folder) => `[${folder}](${relativeLink(path, folder)})`);
  return [
    `The events of this day: ${links.join(', ')}. The time of a message leads to the file that holds it.`,
    'Edits and removals that came later are not on this page: they are among the events of their own days.',
  ].join('\n');
}
