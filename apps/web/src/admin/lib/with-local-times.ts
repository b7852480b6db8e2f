import { formatMoment } from './format-moment.ts';

/** As RFC 3339 writes a moment, and as the server names it in a sentence. */
const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z/g;

export type Part = { readonly text: string } | { readonly at: string };

/** A sentence of the server in parts: words, and the moments between them. */
export function splitMoments(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: at, index } of text.matchAll(MOMENT)) {
    parts.push({ text: text.slice(end, index) }, { at });
    end = index + at.length;
  }
  return [...parts, { text: text.slice(end) }];
}

/** The same sentence with each moment by the reader's own clock. */
export function withLocalTimes(text: string): string {
  return splitMoments(text)
    .map((part) => ('at' in part ? formatMoment(new Date(part.at)) : part.text))
    .join('');
}
