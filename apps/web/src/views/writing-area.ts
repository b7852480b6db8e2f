import { composer } from '../components/composer.ts';
import { h } from '../lib/h.ts';
import type { ReadableStore } from '../lib/store.ts';
import type { Conversation } from '../stores/conversation.ts';
import type { Identity, Silence } from '../stores/identity.ts';
import { laterForm } from './later-form.ts';
import './writing-area.css';

export interface WritingAreaOptions {
  readonly conversation: Conversation;
  /** What the room is called. */
  readonly title: ReadableStore<string>;
  readonly identity: Identity;
  sent(): void;
  /** What stands there instead of a form, for somebody who may not write. */
  readonly silenceNote?: ((silence: Silence) => Form) | undefined;
  readonly signal?: AbortSignal;
}

export interface Form {
  readonly dom: HTMLElement;
  focus(): void;
}

/** The foot of the page: the composer, the question for a name, or why nothing can be written. */
export function writingArea(options: WritingAreaOptions): Form {
  const { conversation, title, identity, sent, silenceNote, signal } = options;
  const { draft, outbox } = conversation;
  const column = h('div', { class: 'writing-area__column' });
  const dom = h('footer', { class: 'writing-area', id: 'write' }, column);
  let retitle: (title: string) => void = () => undefined;
  let focus = showFittingForm();
  title.subscribe((now) => retitle(now), signal);
  identity.subscribe(followName, signal);
  identity.silence.subscribe(followName, signal);
  return { dom, focus: () => focus() };

  /** It may be another tab in which a name was chosen: then the focus is to stay where it is. */
  function followName(): void {
    if (dom.contains(document.activeElement)) switchTo(showFittingForm);
    else focus = showFittingForm();
  }

  function showFittingForm(): () => void {
    const silence = identity.silence.get();
    if (silence !== null && silenceNote !== undefined) return place(silenceNote(silence));
    const name = identity.get();
    return name === null ? askName(null) : showComposer(name);
  }

  function askName(current: string | null): () => void {
    const choose = async (name: string) => {
      const refusal = (await identity.choose?.(name)) ?? null;
      if (refusal === null) switchTo(showFittingForm);
      return refusal;
    };
    const lost = current === null ? identity.lost?.() : null;
    const options = { current, lost: lost ?? null, choose, cancel: () => switchTo(showFittingForm) };
    const load = async () => (await import('../components/name-form.ts')).nameForm(options);
    return place(laterForm(load));
  }

  function showComposer(author: string): () => void {
    const form = composer({
      title: title.get(),
      author,
      draft: draft.get(),
      onDraft: draft.set,
      send: (content) => {
        outbox.send(content, author);
        sent();
      },
      changeName: identity.choose === null ? null : () => switchTo(() => askName(author)),
    });
    retitle = form.retitle;
    return place(form);
  }

  function switchTo(show: () => () => void): void {
    focus = show();
    focus();
  }

  function place(form: Form): () => void {
    column.replaceChildren(form.dom);
    return form.focus;
  }
}
