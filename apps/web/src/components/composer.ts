import { countCodePoints, MAX_CONTENT_CODE_POINTS } from '@bookchat/shared';
import { h, on, setAttribute } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';
import './composer.css';

/** From here on it pays to know how much room is left. */
const COUNTER_FROM_CODE_POINTS = 3_600;
const HINT = 'Enter sends, Shift+Enter breaks the line';
const PAPER_PLANE = 'M4 12L20 4L14 20L11 13.500ZM11 13.500L20 4';

export interface ComposerOptions {
  readonly room: string;
  readonly author: string;
  readonly draft: string;
  onDraft(text: string): void;
  send(content: string): void;
  changeName(): void;
}

/** Where a message is written: Enter sends it, Shift+Enter breaks the line. */
export function composer(options: ComposerOptions): { dom: HTMLFormElement; focus(): void } {
  const input = h('textarea', {
    class: 'field composer__input',
    rows: 1,
    placeholder: 'Write a message',
    'aria-label': `Message to ${options.room}`,
    'aria-describedby': 'counter',
    enterkeyhint: 'send',
    dir: 'auto',
  });
  // The same text beneath the field gives it its height: nothing is measured, so nothing moves in between.
  const twin = h('div', { class: 'field composer__twin', 'aria-hidden': 'true' });
  const sendButton = h(
    'button',
    { class: 'composer__send', type: 'submit', 'aria-label': 'Send' },
    svg('0 0 24 24', 'icon', PAPER_PLANE),
  );
  const counter = h('p', { class: 'composer__counter', id: 'counter', role: 'status' });
  const dom = h(
    'form',
    { class: 'composer' },
    h('div', { class: 'composer__row' }, twin, input, sendButton),
    h(
      'div',
      { class: 'composer__foot' },
      authorLine(options),
      h('p', { class: 'composer__hint' }, HINT),
      counter,
    ),
  );
  input.value = options.draft;
  on(dom, { submit });
  on(input, { input: changed, keydown });
  show();
  return { dom, focus: () => input.focus() };

  function changed(): void {
    options.onDraft(input.value);
    show();
  }

  function keydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    dom.requestSubmit();
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const content = input.value.trim();
    if (content === '' || roomLeft() < 0) return;
    input.value = '';
    changed();
    input.focus();
    options.send(content);
  }

  function show(): void {
    const left = roomLeft();
    const nears = left <= MAX_CONTENT_CODE_POINTS - COUNTER_FROM_CODE_POINTS;
    counter.textContent = nears ? describeRoomLeft(left) : '';
    dom.classList.toggle('composer--over', left < 0);
    setAttribute(sendButton, 'aria-disabled', input.value.trim() === '' || left < 0 ? 'true' : null);
    twin.textContent = `${input.value}\u200b`;
  }

  function roomLeft(): number {
    return MAX_CONTENT_CODE_POINTS - countCodePoints(input.value.trim());
  }
}

/** Enter also ends a word in an input method; Safari tells of it only by the code 229, after the word has ended. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

function describeRoomLeft(left: number): string {
  return left < 0 ? `${-left} too many` : `${left} left`;
}

function authorLine({ author, changeName }: ComposerOptions): HTMLElement {
  const change = h(
    'button',
    { class: 'composer__change', type: 'button', 'aria-label': `Change your name, ${author}` },
    'change',
  );
  return h(
    'p',
    { class: 'composer__author' },
    'Writing as ',
    h('bdi', {}, author),
    ' · ',
    on(change, { click: changeName }),
  );
}
