import { formatFullTime, formatTime } from '../lib/format-time.ts';
import { h, on, setAttribute } from '../lib/h.ts';
import { linkify } from '../lib/linkify.ts';
import { passFocus } from '../lib/pass-focus.ts';
import type { View } from '../lib/view.ts';
import { avatar, tint } from './avatar.ts';
import { bookmark, setMark } from './bookmark.ts';
import { button } from './button.ts';
import { describeReceipt, markOf } from './receipt.ts';
import type { MessageItem, Receipt } from './timeline-item.ts';
import { tip } from './tip.ts';
import './message.css';

export interface MessageActions {
  retry(id: string): void;
  discard(id: string): void;
  /** Shows who somebody is; null where nobody has an account. */
  readonly meet: ((id: string) => void) | null;
}

/** One message: author, bubble, receipt, and in words what a glance does not tell. */
export function messageView(first: MessageItem, actions: MessageActions): View<MessageItem> {
  const name = h('bdi', { class: 'message__name' }, first.author);
  tint(name, first.author);
  const time = h('time', { class: 'message__time', 'aria-hidden': 'true' });
  const text = h('p', { class: 'message__text', dir: 'auto' });
  const mark = bookmark('message__bookmark');
  const receipt = h('span', { class: 'message__receipt' }, mark);
  const failure = h('div', { class: 'message__failure' });
  const details = tip('message__tip');
  const face = avatar(first.author, first.account);
  const head = h('p', { class: 'message__head' }, face, name);
  const bubble = h('div', { class: 'message__bubble' }, text, receipt);
  const dom = h('li', { class: 'message', tabindex: -1 }, head, bubble, failure, details);
  let shown: MessageItem | undefined;
  update(first);
  dom.classList.toggle('message--fresh', first.fresh);
  return { dom, update, destroy };

  function update(item: MessageItem): void {
    dom.classList.toggle('message--own', item.own);
    if (item.authorId !== (shown?.authorId ?? null)) showAuthor(item.authorId);
    if (item.leads !== shown?.leads) showPlace(item.leads);
    if (item.content !== shown?.content) text.replaceChildren(...linkify(item.content).map(toNode));
    if (item.at !== shown?.at) showTime(new Date(item.at));
    if (!isSameReceipt(item.receipt, shown?.receipt)) showReceipt(item);
    if (!saysTheSame(item, shown)) showDetails(item);
    shown = item;
  }

  /** Its message brings it into the Tab key's reach, as the list's one stop. */
  function showAuthor(id: string | null): void {
    head.querySelector('.message__author')?.remove();
    if (id === null) head.prepend(face, name);
    else {
      const author = h('button', { class: 'message__author', type: 'button', tabindex: -1 }, face, name);
      author.ariaHasPopup = 'dialog';
      head.prepend(on(author, { click: () => actions.meet?.(id) }));
    }
  }

  /** Within a group the time hangs in the margin, on the bubble. */
  function showPlace(leads: boolean): void {
    dom.classList.toggle('message--leads', leads);
    if (leads) head.append(time);
    else bubble.prepend(time);
  }

  function showTime(at: Date): void {
    time.dateTime = at.toISOString();
    time.textContent = formatTime(at);
  }

  function showReceipt({ key, receipt: state }: MessageItem): void {
    setAttribute(receipt, 'hidden', state === null);
    passFocus(failure, () => dom.focus());
    failure.replaceChildren(...(state?.kind === 'failed' ? failureParts(key, state) : []));
    if (state === null) return;
    dom.dataset['receipt'] = state.kind;
    setMark(mark, markOf(state));
  }

  function showDetails(item: MessageItem): void {
    passFocus(details, () => dom.focus());
    details.replaceChildren(...describe(item));
  }

  function failureParts(key: string, { reason, isHopeless }: Receipt & { kind: 'failed' }): Node[] {
    return [
      h('p', {}, `Not sent. ${reason}`),
      ...(isHopeless ? [] : [button('Retry', () => actions.retry(key))]),
      button('Discard', () => actions.discard(key), 'quiet'),
    ];
  }

  function destroy(): void {
    passFocus(dom, () => neighbourOf(dom)?.focus({ preventScroll: true }));
    dom.remove();
  }
}

function toNode({ text, href }: ReturnType<typeof linkify>[number]): Node {
  if (href === undefined) return document.createTextNode(text);
  // Its message brings it into the Tab key's reach, as the list's one stop.
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow', tabindex: -1 }, text);
}

/** The message below, or the one above, or where all messages stand. */
function neighbourOf(row: HTMLElement): HTMLElement | null {
  const rows = [...(row.parentElement?.querySelectorAll<HTMLElement>('.message') ?? [])];
  const at = rows.indexOf(row);
  return rows[at + 1] ?? rows[at - 1] ?? row.closest('#messages');
}

function describe({ at, edited, receipt }: MessageItem): (Node | string)[] {
  const time = formatFullTime(new Date(at)) + (edited ? ' · Edited' : '');
  if (receipt === null) return [time];
  return [h('span', {}, `${time}\u00a0·`), ' ', h('span', {}, ...describeReceipt(receipt))];
}

function saysTheSame(item: MessageItem, shown: MessageItem | undefined): boolean {
  return item.at === shown?.at && item.edited === shown.edited && isSameReceipt(item.receipt, shown.receipt);
}

function isSameReceipt(a: Receipt | null, b: Receipt | null | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
