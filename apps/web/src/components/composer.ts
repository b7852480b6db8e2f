import { h, on, setAttribute } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';
import { lengthCounter } from './length-counter.ts';
import './composer.css';

/** More text than the field can show at its highest. */
const TWIN_LENGTH = 4_000;
const HINT = 'Enter sends, Shift+Enter breaks the line';
const PAPER_PLANE = 'M4 12L20 4L14 20L11 13.500ZM11 13.500L20 4';

export interface ComposerOptions {
  /** What the room is called. */
  readonly title: string;
  readonly author: string;
  readonly draft: string;
  onDraft(text: string): void;
  send(content: string): void;
  /** Null where the name is not chosen here. */
  readonly changeName: (() => void) | null;
}

/** Where a message is written: Enter sends it, Shift+Enter breaks the line. */
export function composer(options: ComposerOptions): {
  dom: HTMLFormElement;
  focus(): void;
  /** The room is called otherwise from now on. */
  retitle(title: string): void;
} {
  const counter = lengthCounter();
  const input = h('textarea', {
    class: 'field composer__input',
    rows: 1,
    placeholder: 'Write a message',
    'aria-describedby': counter.id,
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
  const dom = h(
    'form',
    { class: 'composer' },
    h('div', { class: 'composer__row' }, twin, input, sendButton),
    h(
      'div',
      { class: 'composer__foot' },
      authorLine(options),
      h('p', { class: 'composer__hint' }, HINT),
      ...counter.parts,
    ),
  );
  let sendable = false;
  input.value = options.draft;
  retitle(options.title);
  on(dom, { submit });
  on(input, { input: changed, keydown });
  show();
  return { dom, focus: () => input.focus(), retitle };

  function retitle(title: string): void {
    input.ariaLabel = `Message to ${title}`;
  }

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
    if (!sendable) return;
    const content = input.value.trim();
    input.value = '';
    changed();
    input.focus();
    options.send(content);
  }

  function show(): void {
    const text = input.value;
    const content = text.trim();
    const over = counter.update(content);
    sendable = content !== '' && !over;
    dom.classList.toggle('composer--over', over);
    setAttribute(sendButton, 'aria-disabled', sendable ? null : 'true');
    twin.textContent = `${text.slice(0, TWIN_LENGTH)}\u200b`;
  }
}

/** Enter also ends a word in an input method; Safari tells of it only by the code 229, after the word has ended. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

function authorLine({ author, changeName }: ComposerOptions): HTMLElement {
  const line = h('p', { class: 'composer__author' }, 'Writing as ', h('bdi', {}, author));
  if (changeName !== null) line.append(' ·', changeButton(author, changeName));
  return line;
}

function changeButton(author: string, changeName: () => void): HTMLElement {
  const change = h(
    'button',
    { class: 'composer__change', type: 'button', 'aria-label': `Change your name, ${author}` },
    'change',
  );
  return on(change, { click: changeName });
}
