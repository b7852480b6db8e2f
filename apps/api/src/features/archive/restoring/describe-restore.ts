import { countOf } from '../../../lib/count-of.ts';
import { formatNumber } from '../../../lib/format-number.ts';
import type { ImportSummary } from './importing/tally.ts';

const MAX_LINES = 20;

/** What a restore has brought, in sentences for whoever asked. */
export function describeSummary(summary: ImportSummary): string[] {
  const { messages, segments, batches, pages, commits, leftOut } = summary;
  const others = commits - batches;
  return [
    `${countOf(messages, 'message')} from ${countOf(segments, 'segment')} in ${countOf(batches, 'commit')}, with ${countOf(pages, 'page')} of the book.`,
    ...(leftOut === 0
      ? []
      : [`${countOf(leftOut, 'later segment')} ${isAre(leftOut)} left out, as was asked for.`]),
    ...(others === 0
      ? []
      : [`${countOf(others, 'commit')} of others ${others === 1 ? 'was' : 'were'} passed over.`]),
    ...describeKept(summary),
  ];
}

/** What was refused, with the first of it; nothing where all was taken. */
export function describeRefused({ refused, reasons, lines }: ImportSummary, report: string | null): string[] {
  if (refused === 0) return [];
  const first = lines.slice(0, MAX_LINES);
  return [
    `${countOf(refused, 'line or file was', 'lines or files were')} refused:`,
    ...reasons.map(([reason, times]) => `  ${formatNumber(times)} × ${reason}`),
    first.length === refused ? 'They are:' : `The first ${first.length} of them:`,
    ...first.map((line) => `  ${line}`),
    `The whole list is in ${report}.`,
  ];
}

function describeKept({ edits, deletions, unknown }: ImportSummary): string[] {
  const kinds = [
    ...(edits === 0 ? [] : [countOf(edits, 'edit')]),
    ...(deletions === 0 ? [] : [countOf(deletions, 'deletion')]),
    ...(unknown === 0
      ? []
      : [countOf(unknown, 'event of a kind that is not known', 'events of kinds that are not known')]),
  ];
  if (kinds.length === 0) return [];
  const list = kinds.length === 1 ? kinds.join() : `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}`;
  const isOne = edits + deletions + unknown === 1;
  return [
    isOne
      ? `${list} is kept as it is: this version cannot act upon it.`
      : `${list} are kept as they are: this version cannot act upon them.`,
  ];
}

function isAre(number: number): string {
  return number === 1 ? 'is' : 'are';
}
