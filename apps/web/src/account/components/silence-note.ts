import { addStyle } from '../../admin/lib/page-style.ts';
import { formatDay, formatTime } from '../../lib/format-time.ts';
import { h } from '../../lib/h.ts';
import { quoteReason } from '../../lib/quote-reason.ts';
import type { Silence } from '../../stores/identity.ts';
import styles from './silence-note.css?inline';

addStyle(styles);

/** Says in the composer's place why nothing can be written. */
export function silenceNote(reason: Silence): { dom: HTMLElement; focus(): void } {
  const dom = h('p', { class: 'silence-note', tabindex: -1 }, ...words(reason));
  return { dom, focus: () => dom.focus() };
}

function words(reason: Silence): (string | Node)[] {
  if (reason.kind === 'guest') return ['You are a guest here: you may read, and others write.'];
  const until = new Date(reason.until);
  const moment = h(
    'time',
    { datetime: reason.until },
    `${formatDay(until, new Date())}, ${formatTime(until)}`,
  );
  return ['You may read, but not write until ', moment, `.${quoteReason(reason.reason)}`];
}
