import { formatFullTime } from '../../lib/format-time.ts';
import { h } from '../../lib/h.ts';
import { formatMoment } from '../lib/format-moment.ts';
import { splitMoments } from '../lib/with-local-times.ts';

/** What the server says, with the moments in it by the reader's own clock, and in full for whoever points at them. */
export function sentence(text: string): DocumentFragment {
  const parts = splitMoments(text).map((part) => ('at' in part ? time(part.at) : part.text));
  const all = document.createDocumentFragment();
  all.append(...parts);
  return all;
}

function time(at: string): HTMLElement {
  const date = new Date(at);
  return h('time', { datetime: at, title: formatFullTime(date) }, formatMoment(date));
}
